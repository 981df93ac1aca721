import type { Gateway, Listener } from '../../gatewayapi/gateway.ts';
import { namespaceNameLabel } from '../../gatewayapi/label-selector.ts';
import { placeholderIn } from '../../gatewayapi/placeholder.ts';
import type { ParentRef, Route } from '../../gatewayapi/route.ts';
import { gateway as gatewayKind, gatewayGroup } from '../../kubernetes/kinds.ts';
import { onceFor } from '../../source/once-for.ts';
import { does, kindsOfProtocol } from './releases.ts';

/**
 * `attachedRoutes` of a listener as the operator counts it: routes that name the Gateway, accepted or not; null where
 * that is not known. Source: https://github.com/Kong/kong-operator/blob/v2.3.0-rc.3/controller/gateway/controller_reconciler_utils.go
 */
export function countAttached(
  gateway: Gateway,
  listener: Listener,
  routes: readonly Route[],
  release: string,
  watched: readonly string[] | null,
): number | null {
  const space = namespacesOf(listener, gateway);
  if (space === null) return null;
  const kinds = kindsOfProtocol(release, listener.protocol.value).filter(
    (kind) =>
      listener.kinds.length === 0 || listener.kinds.some((each) => each.group === gatewayGroup && each.kind === kind),
  );
  const { openKinds, byParent } = routesByParent(routes);
  if (kinds.some((kind) => openKinds.has(kind))) return null;
  let count = 0;
  for (const route of byParent.get(gateway.name.value) ?? []) {
    if (!kinds.includes(route.kind) || route.namespace === null) continue;
    const isListed =
      (space === 'all' || space.includes(route.namespace)) && (watched?.includes(route.namespace) ?? true);
    if (!isListed || !route.parentRefs.some((ref) => isOf(ref, gateway, release))) continue;
    if (route.parentRefs.some((ref) => picks(ref, gateway, listener, route, release))) count += 1;
  }
  return count;
}

/** Every listener of every Gateway asks: kinds of which a route is not known in full, and routes by the names of their parents. */
const routesByParent = onceFor((routes: readonly Route[]) => {
  const openKinds = new Set<string>();
  const byParent = new Map<string, Set<Route>>();
  for (const route of routes) {
    const { kind, namespace, unknownPart, parentRefs } = route;
    if (namespace === null || placeholderIn(namespace) !== null || unknownPart !== null) openKinds.add(kind);
    for (const { to } of parentRefs) byParent.set(to.name, (byParent.get(to.name) ?? new Set()).add(route));
  }
  return { openKinds, byParent };
});

/** The namespaces whose routes are counted; null where a selector leaves that open. */
function namespacesOf({ namespaces }: Listener, { namespace }: Gateway): readonly string[] | 'all' | null {
  const { from, selector, unknownPart } = namespaces;
  if (unknownPart !== null) return null;
  if (from.value === 'All') return 'all';
  if (from.value === 'None') return [];
  if (from.value !== 'Selector') return namespace === null ? null : [namespace];
  // Of several that are selected one alone is counted, and which one nobody knows.
  const [only, second] = selector?.requirements ?? [];
  const isOne = only !== undefined && second === undefined && selector?.unknownPart === null && selector.fault === null;
  if (!isOne || only.key !== namespaceNameLabel || only.operator !== 'In' || only.values.length !== 1) return null;
  return only.values;
}

/** Whether a parent is the Gateway: first by its names, then by a section and the port of that. */
function isOf(ref: ParentRef, { name, namespace, listeners }: Gateway, release: string): boolean {
  const { to, sectionName, port } = ref;
  if (to.group !== gatewayKind.group || to.kind !== gatewayKind.kind || to.name !== name.value) return false;
  if (does(release, 'compares-namespaces-of-parents') && to.namespace !== namespace) return false;
  if (sectionName === null) return true;
  return listeners.some(
    (each) => each.name.value === sectionName.value && (port === null || port.value === each.port.value),
  );
}

function picks(ref: ParentRef, gateway: Gateway, listener: Listener, route: Route, release: string): boolean {
  const { to, sectionName, port } = ref;
  if (does(release, 'compares-namespaces-of-parents') && route.kind !== 'TCPRoute' && to.name !== gateway.name.value)
    return false;
  if (sectionName !== null && sectionName.value !== listener.name.value) return false;
  const isStream = route.kind === 'TCPRoute' || route.kind === 'UDPRoute';
  if (isStream) return port === null || port.value === listener.port.value;
  return !does(release, 'compares-hostnames-of-routes') || meets(listener, route);
}

function meets({ hostname }: Listener, { hostnames }: Route): boolean {
  const own = hostname?.value ?? '';
  if (own === '' || hostnames.length === 0) return true;
  return hostnames.some(({ value }) => matches(own, value) || matches(value, own));
}

/** Go's `path.Match` on hostnames, where a star stands for any letters. */
function matches(pattern: string, hostname: string): boolean {
  const wanted = pattern.toLowerCase();
  const given = hostname.toLowerCase();
  if (!wanted.startsWith('*')) return wanted === given;
  const rest = wanted.slice(1);
  return given.length >= rest.length && given.endsWith(rest);
}
