import { controllerPlace } from '../wording/places.ts';
import type { ClusterView } from '../../kong/model/cluster-view.ts';
import type { Controller } from '../../kong/model/model.ts';
import type { Party, Rule } from '../model/rule.ts';
import { controllerSubject } from '../wording/names.ts';

/** Whether two controllers of one name can never take up the same Gateway. */
function keptApart(a: Controller, b: Controller): boolean {
  const facts = [a.gatewayToReconcile, b.gatewayToReconcile, a.watchNamespaces, b.watchNamespaces];
  if (facts.some(({ certainty }) => certainty === 'unknown')) return true;
  const [one, other] = [a.gatewayToReconcile, b.gatewayToReconcile].map((fact) =>
    fact.certainty === 'unknown' ? null : fact.value,
  );
  if (one && other && one !== other) return true;
  const [here, there] = [a.watchNamespaces, b.watchNamespaces].map((fact) =>
    fact.certainty === 'unknown' ? null : fact.value,
  );
  return Boolean(here && there && !here.some((namespace) => there.includes(namespace)));
}

/** The controllers of one name that are not kept apart, for each name that a GatewayClass uses. */
function shared({ controllers, classes }: ClusterView): { name: string; controllers: Controller[] }[] {
  const names = new Set(classes.map(({ controllerName }) => controllerName.value));
  return [...names].flatMap((name) => {
    const alike = controllers.filter(
      ({ controllerName }) => controllerName.certainty !== 'unknown' && controllerName.value === name,
    );
    const rivals = alike.filter((each) => alike.some((other) => other !== each && !keptApart(each, other)));
    return rivals.length > 1 ? [{ name, controllers: rivals }] : [];
  });
}

function partyOf(controller: Controller): Party[] {
  const at = controllerPlace(
    controller,
    controller.controllerName.certainty === 'known' ? controller.controllerName.at : undefined,
  );
  return at ? [{ subject: controllerSubject(controller), name: `controller ${controller.id}`, at }] : [];
}

/** The flags that give the controllers their names. */
function flagsOf(controllers: readonly Controller[]): string {
  const flags = controllers.map(({ kind }) =>
    kind === 'operator' ? '--controller-name' : '--gateway-api-controller-name',
  );
  return [...new Set(flags)].join(' or ');
}

export const controllerNameShared: Rule = {
  id: 'controller-name-shared',
  about: 'controller',
  title: 'Two controllers have the same controller name',
  severity: 'error',

  *clashes(cluster) {
    for (const { name, controllers } of shared(cluster)) {
      const parties = controllers.flatMap(partyOf);
      if (parties.length < 2) continue;
      yield {
        parties,
        field: 'controllerName',
        statement: (party, other) =>
          `${party.name} and ${other.name} are both called "${name}", so both reconcile the same Gateways and write over each other's status. ` +
          `Give each its own ${flagsOf(controllers)} and its own GatewayClass.`,
      };
    }
  },
};
