import type { Listener } from '../../../gatewayapi/gateway.ts';
import { gatewayGroup } from '../../../kubernetes/kinds.ts';
import { attaches } from '../../model/attaches.ts';
import type { GatewayStatus } from '../../model/model.ts';
import type { RouteStatus } from '../../model/route-status.ts';
import { behaves } from '../../versions/route-behaviours.ts';
import { attachmentsOf, type NamespaceLabels } from './attachment.ts';

/**
 * `attachedRoutes` of each listener: the HTTPRoutes with an entry for the Gateway in their status that the listener would
 * take, whether it is Programmed or not, and whichever Gateway the parent names.
 */
export function attachedRoutes(
  gateways: readonly GatewayStatus[],
  routes: readonly RouteStatus[],
  labelsOf: NamespaceLabels,
): ReadonlyMap<Listener, number | null> {
  const counted = routes.filter(({ route }) => route.kind === 'HTTPRoute');
  const byGateway = Map.groupBy(
    counted.flatMap((status) =>
      [...new Set(status.parents.map(({ gateway }) => gateway))].map((gateway) => ({ gateway, status })),
    ),
    ({ gateway }) => gateway,
  );
  return new Map(
    gateways.flatMap((gateway) => {
      const naming = (byGateway.get(gateway) ?? []).map(({ status }) => status);
      return gateway.listeners.map(
        ({ listener }, index) => [listener, countAt(gateway, index, naming, labelsOf)] as const,
      );
    }),
  );
}

function countAt(
  gateway: GatewayStatus,
  index: number,
  naming: readonly RouteStatus[],
  labelsOf: NamespaceLabels,
): number | null {
  const { controller, withoutStatus, offers } = gateway;
  if (controller === null || withoutStatus !== null || offers === null) return null;
  let count = 0;
  for (const status of naming) {
    const entry = hasEntry(status, gateway);
    if (entry === null) return null;
    if (!entry) continue;
    const taken = takenBy(status, gateway, index, labelsOf);
    if (taken === null) return null;
    if (taken > 1 && typeof behaves(controller.version, 'counts-routes-once') === 'string') return null;
    count += behaves(controller.version, 'counts-routes-once') === true ? Math.min(taken, 1) : taken;
  }
  return count;
}

/** Whether the route's status has an entry for the Gateway; null where that is not known, or comes and goes. */
function hasEntry({ parents, route }: RouteStatus, gateway: GatewayStatus): boolean | null {
  if (route.unknownPart !== null) return null;
  const own = parents.filter((parent) => parent.gateway === gateway);
  if (own.some(({ unverified }) => unverified !== null)) return null;
  const written = own.filter(({ conditions }) => conditions !== null);
  return written.some(({ ref }) => ref.port !== null) ? null : written.length > 0;
}

/** By how many of its parents the listener takes a route; null where that is not known. */
function takenBy(
  { route, parents }: RouteStatus,
  gateway: GatewayStatus,
  index: number,
  labelsOf: NamespaceLabels,
): number | null {
  const { controller } = gateway;
  const gateways = parents.filter(({ ref }) => ref.to.group === gatewayGroup);
  const answers = gateways.map(({ ref }) => {
    const attachment = attachmentsOf({ route, ref, gateway, labelsOf, controller })[index];
    return attachment === undefined ? false : attaches(attachment, ['programmed']);
  });
  if (answers.some((answer) => typeof answer === 'string')) return null;
  return answers.filter((answer) => answer === true).length;
}
