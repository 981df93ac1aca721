import type { Listener } from '../../../gatewayapi/gateway.ts';
import { gatewayGroup } from '../../../kubernetes/kinds.ts';
import { attaches } from '../../model/attaches.ts';
import type { GatewayStatus } from '../../model/model.ts';
import type { RouteStatus } from '../../model/route-status.ts';
import { onceFor } from '../../../source/once-for.ts';
import { countAttached } from '../../operator/attached-routes.ts';
import { behaves } from '../../flags/behaviours.ts';
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
      if (gateway.implementation === 'operator') return managedCounts(gateway, routes);
      const naming = (byGateway.get(gateway) ?? []).map(({ status }) => status);
      const counts = countsAt(gateway, naming, labelsOf);
      return gateway.listeners.map(({ listener }, index) => [listener, counts?.[index] ?? null] as const);
    }),
  );
}

/** What Kong Operator counts, where it writes the status of the Gateway. */
function managedCounts(
  { gateway, controller, withoutStatus, managed, listeners }: GatewayStatus,
  routes: readonly RouteStatus[],
): readonly (readonly [Listener, number | null])[] {
  const release = withoutStatus === null ? controller?.embeddedIn : undefined;
  const isJudged = managed.length === 1 && controller !== null && controller.watchNamespaces.certainty !== 'unknown';
  if (release === undefined || !isJudged) return listeners.map(({ listener }) => [listener, null]);
  const stored = storedRoutes(routes);
  const { watchNamespaces } = controller;
  const watched = watchNamespaces.certainty === 'unknown' ? null : watchNamespaces.value;
  return listeners.map(({ listener }) => [listener, countAttached(gateway, listener, stored, release, watched)]);
}

const storedRoutes = onceFor((routes: readonly RouteStatus[]) =>
  routes.filter(({ refusal }) => refusal === null).map(({ route }) => route),
);

/** The counts of a Gateway's listeners, in their order; null where none of them is known. */
function countsAt(
  gateway: GatewayStatus,
  naming: readonly RouteStatus[],
  labelsOf: NamespaceLabels,
): readonly (number | null)[] | null {
  const { controller, withoutStatus, offers, listeners } = gateway;
  if (controller === null || withoutStatus !== null || offers === null) return null;
  const once = behaves(controller.version, 'counts-routes-once');
  const entries = naming.map((status) => ({ status, entry: hasEntry(status, gateway) }));
  if (entries.some(({ entry }) => entry === null)) return null;
  const taken = entries.flatMap(({ status, entry }) => (entry ? [takenBy(status, gateway, labelsOf)] : []));
  return listeners.map((_, index) => {
    let count = 0;
    for (const each of taken) {
      const times = each[index] ?? null;
      if (times === null || (times > 1 && typeof once === 'string')) return null;
      count += once === true ? Math.min(times, 1) : times;
    }
    return count;
  });
}

/** Whether the route's status has an entry for the Gateway; null where that is not known, or comes and goes. */
function hasEntry({ parents, route }: RouteStatus, gateway: GatewayStatus): boolean | null {
  if (route.unknownPart !== null) return null;
  const own = parents.filter((parent) => parent.gateway === gateway);
  if (own.some(({ unverified }) => unverified !== null)) return null;
  const written = own.filter(({ conditions }) => conditions !== null);
  return written.some(({ ref }) => ref.port !== null) ? null : written.length > 0;
}

/** By how many of its parents each listener takes a route; null where that is not known. */
function takenBy(
  { route, parents }: RouteStatus,
  gateway: GatewayStatus,
  labelsOf: NamespaceLabels,
): readonly (number | null)[] {
  const { controller, listeners } = gateway;
  const rows = parents
    .filter(({ ref }) => ref.to.group === gatewayGroup)
    .map((parent) =>
      parent.gateway === gateway
        ? parent.attachments
        : attachmentsOf({ route, ref: parent.ref, gateway, labelsOf, controller }),
    );
  return listeners.map((_, index) => {
    const answers = rows.flatMap((row) => row[index] ?? []).map((each) => attaches(each, ['programmed']));
    return answers.some((answer) => typeof answer === 'string')
      ? null
      : answers.filter((answer) => answer === true).length;
  });
}
