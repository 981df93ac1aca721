import type { GatewayStatus } from '../../kong/model/model.ts';
import { firstLocation } from '../../source/location.ts';
import type { NoStatusCause } from '../../kong/model/no-status.ts';
import type { Party, Rule } from '../model/rule.ts';
import { gatewayName, gatewaySubject } from '../wording/names.ts';

/** Gateways that the controller does not take up at all. */
const passedOver: readonly NoStatusCause[] = ['not-to-reconcile', 'not-watched', 'controller-disabled'];

function partyOf(status: GatewayStatus): Party[] {
  const at = firstLocation(status.gateway.name.at, status.gateway.className.at);
  return at ? [{ subject: gatewaySubject(status), name: gatewayName(status), at }] : [];
}

/** Without those that may be an earlier one: where a name is stated twice, once without a namespace, nobody can tell that they are two. */
function certainlyApart(gateways: readonly GatewayStatus[]): readonly GatewayStatus[] {
  const byName = new Map<string, { readonly anywhere: boolean }>();
  return gateways.filter(({ gateway: { name, namespace } }) => {
    const earlier = byName.get(name.value);
    byName.set(name.value, { anywhere: namespace === null || earlier?.anywhere === true });
    return earlier === undefined || (namespace !== null && !earlier.anywhere);
  });
}

export const severalGatewaysPerController: Rule = {
  id: 'several-gateways-per-controller',
  about: 'gateway',
  title: 'One controller has several Gateways',
  severity: 'error',

  *clashes(cluster) {
    for (const controller of cluster.controllers) {
      if (controller.kind !== 'kic' || controller.gatewayToReconcile.certainty === 'unknown') continue;
      const gateways = cluster.gateways.filter(
        (status) =>
          status.implementation === 'kic' &&
          status.controller === controller &&
          !(status.withoutStatus !== null && passedOver.includes(status.withoutStatus.cause)),
      );
      const apart = certainlyApart(gateways);
      if (apart.length < 2) continue;
      yield {
        parties: apart.flatMap(partyOf),
        field: 'spec.gatewayClassName',
        statement: (party, other) =>
          `${party.name} and ${other.name} are both reconciled by the controller ${controller.id}, but each Kong ingress controller can only ` +
          'handle one Gateway; more than one results in unexpected behavior. Give the second Gateway a GatewayClass and a controller of its own.',
      };
    }
  },
};
