import { attaches } from '../kong/model/attaches.ts';
import type { ClusterView } from '../kong/model/cluster-view.ts';
import type { GatewayStatus } from '../kong/model/model.ts';
import type { RouteParent, RouteStatus } from '../kong/model/route-status.ts';
import { isLocation, type Place } from '../source/location.ts';

/** A Gateway of another repository, as routes name it. */
export interface MappedElsewhere {
  readonly namespace: string | null;
  readonly name: string;
  /** As an inventory tells them; null where none tells of the Gateway. */
  readonly listeners: readonly string[] | null;
  readonly routes: readonly MappedRoute[];
}

/** A route that names a Gateway, and the listeners that take it whether they are programmed or not. */
export interface MappedRoute {
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string;
  readonly path: string;
  readonly line: number | null;
  readonly hostnames: readonly string[];
  /** Names of listeners; empty where none takes it or that is not known. */
  readonly listeners: readonly string[];
}

/** A listener as `web: HTTP 80`. */
export function listenersOf({ gateway }: GatewayStatus): readonly string[] {
  return gateway.listeners.map(({ name, protocol, port }) => `${name.value}: ${protocol.value} ${port.value}`);
}

/** The Gateways of other repositories that routes name, each with its routes. */
export function elsewhereOf({ routes, elsewhere }: ClusterView): readonly MappedElsewhere[] {
  const named = routes.flatMap((route) =>
    route.parents
      .filter(
        ({ gateway, standing }) => standing !== 'unsupported' && (gateway === null || elsewhere.includes(gateway)),
      )
      .map((parent) => ({ route, parent })),
  );
  const groups = Map.groupBy(named, ({ parent: { ref } }) => JSON.stringify([ref.to.namespace, ref.to.name]));
  return [...groups.values()].flatMap((group): readonly MappedElsewhere[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { ref, gateway } = first.parent;
    const own = new Set(group.map(({ route }) => route));
    return [
      {
        namespace: ref.to.namespace,
        name: ref.to.name,
        listeners: gateway === null ? null : listenersOf(gateway),
        routes: [...own].flatMap((route) =>
          routeOf(route, ({ ref: { to } }) => to.namespace === ref.to.namespace && to.name === ref.to.name),
        ),
      },
    ];
  });
}

/** A route as those of its parents see it that are asked for; empty where it has none of them. */
export function routeOf(
  { route, parents }: RouteStatus,
  isOwn: (parent: RouteParent) => boolean,
): readonly MappedRoute[] {
  const own = parents.filter(isOwn);
  if (own.length === 0) return [];
  const taking = own
    .flatMap(({ attachments }) => attachments)
    .filter((attachment) => attaches(attachment, ['programmed']) === true)
    .map(({ status }) => status.listener.name.value);
  return [
    {
      kind: route.kind,
      namespace: route.namespace,
      name: route.name.value,
      path: route.object.path,
      line: lineOf(route.name.at).line,
      hostnames: route.hostnames.map(({ value }) => value),
      listeners: [...new Set(taking)],
    },
  ];
}

/** Where a value is written; nothing where no file states it. */
export function lineOf(at: Place): { readonly path: string | null; readonly line: number | null } {
  return isLocation(at) ? { path: at.path, line: at.line } : { path: null, line: null };
}
