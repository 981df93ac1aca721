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

/** Of two Gateways with one name, one of which states no namespace, nobody can tell that they are two. */
function mayBeOne({ gateway: one }: GatewayStatus, { gateway: other }: GatewayStatus): boolean {
  return one.name.value === other.name.value && (one.namespace === null || other.namespace === null);
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
      const apart = gateways.filter(
        (status, index) => !gateways.slice(0, index).some((other) => mayBeOne(status, other)),
      );
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
