import { controllerPlace, relatedAt } from '../wording/places.ts';
import type { ClusterView, Controller, GatewayClassStatus } from '../../kong/model/model.ts';
import { setValue, ways } from '../fixes/value-changes.ts';
import { firstLocation, type Fact } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { nameOf } from '../../kubernetes/object.ts';
import { objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';

/** Controllers of the tree that no class names; null when the name of one of them is unknown. */
function withoutClass({ controllers, classes }: ClusterView): { controller: Controller; name: string }[] | null {
  const kic = controllers.filter(({ kind }) => kind === 'kic');
  const named = kic.flatMap((controller) => {
    const name = valueOf(controller.controllerName);
    return name === null ? [] : [{ controller, name }];
  });
  if (named.length < kic.length) return null;
  return named.filter(({ name }) => !classes.some(({ controllerName }) => controllerName.value === name));
}

function valueOf(fact: Fact<string>): string | null {
  return fact.certainty === 'unknown' ? null : fact.value;
}

/** Whether a class that no controller answers to is meant for Kong's ingress controller. */
function isMeantForKong({ gatewayClass, implementation, controllers }: GatewayClassStatus): boolean {
  if (controllers.length > 0 || implementation === 'operator') return false;
  return (
    implementation === 'kic' ||
    gatewayClass.unmanaged !== null ||
    /(^|\.)konghq\.com\//.test(gatewayClass.controllerName.value)
  );
}

export const controllerNameMismatch: Rule = {
  id: 'controller-name-mismatch',
  about: 'gateway-class',
  title: 'A GatewayClass names a controller that does not exist',
  severity: 'error',

  *observe(cluster) {
    const free = withoutClass(cluster) ?? [];
    const [only] = free;
    // Where every controller has a class, this one may belong to a controller that is not in the tree.
    if (only === undefined) return;
    for (const { gatewayClass } of cluster.classStatuses.filter(isMeantForKong)) {
      const { controllerName, object } = gatewayClass;
      const at = firstLocation(controllerName.at);
      if (at === undefined) continue;
      const place = controllerPlace(
        only.controller,
        only.controller.controllerName.certainty === 'known' ? only.controller.controllerName.at : undefined,
      );
      yield {
        at,
        subject: objectSubject(object),
        field: 'spec.controllerName',
        statement:
          `${nameOf(object)} names the controller "${controllerName.value}", but the controller ${only.controller.id} is called ` +
          `"${only.name}"${only.controller.controllerName.certainty === 'defaulted' ? ' (the default)' : ''}.`,
        outcome: outcomeOf('no-status', 'no controller reconciles the class or its Gateways'),
        related: relatedAt(place, `controller ${only.controller.id} is called "${only.name}"`),
        restsOn: [only.controller.at],
        changes: free.length === 1 ? ways(setValue(object.root, controllerName.at, only.name)) : [],
      };
    }
  },
};
