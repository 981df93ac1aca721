import { readRoute, type RouteSpecs } from '../../../gatewayapi/read-route.ts';
import type { ReferenceGrant } from '../../../gatewayapi/reference-grant.ts';
import type { Route } from '../../../gatewayapi/route.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import { Targets, identityOf } from '../../../kubernetes/targets.ts';
import type { Controller, GatewayStatus, Service } from '../../model/model.ts';
import type { RouteParent, RouteStatus } from '../../model/route-status.ts';
import { backendsOf, type BackendContext } from './backends.ts';
import { fateOf, seenBy, type Fate, type FateContext } from './fate.ts';
import { ignoredSettings } from './ignored-settings.ts';
import { parentsOf, type ParentContext } from './parents.ts';
import { neededGate } from './silence.ts';

/** What of a cluster bears on its routes. */
export interface RouteContext extends Omit<ParentContext, 'gateways'> {
  readonly gateways: readonly GatewayStatus[];
  readonly services: Targets<Service>;
  /** The grants that the API server takes. */
  readonly grants: readonly ReferenceGrant[];
  readonly specs: RouteSpecs;
}

/** What the controllers of the tree make of every route of a cluster. */
export function routeStatuses(objects: readonly KubeObject[], context: RouteContext): readonly RouteStatus[] {
  const routes = objects.flatMap((object) => readRoute(object, context.specs) ?? []);
  if (routes.length === 0) return [];
  const parents: ParentContext = {
    ...context,
    gateways: new Targets(context.gateways, ({ gateway: { object } }) => identityOf(object)),
  };
  const seen = new Map<Controller | null, BackendContext>();
  const fates: FateContext = {
    ...context,
    objects: new Targets(objects, identityOf),
    seenBy: (controller) => {
      const known = seen.get(controller) ?? seenBy(controller, context);
      seen.set(controller, known);
      return known;
    },
  };
  return routes.map((route) => routeStatus(route, parents, fates));
}

function routeStatus(route: Route, context: ParentContext, fates: FateContext): RouteStatus {
  const parents = parentsOf(route, context);
  const refusal = context.admission.refusalOf(route.object);
  const controllers = [...new Set(parents.flatMap(({ controller }) => controller ?? []))];
  const each = controllers.map((controller) => fateOf(route, controller, parents, fates));
  const blind = refusal === null ? route.unknownPart : `the API server refuses the route: ${refusal}`;
  const written = new Map(each.flatMap((fate) => [...fate.written]));
  const [first] = each;
  return {
    route,
    parents: parents.map((parent): RouteParent => {
      const found = written.get(parent);
      const unverified =
        parent.unverified ?? (parent.standing === 'reconciled' ? blind : null) ?? found?.unverified ?? null;
      const conditions = unverified === null ? (found?.conditions ?? null) : null;
      return { ...parent, acceptance: found?.acceptance ?? null, conditions, unverified };
    }),
    missingGates: missingGates(route, new Set(parents.flatMap(({ gateway }) => gateway?.controller ?? []))),
    silences: each.flatMap(({ silence }) => silence ?? []),
    backends: first?.backends ?? backendsOf(route, fates.seenBy(null)),
    plugins: first?.plugins ?? [],
    failures: first?.failures ?? [],
    ignored: controllers[0] === undefined ? [] : ignoredSettings(route, controllers[0].version),
    sentHostnames: first?.hostnames?.sent ?? null,
    droppedHostnames: first?.hostnames?.dropped ?? [],
    served: blind === null ? isServed(each, parents, context) : null,
    refusal,
  };
}

function isServed(
  fates: readonly Fate[],
  parents: readonly { readonly standing: string }[],
  { controllers }: ParentContext,
): boolean | null {
  if (fates.some(({ served }) => served === true)) return true;
  const isOpen = controllers.length === 0 || parents.some(({ standing }) => standing === 'unknown');
  return isOpen || fates.some(({ served }) => served === null) ? null : false;
}

function missingGates(route: Route, controllers: Iterable<Controller>): RouteStatus['missingGates'] {
  return [...controllers].flatMap((controller) => {
    const gate = neededGate(route, controller);
    return gate === null || isOn(controller, gate) ? [] : [{ gate, controller }];
  });
}

/** A gate that is not known to be off counts as on: nothing is claimed of it. */
function isOn({ featureGates }: Controller, gate: string): boolean {
  return featureGates.certainty === 'unknown' || featureGates.value.get(gate) !== false;
}
