import type { ClusterAdmission } from '../../../admission/admission.ts';
import { readRoute } from '../../../gatewayapi/read-route.ts';
import type { ReferenceGrant } from '../../../gatewayapi/reference-grant.ts';
import type { Route } from '../../../gatewayapi/route.ts';
import { gatewayGroup } from '../../../kubernetes/kinds.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import { Targets, identityOf } from '../../../kubernetes/targets.ts';
import type { Controller, GatewayStatus, Service } from '../../model/model.ts';
import type { RouteParent, RouteStatus } from '../../model/route-status.ts';
import { backendsOf, type BackendContext } from './backends.ts';
import { contendingRoutes } from './contenders.ts';
import { fateOf, seenBy, type Fate, type FateContext } from './fate.ts';
import { ignoredSettings } from './ignored-settings.ts';
import { parentsOf, type JudgedParent, type ParentContext } from './parents.ts';
import { neededGate } from './silence.ts';

/** What of a cluster bears on its routes. */
export interface RouteContext extends Omit<ParentContext, 'gateways'> {
  readonly gateways: readonly GatewayStatus[];
  readonly services: Targets<Service>;
  /** The grants that the API server takes. */
  readonly grants: readonly ReferenceGrant[];
  /** What a change takes out of the cluster. */
  readonly removed: readonly KubeObject[];
}

/** What the controllers of the tree make of every route of a cluster. */
export function routeStatuses(objects: readonly KubeObject[], context: RouteContext): readonly RouteStatus[] {
  const routes = objects.flatMap((object) => readRoute(object) ?? []);
  if (routes.length === 0) return [];
  const parents: ParentContext = {
    ...context,
    gateways: new Targets(context.gateways, ({ gateway: { object } }) => identityOf(object)),
  };
  const seen = new Map<Controller | null, Map<Route['kind'], BackendContext>>();
  const judged = routes.map((route) => ({ route, parents: parentsOf(route, parents) }));
  const contending = contendingRoutes(judged);
  const fates: FateContext = {
    ...context,
    gateways: parents.gateways,
    objects: new Targets(objects, identityOf),
    seenBy: (controller, kind) => {
      const known = seen.get(controller) ?? new Map<Route['kind'], BackendContext>();
      const view = known.get(kind) ?? seenBy(controller, kind, context);
      seen.set(controller, known.set(kind, view));
      return view;
    },
    contends: (route) => contending.has(route),
    sharesBackends: sharedBackends(routes),
  };
  const isNowhere = nowhere(context.admission);
  return judged.map((each) => routeStatus(each, parents, fates, isNowhere(each.route.kind)));
}

/** Which HTTPRoutes have a rule with the backends of another one of their namespace: their services may be one. */
function sharedBackends(routes: readonly Route[]): FateContext['sharesBackends'] {
  const keysOf = (route: Route): readonly string[] =>
    route.kind === 'HTTPRoute' ? route.rules.map(({ backendsKey }) => `${route.namespace ?? ''} ${backendsKey}`) : [];
  // Where no controller is embedded in an operator, nobody asks.
  let users: Map<string, Set<Route>> | null = null;
  const usersOf = (key: string): number => {
    if (users === null) {
      users = new Map();
      for (const route of routes)
        for (const each of keysOf(route)) users.set(each, (users.get(each) ?? new Set()).add(route));
    }
    return users.get(key)?.size ?? 0;
  };
  return (route) => keysOf(route).some((key) => usersOf(key) > 1);
}

/** Versions in which any release of Gateway API serves a kind of route. */
const routeVersions: readonly string[] = ['v1', 'v1beta1', 'v1alpha3', 'v1alpha2'];

/** Of a kind that no version serves there is no route, not even an older one. */
function nowhere({ unserved }: ClusterAdmission): (kind: Route['kind']) => boolean {
  const known = new Map<Route['kind'], boolean>();
  return (kind) => {
    const answer =
      known.get(kind) ?? routeVersions.every((version) => unserved({ group: gatewayGroup, kind }, version) !== null);
    known.set(kind, answer);
    return answer;
  };
}

function routeStatus(
  { route, parents }: { readonly route: Route; readonly parents: readonly JudgedParent[] },
  context: ParentContext,
  fates: FateContext,
  isNowhere: boolean,
): RouteStatus {
  const refusal = context.admission.refusalOf(route.object);
  const controllers = controllersOf(parents);
  const each = controllers.map((controller) => fateOf(route, controller, parents, fates));
  const blind = refusal === null ? route.unknownPart : `the API server refuses the route: ${refusal}`;
  const [first] = each;
  return {
    route,
    parents: parents.map((parent): RouteParent => {
      const found = each.findLast(({ written }) => written.has(parent))?.written.get(parent);
      if (isNowhere) return { ...parent, acceptance: null, conditions: null, unverified: null };
      const unverified =
        parent.unverified ?? (parent.standing === 'reconciled' ? blind : null) ?? found?.unverified ?? null;
      const conditions = unverified === null ? (found?.conditions ?? null) : null;
      return { ...parent, acceptance: found?.acceptance ?? null, conditions, unverified };
    }),
    missingGates: missingGates(route, parents),
    silences: each.flatMap(({ silence }) => silence ?? []),
    backends: first?.backends ?? backendsOf(route, fates.seenBy(null, route.kind)),
    plugins: first?.plugins ?? [],
    failures: first?.failures ?? [],
    ignored: controllers[0] === undefined ? [] : ignoredSettings(route, controllers[0]),
    sentHostnames: first?.hostnames?.sent ?? null,
    droppedHostnames: first?.hostnames?.dropped ?? [],
    served: blind === null ? isServed(each, parents, context) : null,
    refusal,
  };
}

function isServed(
  fates: readonly Fate[],
  parents: readonly JudgedParent[],
  { controllers }: ParentContext,
): boolean | null {
  if (fates.some(({ served }) => served === true)) return true;
  // An operator that stands elsewhere may serve what the controllers here pass over.
  const isOpen =
    controllers.length === 0 ||
    parents.some(
      ({ standing, gateway }) =>
        standing === 'unknown' || (gateway?.implementation === 'operator' && gateway.controller === null),
    );
  return isOpen || fates.some(({ served }) => served === null) ? null : false;
}

/** Most routes have one. */
function controllersOf(parents: readonly JudgedParent[]): readonly Controller[] {
  const controllers: Controller[] = [];
  for (const { controller } of parents)
    if (controller !== null && !controllers.includes(controller)) controllers.push(controller);
  return controllers;
}

function missingGates(route: Route, parents: readonly JudgedParent[]): RouteStatus['missingGates'] {
  // No release has a gate for them.
  if (route.kind === 'HTTPRoute') return [];
  return [...new Set(parents.flatMap(({ gateway }) => gateway?.controller ?? []))].flatMap((controller) => {
    // Kong Operator reads what it serves; a gate gives it no listener for more.
    if (controller.embeddedIn !== undefined) return [];
    const gate = neededGate(route, controller);
    return gate === null || isOn(controller, gate) ? [] : [{ gate, controller }];
  });
}

/** A gate that is not known to be off counts as on: nothing is claimed of it. */
function isOn({ featureGates }: Controller, gate: string): boolean {
  return featureGates.certainty === 'unknown' || featureGates.value.get(gate) !== false;
}
