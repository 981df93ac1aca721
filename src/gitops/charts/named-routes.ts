import { elements, field, truthy, UnknownValue, type Value } from '../../helm/go-template.ts';
import { service } from '../../kubernetes/kinds.ts';
import type { Place } from '../../source/location.ts';
import type { MapNode, Node } from '../../source/node.ts';
import { textOr } from './names.ts';
import { filledIn, listAtPlace, mapAtPlace, printedNode, scalarAt, switchedOn, taken, templated } from './nodes.ts';
import { routeNode } from './object-nodes.ts';
import { httpRoute } from './route-kinds.ts';
import type { Installed } from './routing-chart.ts';

/** Routes by name as the charts of Grafana and Prometheus have them, all to one Service. */
export interface NamedRoutes {
  /** The map of them in the values. */
  readonly routes: Value;
  /** The name of the one called `main`; the others append theirs. */
  readonly name: string;
  readonly namespace: string;
  readonly service: string;
  readonly port: Value;
  readonly chart: Pick<Installed, 'release' | 'namespace'>;
  /** Which of its keys a version of the chart knows. */
  readonly knows: (key: 'httpsRedirect' | 'timeouts' | 'sessionPersistence') => boolean;
  /** Whether annotations are templates too. */
  readonly hasTemplatedAnnotations: boolean;
  /** Whether the template begins a new line for each: two run together otherwise. */
  readonly separates: boolean;
}

/** What makes each of the routes that are switched on. */
export function namedRoutes(all: NamedRoutes): readonly (() => Node)[] {
  const routes = switchedOn(all.routes, false);
  if (routes.size > 1 && !all.separates)
    throw new UnknownValue('several routes run together in this release of the chart', all.routes.at);
  return [...routes].map(
    ([key, own]) =>
      () =>
        routeOf(key, own, all),
  );
}

function routeOf(key: string, own: MapNode, all: NamedRoutes): Node {
  const { name, namespace, chart } = all;
  const route: Value = { node: own, path: [key], at: own.at };
  const hostnames = filledIn(field(route, 'hostnames'));
  const annotations = filledIn(field(route, 'annotations'));
  return routeNode({
    kind: textOr(field(route, 'kind'), httpRoute),
    apiVersion: filledIn(field(route, 'apiVersion')),
    name: key === 'main' ? name : `${name}-${key}`,
    namespace,
    route,
    hostnames: hostnames === undefined ? undefined : templated(hostnames, chart),
    rules: rulesOf(route, all),
    ...(all.hasTemplatedAnnotations && annotations !== undefined ? { annotations: templated(annotations, chart) } : {}),
  });
}

function rulesOf(route: Value, { chart, service: name, port, knows }: NamedRoutes): readonly Node[] {
  const more = field(route, 'additionalRules');
  const additional = truthy(more) ? elements(more).flatMap(({ node }) => (node ? [templated(node, chart)] : [])) : [];
  const redirect = field(route, 'httpsRedirect');
  if (knows('httpsRedirect') && truthy(redirect)) return [...additional, redirection(redirect.at)];
  const backend = mapAtPlace(port.at, {
    kind: scalarAt(port.at, service.kind),
    name: scalarAt(port.at, name),
    port: printedNode(port),
  });
  const own = mapAtPlace(route.at, {
    backendRefs: listAtPlace(port.at, [backend]),
    filters: taken(field(route, 'filters')),
    matches: taken(field(route, 'matches')),
    timeouts: knows('timeouts') ? taken(field(route, 'timeouts')) : undefined,
    sessionPersistence: knows('sessionPersistence') ? taken(field(route, 'sessionPersistence')) : undefined,
  });
  return [...additional, own];
}

function redirection(at: Place): Node {
  const requestRedirect = mapAtPlace(at, { scheme: scalarAt(at, 'https'), statusCode: scalarAt(at, 301) });
  const filter = mapAtPlace(at, { type: scalarAt(at, 'RequestRedirect'), requestRedirect });
  return mapAtPlace(at, { filters: listAtPlace(at, [filter]) });
}
