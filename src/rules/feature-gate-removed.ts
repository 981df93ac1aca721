import { isRelease, controllerPlace } from '../kong/describe.ts';
import type { Controller } from '../kong/model.ts';
import type { Change } from '../source/change.ts';
import type { Place } from '../source/location.ts';
import { scalarWrittenAt } from '../source/node.ts';
import type { Rule } from './rule.ts';

/** The list of gates without those that the controller does not know; null where nothing else would be left of it. */
function withoutUnknown({ source, unknownGates }: Controller, at: Place): readonly Change[] | null {
  const root = isRelease(source) ? source.values : 'root' in source ? source.root : undefined;
  const node = scalarWrittenAt(root, at);
  if (typeof node?.value !== 'string') return null;
  const unknown = new Set(unknownGates.map(({ gate }) => gate));
  const left = node.value.split(',').filter((pair) => !unknown.has((pair.split('=')[0] ?? '').trim()));
  return left.length === 0 ? null : [{ kind: 'set', node, value: left.join(',').trim() }];
}

export const featureGateRemoved: Rule = {
  id: 'feature-gate-removed',
  title: 'A controller sets a feature gate that its version does not know',
  severity: 'error',

  *observe(cluster) {
    for (const controller of cluster.controllers) {
      const version =
        controller.version.certainty === 'unknown' ? 'its version' : `version ${controller.version.value}`;
      for (const { gate, at, removedIn } of controller.unknownGates) {
        const place = controllerPlace(controller, at);
        if (place === undefined) continue;
        const change = withoutUnknown(controller, at);
        yield {
          at: place,
          message:
            `the controller ${controller.id} sets the feature gate "${gate}", which ${version} does not know` +
            `${removedIn === null ? '' : ` (removed in ${removedIn})`}. After merge: the controller refuses to start.`,
          resource: `controller ${controller.id}`,
          field: `feature gate ${gate}`,
          changes: change === null ? [] : [change],
        };
      }
    }
  },
};
