import type { Rejection } from '../../gatewayapi/admission.ts';
import type { ValueChange } from '../../source/change.ts';
import { scalarWrittenAt, type ScalarNode } from '../../source/node.ts';
import { firstLocation } from '../../source/location.ts';
import type { ClusterView } from '../../kong/model/model.ts';
import { nameOf } from '../../kubernetes/object.ts';
import type { Observation, Rule } from '../model/rule.ts';
import { gatewayName, gatewaySubject, listenerSubject, objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';

/** Listeners that stand twice are the business of listener-conflict. */
const conflicts = ['listener-name-twice', 'listener-twice'];

/** Quotes where a string must be, none where a number must be. */
function mended(kind: Rejection['kind'], node: ScalarNode | undefined): readonly (readonly ValueChange[])[] {
  if (node === undefined) return [];
  if (kind === 'annotation-not-a-string' || kind === 'label-not-a-string')
    return [[{ kind: 'set', node, value: String(node.value) }]];
  return kind === 'field-malformed' ? [[{ kind: 'set', node, value: Number(node.value) }]] : [];
}

function* classRejections({ classStatuses }: ClusterView): Iterable<Observation> {
  for (const { gatewayClass, implementation, rejections } of classStatuses) {
    for (const { kind, reason, at } of implementation === 'kic' ? rejections : []) {
      const place = firstLocation(at, gatewayClass.name.at);
      // The annotation of the controller is the business of gateway-class-not-unmanaged.
      if (place === undefined || at === gatewayClass.unmanagedNode?.at) continue;
      yield {
        at: place,
        subject: objectSubject(gatewayClass.object),
        field: kind,
        statement: `${reason}.`,
        outcome: outcomeOf(
          'refused-by-api-server',
          `the API server refuses ${nameOf(gatewayClass.object)}, and its Gateways get no status`,
        ),
        changes: mended(kind, scalarWrittenAt(gatewayClass.object.root, at)),
      };
    }
  }
}

export const gatewayRejected: Rule = {
  id: 'gateway-rejected',
  about: 'gateway',
  title: 'The API server refuses a Gateway or its GatewayClass',
  severity: 'error',

  *observe(cluster) {
    yield* classRejections(cluster);
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
