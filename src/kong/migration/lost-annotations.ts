import { annotation, stringMap } from '../../gatewayapi/metadata.ts';
import { pluginsNamedBy } from '../../gatewayapi/named-plugins.ts';
import { readPlugins } from '../../gatewayapi/read-plugins.ts';
import { referencesOf } from '../../gatewayapi/references.ts';
import type { PluginRef } from '../../gatewayapi/route.ts';
import { kongClusterPlugin, kongPlugin, service } from '../../kubernetes/kinds.ts';
import { isOfKind } from '../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { get, listAt, stringAt, type Node } from '../../source/node.ts';
import type { ClusterView } from '../model/cluster-view.ts';
import type { RouteStatus } from '../model/route-status.ts';
import type { LostPart } from './lost-part.ts';

/** Filters of a route that do what plugins of a type may do, though not always all of it. */
const filterInstead: ReadonlyMap<string, readonly string[]> = new Map([
  ['request-transformer', ['RequestHeaderModifier', 'URLRewrite']],
  ['request-transformer-advanced', ['RequestHeaderModifier', 'URLRewrite']],
  ['response-transformer', ['ResponseHeaderModifier']],
  ['response-transformer-advanced', ['ResponseHeaderModifier']],
  ['redirect', ['RequestRedirect']],
  ['request-termination', ['RequestRedirect']],
  ['cors', ['CORS']],
]);

/**
 * Plugins that an Ingress names, and that neither a new route nor a Service behind it names, nor another of their type. A
 * plugin of that type for all requests is as good, and so may be a filter of a route.
 */
export function lostPlugins(
  object: KubeObject,
  routes: readonly RouteStatus[],
  before: ClusterView,
  after: ClusterView,
): readonly LostPart[] {
  const behind = new Set(referencesOf(object).map(({ to }) => `${to.namespace ?? ''}/${to.name}`));
  const services = after.objects.filter(
    (each) => isOfKind(each, service) && behind.has(`${each.namespace ?? ''}/${each.name.value}`),
  );
  const namers: readonly (readonly [readonly PluginRef[], string | null])[] = [
    ...routes.map(({ route }) => [pluginsNamedBy(route).map(({ ref }) => ref), route.namespace] as const),
    ...services.map((each) => [readPlugins(each).plugins, each.namespace] as const),
  ];
  if (
    routes.some(({ route }) => route.unknownPart !== null) ||
    services.some((each) => readPlugins(each).unknownPart !== null)
  )
    return [];
  const named = [
    ...namers.flatMap(([refs, namespace]) =>
      refs.flatMap((ref) => [ref.name, typeOf(ref, namespace, after) ?? ref.name]),
    ),
    ...after.objects.filter(isGlobal).flatMap(({ root }) => stringAt(root, 'plugin')?.value ?? []),
  ];
  const filters = after.routes.flatMap(({ route }) => route.rules.flatMap(({ node }) => filterTypes(node)));
  return readPlugins(object).plugins.flatMap((ref): readonly LostPart[] => {
    const type = typeOf(ref, object.namespace, before);
    const isKept =
      named.includes(ref.name) ||
      (type !== null && (named.includes(type) || filterInstead.get(type)?.some((each) => filters.includes(each))));
    return isKept ? [] : [{ what: 'plugin', name: ref.name, at: ref.at }];
  });
}

function isGlobal(object: KubeObject): boolean {
  const label = get(object.root, 'metadata', 'labels', 'global');
  return isOfKind(object, kongClusterPlugin) && label !== undefined;
}

/** The type of a plugin, where its object stands in the tree. */
function typeOf({ namespace, name }: PluginRef, home: string | null, { objects }: ClusterView): string | null {
  const found = objects.find(
    (each) =>
      each.name.value === name &&
      (isOfKind(each, kongClusterPlugin) || (isOfKind(each, kongPlugin) && each.namespace === (namespace ?? home))),
  );
  return stringAt(found?.root, 'plugin')?.value ?? null;
}

const prefix = 'konghq.com/';

/** Annotations of Ingresses that a route may have as well, with the value that changes nothing. */
const shared: ReadonlyMap<string, string | null> = new Map([
  ['strip-path', 'false'],
  ['preserve-host', 'true'],
  ['request-buffering', 'true'],
  ['response-buffering', 'true'],
  ['https-redirect-status-code', '426'],
  ['path-handling', null],
  ['methods', null],
  ['rewrite', null],
  ['snis', null],
]);

/** What of a rule or match of an HTTPRoute does what an annotation does. */
const instead: ReadonlyMap<string, (rule: Node) => boolean> = new Map([
  ['methods', (rule) => listAt(rule, 'matches').some((match) => get(match, 'method') !== undefined)],
  ['rewrite', (rule) => hasFilter(rule, 'URLRewrite')],
  ['strip-path', (rule) => hasFilter(rule, 'URLRewrite')],
  ['preserve-host', (rule) => hasFilter(rule, 'URLRewrite')],
]);

/** Annotations of Kong's on an Ingress that none of the new routes has, nor anything that does the same. */
export function lostSettings(
  object: KubeObject,
  routes: readonly RouteStatus[],
  after: ClusterView,
): readonly LostPart[] {
  // The route that sends others to HTTPS stands beside those that lead to Services.
  const redirects = after.routes.some(({ route }) =>
    route.rules.some(({ node }) => hasFilter(node, 'RequestRedirect')),
  );
  const written = stringMap(get(object.root, 'metadata', 'annotations'));
  return [...written].flatMap(([key, value]): readonly LostPart[] => {
    const name = key.startsWith(prefix) ? key.slice(prefix.length) : '';
    const isHeader = name.startsWith('headers.');
    const at = annotation(object, key)?.at;
    if (at === undefined || (!isHeader && !shared.has(name)) || shared.get(name) === value) return [];
    if (name === 'https-redirect-status-code' && redirects) return [];
    const does = isHeader ? asksForHeaders : (instead.get(name) ?? (() => false));
    const isKept = routes.some(
      ({ route }) =>
        annotation(route.object, key) !== undefined ||
        route.unknownPart !== null ||
        route.rules.some(({ node }) => node.kind === 'unknown' || does(node)),
    );
    return isKept ? [] : [{ what: 'setting', name: key, at }];
  });
}

function asksForHeaders(rule: Node): boolean {
  return listAt(rule, 'matches').some((match) => listAt(match, 'headers').length > 0);
}

function hasFilter(rule: Node, type: string): boolean {
  return filterTypes(rule).includes(type);
}

function filterTypes(rule: Node): readonly string[] {
  return listAt(rule, 'filters').flatMap((filter) => stringAt(filter, 'type')?.value ?? []);
}
