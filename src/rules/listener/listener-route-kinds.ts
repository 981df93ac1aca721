import { firstLocation } from '../../source/location.ts';
import type { Observation, Rule } from '../model/rule.ts';
import { listenerSubject } from '../wording/names.ts';
import { conditionOutcome } from '../wording/outcomes.ts';
import { kicListeners } from '../causes/kic-listeners.ts';
import { faultyReferences } from '../causes/managed-listeners.ts';
import type { GatewayStatus } from '../../kong/model/model.ts';
import { referenceFault } from '../wording/managed.ts';
import { firstItems } from '../../source/first-items.ts';

/** Listeners of Gateways of Kong Operator. */
function managedKinds(gateways: readonly GatewayStatus[]): readonly Observation[] {
  return faultyReferences(gateways, ['route-kind']).flatMap(({ gateway, listener, release, fault }) => {
    const at = firstLocation(fault.at, listener.name.at);
    if (at === undefined) return [];
    const never = 'the listener is never Programmed, so no route attaches to it';
    return [
      {
        at,
        subject: listenerSubject(gateway, listener.name.value),
        field: 'allowedRoutes.kinds',
        statement: `${referenceFault(fault, listener, release)}.`,
        outcome: conditionOutcome({ type: 'ResolvedRefs', status: 'False', reason: fault.reason }, never),
      },
    ];
  });
}

export const listenerRouteKinds: Rule = {
  id: 'listener-route-kinds',
  about: 'listener',
  title: 'A listener allows a kind of route that the controller does not support',
  severity: 'error',

  *observe(cluster) {
    yield* managedKinds(cluster.gateways);
    for (const { gateway, status } of kicListeners(cluster.gateways)) {
      const { listener, invalidKinds, conditions } = status;
      const [first] = invalidKinds;
      const at = firstLocation(first?.at, listener.name.at);
      if (first === undefined || at === undefined || conditions === null) continue;
      const named = firstItems(invalidKinds.map(({ group, kind }) => `${group}/${kind}`));
      const hint =
        first.kind === 'GRPCRoute'
          ? ' The controller serves GRPCRoutes on HTTP and HTTPS listeners that name no kinds: leave allowedRoutes.kinds out.'
          : '';
      yield {
        at,
        subject: listenerSubject(gateway, listener.name.value),
        field: 'allowedRoutes.kinds',
        statement: `listener "${listener.name.value}" allows routes of ${named}, which the controller does not accept in allowedRoutes.kinds.${hint}`,
        outcome: conditionOutcome(
          { type: 'ResolvedRefs', status: 'False', reason: 'InvalidRouteKinds' },
          'no route attaches to the listener',
        ),
      };
    }
  },
};
