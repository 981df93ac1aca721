import { permissionsTaken } from '../causes/permissions-taken.ts';
import type { Rule } from '../model/rule.ts';
import { controllerSubject, gatewayName } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import { controllerRelated } from '../wording/places.ts';

export const controllerNotPermitted: Rule = {
  id: 'controller-not-permitted',
  about: 'controller',
  title: 'A change takes from a controller the permission to read Gateways',
  severity: 'error',

  *observe(cluster, before) {
    for (const { controller, role, at, untold, gateways } of permissionsTaken(cluster, before)) {
      const [first, ...others] = gateways;
      if (first === undefined) continue;
      const and = others.length === 0 ? '' : ` and ${others.length} more Gateways`;
      yield {
        at,
        subject: controllerSubject(controller),
        field: 'rules',
        statement:
          `ClusterRole ${role} no longer lets the controller ${controller.id} list and watch Gateways.` +
          (untold === null
            ? ''
            : ` Without a cluster to ask, helm template leaves its rules out unless --api-versions names ${untold}.`),
        outcome: outcomeOf(
          'no-status',
          `the controller never sees ${gatewayName(first)}${and}, and ends when it has waited for them in vain`,
        ),
        related: controllerRelated(controller),
      };
    }
  },
};
