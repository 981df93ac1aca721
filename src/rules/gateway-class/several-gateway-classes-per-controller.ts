import type { GatewayClassStatus } from '../../kong/model/model.ts';
import { firstLocation } from '../../source/location.ts';
import type { Party, Rule } from '../model/rule.ts';
import { nameOf } from '../../kubernetes/object.ts';
import { objectSubject } from '../wording/names.ts';

function partyOf({ gatewayClass: { object, controllerName, name } }: GatewayClassStatus): Party[] {
  const at = firstLocation(name.at, controllerName.at);
  return at ? [{ subject: objectSubject(object), name: nameOf(object), at }] : [];
}

export const severalGatewayClassesPerController: Rule = {
  id: 'several-gateway-classes-per-controller',
  about: 'gateway-class',
  title: 'One controller has several GatewayClasses',
  severity: 'error',

  *clashes(cluster) {
    for (const controller of cluster.controllers) {
      // A controller that is told one Gateway ignores the classes of all others.
      if (
        controller.kind !== 'kic' ||
        controller.gatewayToReconcile.certainty === 'unknown' ||
        controller.gatewayToReconcile.value !== null
      )
        continue;
      const classes = cluster.classStatuses.filter(
        ({ controllers }) => controllers.length === 1 && controllers[0] === controller,
      );
      if (classes.length < 2) continue;
      yield {
        parties: classes.flatMap(partyOf),
        field: 'spec.controllerName',
        statement: (party, other) =>
          `${party.name} and ${other.name} both belong to the controller ${controller.id}, but each Kong ingress controller can only handle ` +
          'a single GatewayClass. Give the second class a controller of its own, with its own --gateway-api-controller-name.',
      };
    }
  },
};
