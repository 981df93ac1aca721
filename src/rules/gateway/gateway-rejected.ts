import type { Rejection } from '../../gatewayapi/admission.ts';
import type { ValueChange } from '../../source/change.ts';
import { scalarWrittenAt, type ScalarNode } from '../../source/node.ts';
import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { gatewayName, gatewaySubject, listenerSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';

/** Listeners that stand twice are the business of listener-conflict. */
const conflicts = ['listener-name-twice', 'listener-twice'];

/** Quotes where a string must be, none where a number must be. */
function mended(kind: Rejection['kind'], node: ScalarNode | undefined): readonly (readonly ValueChange[])[] {
  if (node === undefined) return [];
  if (kind === 'annotation-not-a-string') return [[{ kind: 'set', node, value: String(node.value) }]];
  return kind === 'field-malformed' ? [[{ kind: 'set', node, value: Number(node.value) }]] : [];
}

export const gatewayRejected: Rule = {
  id: 'gateway-rejected',
  about: 'gateway',
  title: 'The API server refuses a Gateway',
  severity: 'error',

  *observe(cluster) {
    for (const status of cluster.gateways.filter(({ implementation }) => implementation === 'kic')) {
      for (const { kind, reason, at, listener } of status.rejections) {
        const place = firstLocation(at, status.gateway.name.at);
        if (conflicts.includes(kind) || place === undefined) continue;
        yield {
          at: place,
          subject: listener === null ? gatewaySubject(status) : listenerSubject(status, listener),
          field: kind,
          statement: `${reason}.`,
          outcome: outcomeOf(
            'refused-by-api-server',
            `the API server refuses ${gatewayName(status)}, and the controller never sees it`,
          ),
          changes: mended(kind, scalarWrittenAt(status.gateway.object.root, at)),
        };
      }
    }
  },
};
