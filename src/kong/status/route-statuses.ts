import { readRoute } from '../../gatewayapi/read-route.ts';
import type { Route } from '../../gatewayapi/route.ts';
import { atLeast } from '../model/image.ts';
import type { Controller, GatewayStatus, RouteStatus } from '../model/model.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { Targets, identityOf } from '../../kubernetes/targets.ts';

/** Every route of a cluster with the Gateways that it names. */
export function routeStatuses(
  objects: readonly KubeObject[],
  gateways: readonly GatewayStatus[],
): readonly RouteStatus[] {
  const targets = new Targets(gateways, ({ gateway: { object } }) => identityOf(object));
  return objects.flatMap((object) => {
    const route = readRoute(object);
    return route === null ? [] : [routeStatus(route, targets)];
  });
}

function routeStatus(route: Route, gateways: Targets<GatewayStatus>): RouteStatus {
  const parents = route.parentRefs.map((ref) => ({ ref, gateway: gateways.one(ref.to) }));
  const controllers = new Set(parents.flatMap(({ gateway }) => gateway?.controller ?? []));
  const missingGates = [...controllers].flatMap((controller) => {
    const gate = neededGate(route, controller);
    return gate === null || isOn(controller, gate) ? [] : [{ gate, controller }];
  });
  return { route, parents, missingGates };
}

/** The gate without which a release ignores routes of this kind. */
function neededGate({ kind }: Route, { version }: Controller): string | null {
  if (kind === 'HTTPRoute' || version.certainty === 'unknown') return null;
  if (kind === 'GRPCRoute') return atLeast(version.value, '3.2') ? null : 'GatewayAlpha';
  return 'GatewayAlpha';
}

/** A gate that is not known to be off counts as on: nothing is claimed of it. */
function isOn({ featureGates }: Controller, gate: string): boolean {
  return featureGates.certainty === 'unknown' || featureGates.value.get(gate) !== false;
}
