import { elements, field, rootValue, truthy, UnknownValue, type Value } from '../../helm/go-template.ts';
import { coalesce } from '../../helm/merge.ts';
import { service } from '../../kubernetes/kinds.ts';
import type { Node } from '../../source/node.ts';
import { defaultsAt } from './defaults.ts';
import { madeOf } from './made-of.ts';
import { fullName, shortened, textOr } from './names.ts';
import { filledIn, listAtPlace, mapAtPlace, printedNode, scalarAt, taken } from './nodes.ts';
import { routeNode, serviceNode } from './object-nodes.ts';
import { grpcRoute, httpRoute } from './route-kinds.ts';
import type { Installed, Made, RoutingChart } from './routing-chart.ts';

/** The chart with which much of what deploys and routes is tried out. */
export const podinfo: RoutingChart = {
  name: 'podinfo',
  repositories: ['stefanprodan.github.io/podinfo', 'ghcr.io/stefanprodan/charts/podinfo'],
  studied: '>=6.9.4 <6.15.0',
  turns: ['6.11.0'],
  make,
};

const match = { path: { type: 'PathPrefix', value: '/' } };
const route = { enabled: false, hostnames: ['podinfo.local'], parentRefs: [{ name: 'gateway', sectionName: 'http' }] };
const defaults = {
  service: { enabled: true, type: 'ClusterIP', externalPort: 9898, grpcPort: 9999 },
  tls: { enabled: false, port: 9899 },
  httpRoute: { ...route, rules: [{ matches: [match] }] },
  grpcRoute: { ...route, rules: [{ matches: [{ method: { service: 'grpc.health.v1.Health' } }] }] },
};

function make(chart: Installed): Made {
  const values = rootValue(coalesce(chart.values, defaultsAt(chart.label, defaults)));
  const name = fullName(values, chart);
  const namespace = shortened(textOr(field(values, 'namespaceOverride'), chart.namespace));
  const own = field(values, 'service');
  const common = { name, namespace };
  const makers: (() => Node)[] = [];
  if (truthy(field(own, 'enabled'))) makers.push(() => serviceOf(values, common));
  const kinds = [
    { key: 'httpRoute', kind: httpRoute, port: 'externalPort', isKnown: true },
    { key: 'grpcRoute', kind: grpcRoute, port: 'grpcPort', isKnown: chart.version.isAtLeast('6.11.0') },
  ];
  for (const { key, kind, port, isKnown } of kinds) {
    const stated = field(values, key);
    if (!isKnown || !truthy(field(stated, 'enabled'))) continue;
    makers.push(() => {
      const rules = elements(field(stated, 'rules')).map((rule) => ruleOf(rule, kind, name, field(own, port)));
      return routeNode({ ...common, kind, route: stated, hostnames: taken(field(stated, 'hostnames')), rules });
    });
  }
  return madeOf(makers);
}

function ruleOf(rule: Value, kind: string, name: string, port: Value): Node {
  const matches = taken(field(rule, 'matches'));
  // The template writes the dash of the item with its matches.
  if (matches === undefined && kind === httpRoute)
    throw new UnknownValue('a rule without matches is no item of the list', rule.at);
  const backend = mapAtPlace(port.at, {
    kind: scalarAt(port.at, service.kind),
    name: scalarAt(port.at, name),
    port: printedNode(port),
  });
  return mapAtPlace(rule.at, {
    matches,
    filters: taken(field(rule, 'filters')),
    backendRefs: listAtPlace(port.at, [backend]),
  });
}

function serviceOf(values: Value, { name, namespace }: { readonly name: string; readonly namespace: string }): Node {
  const own = field(values, 'service');
  const tls = field(values, 'tls');
  const grpc = field(own, 'grpcPort');
  return serviceNode({
    name,
    namespace,
    service: own,
    annotations: taken(field(own, 'annotations')),
    ports: [
      { name: 'http', port: field(own, 'externalPort'), target: 'http', nodePort: field(own, 'nodePort') },
      ...(truthy(field(tls, 'enabled')) ? [{ name: 'https', port: field(tls, 'port'), target: 'https' }] : []),
      ...(filledIn(grpc) === undefined ? [] : [{ name: 'grpc', port: grpc, target: 'grpc' }]),
    ],
  });
}
