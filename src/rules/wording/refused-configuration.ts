import type { Outcome, Related } from '../../finding.ts';
import type { ClusterView } from '../../kong/model/cluster-view.ts';
import type { Controller } from '../../kong/model/model.ts';
import type { RefusedEntity } from '../../kong/model/refused-entity.ts';
import { ingress } from '../../kubernetes/kinds.ts';
import { outcomeOf } from './outcomes.ts';
import { controllerPlace, relatedAt } from './places.ts';
import { listed } from './routes.ts';

/** That the webhook of a controller may be faster, where it has one or that is not known. */
export function askedBefore({ admissionWebhook }: Controller, what: 'route' | 'plugin' | 'ingress'): string {
  if (admissionWebhook.certainty !== 'unknown' && !admissionWebhook.value) return '';
  const where = what === 'route' ? 'where its Gateway is there already' : 'where the API server asks it';
  return ` The controller's webhook may refuse the ${what === 'ingress' ? ingress.kind : what} before that, ${where}.`;
}

const confining = 'FallbackConfiguration';

/** What would keep the damage small where it is off, and does where it is on. */
export function confinement(controller: Controller): readonly Related[] {
  const { featureGates } = controller;
  if (featureGates.certainty === 'unknown') return [];
  const isOn = featureGates.value.get(confining);
  if (isOn === undefined) return [];
  const at = controllerPlace(controller, featureGates.certainty === 'known' ? featureGates.at : undefined);
  return relatedAt(
    at,
    isOn
      ? `the feature gate ${confining} is on`
      : `the feature gate ${confining} is off: with it, only that and what depends on it were left out`,
  );
}

/** What comes of an entity that Kong refuses. */
export function refusalOutcome(
  { controller, reach }: Pick<RefusedEntity, 'controller' | 'reach'>,
  cluster: Pick<ClusterView, 'routes' | 'ingresses'>,
): Outcome {
  if (reach === 'everything') return refusedConfiguration(controller, cluster);
  return outcomeOf(
    'not-routed',
    `Kong refuses that, and ${controller.id} leaves it out with all that depends on it, or keeps their last valid state: all else arrives`,
  );
}

/** The same for all routes of its controller. */
function refusedConfiguration(
  controller: Controller,
  { routes, ingresses }: Pick<ClusterView, 'routes' | 'ingresses'>,
): Outcome {
  const frozen = routes.filter(({ parents }) =>
    parents.some((parent) => parent.controller === controller && parent.acceptance === 'Accepted'),
  ).length;
  const held = ingresses.filter(({ controllers }) => controllers.includes(controller)).length;
  const { version } = controller;
  const release = version.certainty === 'unknown' || controller.versionAssumed ? '' : ` (${version.value})`;
  const counts = [...counted(frozen, 'route', 'routes'), ...counted(held, ingress.kind, `${ingress.kind}es`)];
  const whose =
    frozen + held > 1 ? `for every route, ${listed(counts)} of this repository among them` : 'for every route';
  return outcomeOf(
    'configuration-refused',
    `Kong refuses every update from ${controller.id}${release} and keeps its last configuration, ${whose}, until this is put right`,
  );
}

function counted(count: number, one: string, several: string): readonly string[] {
  if (count === 0) return [];
  return [count === 1 ? `1 ${one}` : `${count} ${several}`];
}
