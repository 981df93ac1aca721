import { elements, field, truthy, UnknownValue, type Value } from '../../helm/go-template.ts';
import { type Entry, type MapNode, movedTo, type Node, withValue } from '../../source/node.ts';
import { gatewayGroup } from '../../kubernetes/kinds.ts';
import { filledText, metadataOf, nameOf, valueOf, type Naming } from './app-template-names.ts';
import { textOr } from './names.ts';
import {
  filledIn,
  listAtPlace,
  mapAtPlace,
  printedIfSet,
  quotedIfSet,
  scalarAt,
  switchedOn,
  templated,
  verbatim,
} from './nodes.ts';
import { grpcRoute, hasHostnames, httpRoute, newestVersions } from './route-kinds.ts';
import type { Installed } from './routing-chart.ts';

/** What a route of app-template is made of. */
export interface Routing extends Naming {
  readonly services: ReadonlyMap<string, MapNode>;
}

/** A route; `own` are its values. */
export function routeOf(own: MapNode, name: string, routing: Routing): Node {
  const { chart } = routing;
  const value = valueOf(own);
  const { at } = own;
  if (truthy(field(value, 'namespaceOverride'))) throw new UnknownValue('a route goes to a namespace of its own', at);
  const kind = textOr(field(value, 'kind'), httpRoute);
  const version = newestVersions[kind];
  if (version === undefined) throw new UnknownValue(`the version of ${kind} is that of the cluster`, at);
  const hostnames = hasHostnames(kind) ? filledIn(field(value, 'hostnames')) : undefined;
  return mapAtPlace(at, {
    apiVersion: scalarAt(at, `${gatewayGroup}/${version}`),
    kind: printedIfSet(field(value, 'kind')) ?? scalarAt(at, kind),
    metadata: metadataOf(value, name, chart, at),
    spec: mapAtPlace(at, {
      parentRefs: parentsOf(field(value, 'parentRefs')),
      hostnames: hostnames === undefined ? undefined : templated(hostnames, chart),
      rules: rulesOf(field(value, 'rules'), kind, routing),
    }),
  });
}

/** Older versions refuse a parent without a namespace, newer ones take the route's. */
function parentsOf(value: Value): Node | undefined {
  if (value.node === undefined) return undefined;
  const parents = elements(value).map((parent) => {
    if (parent.node?.kind !== 'map') throw new UnknownValue('a parent is no map', parent.at);
    if (!truthy(field(parent, 'namespace')))
      throw new UnknownValue('a parent names no namespace, which releases of the chart take differently', parent.at);
    if (truthy(field(parent, 'identifier')))
      throw new UnknownValue('a parent is a ListenerSet that the chart makes', parent.at);
    return parentOf(parent, parent.node);
  });
  return listAtPlace(value.node.at, parents);
}

/** Each field is printed by itself, so that no other one comes along. */
function parentOf(parent: Value, { at, entries }: MapNode): Node {
  const kept = new Map<string, Entry>();
  for (const [key, entry] of entries) {
    const own = field(parent, key);
    const value = key === 'sectionName' ? quotedIfSet(own) : parentKeys.has(key) ? printedIfSet(own) : undefined;
    if (value !== undefined) kept.set(key, withValue(entry, value));
  }
  return { kind: 'map', flow: false, entries: kept, at };
}

const parentKeys: ReadonlySet<string> = new Set(['group', 'kind', 'name', 'namespace', 'port']);

function rulesOf(value: Value, kind: string, routing: Routing): Node | undefined {
  const { version } = routing.chart;
  const [only] = routing.services.size === 1 && version.isAtLeast('4.1.0') ? routing.services.keys() : [];
  if (!truthy(value)) {
    if (only === undefined || !version.isAtLeast('4.1.1')) return undefined;
    const own = valueOf(mapAtPlace(value.at, {}));
    return listAtPlace(value.at, [
      mapAtPlace(value.at, { backendRefs: listAtPlace(value.at, [backendOf(own, only, routing)]) }),
    ]);
  }
  return listAtPlace(
    value.at,
    elements(value).map((rule) => ruleOf(rule, kind, only, routing)),
  );
}

function ruleOf(rule: Value, kind: string, only: string | undefined, routing: Routing): Node {
  const backends = field(rule, 'backendRefs');
  const own = (key: string): Node | undefined => {
    const found = filledIn(field(rule, key));
    return found === undefined ? undefined : verbatim(found);
  };
  const hasMatches = kind === httpRoute || kind === grpcRoute;
  return mapAtPlace(rule.at, {
    backendRefs: listAtPlace(
      backends.at,
      elements(backends).map((backend) => backendOf(backend, only, routing)),
    ),
    matches: hasMatches ? own('matches') : undefined,
    filters: hasMatches ? own('filters') : undefined,
    sessionPersistence: hasMatches ? own('sessionPersistence') : undefined,
    timeouts: kind === httpRoute ? own('timeouts') : undefined,
  });
}

function backendOf(backend: Value, only: string | undefined, { chart, values, services }: Routing): Node {
  const { at } = backend;
  const stated = filledText(field(backend, 'name'), chart);
  const id = stated === '' ? textOr(field(backend, 'identifier'), only ?? '') : '';
  const service = services.get(id);
  if (stated === '' && service === undefined)
    throw new UnknownValue(`no Service ${JSON.stringify(id)} is switched on`, at);
  const given = filledIn(field(backend, 'port'));
  const weight = field(backend, 'weight');
  return mapAtPlace(at, {
    group: printedIfSet(field(backend, 'group')),
    kind: printedIfSet(field(backend, 'kind')) ?? scalarAt(at, 'Service'),
    name:
      service === undefined
        ? (templatedName(field(backend, 'name'), chart) ?? scalarAt(at, stated))
        : scalarAt(field(backend, 'identifier').at, nameOf(id, service, services.size, { chart, values })),
    namespace: printedIfSet(field(backend, 'namespace')) ?? scalarAt(at, chart.namespace),
    port: service === undefined ? portNumber(given) : portFor(given, service, chart),
    weight: weight.node?.kind === 'scalar' && weight.node.value !== null ? weight.node : undefined,
  });
}

function templatedName({ node }: Value, chart: Installed): Node | undefined {
  return node === undefined ? undefined : templated(node, chart);
}

/** The release that surely looks up the name of a port. */
export const portsByName = '5.0.0';

/** The name of a port is looked up in a Service of the chart, and nowhere else. */
function portNumber(given: Node | undefined): Node | undefined {
  if (given?.kind === 'scalar' && typeof given.value === 'string')
    throw new UnknownValue('a port is no number', given.at);
  return given;
}

function portFor(given: Node | undefined, service: MapNode, { version }: Installed): Node | undefined {
  const isName = given?.kind === 'scalar' && typeof given.value === 'string';
  if (given !== undefined && !isName) return given;
  if (isName && !version.isAtLeast(portsByName)) throw new UnknownValue('a port is no number', given.at);
  const ports = switchedOn(field(valueOf(service), 'ports'), true);
  const [first] = ports.keys();
  const primary = [...ports].filter(([, port]) => truthy(field(valueOf(port), 'primary'))).at(-1)?.[0] ?? first;
  const key = isName ? given.value : primary;
  const port = key === undefined ? undefined : ports.get(key);
  const number = port === undefined ? undefined : printedIfSet(field(valueOf(port), 'port'));
  if (number === undefined) throw new UnknownValue(`the port ${String(key)} is not known`, given?.at ?? service.at);
  return isName ? movedTo(number, given.at) : number;
}
