import { elements, field, printed, rootValue, truthy, UnknownValue, type Value } from '../../helm/go-template.ts';
import { coalesce } from '../../helm/merge.ts';
import { service } from '../../kubernetes/kinds.ts';
import { get, type Node } from '../../source/node.ts';
import { defaultsAt } from './defaults.ts';
import { listedObjects } from './listed-objects.ts';
import { madeOf } from './made-of.ts';
import { fullName, shortened, textOr } from './names.ts';
import { listAtPlace, mapAtPlace, printedIfSet, printedNode, quotedValues, scalarAt, taken } from './nodes.ts';
import { routeNode, serviceNode } from './object-nodes.ts';
import { grpcRoute, httpRoute } from './route-kinds.ts';
import type { Installed, Made, RoutingChart } from './routing-chart.ts';

/** Argo CD itself, whose server people reach by a route. */
export const argoHelm: RoutingChart = {
  name: 'argo-cd',
  repositories: ['argoproj.github.io/argo-helm', 'ghcr.io/argoproj/argo-helm/argo-cd'],
  studied: '>=8.6.0 <10.2.0',
  turns: ['9.4.5', '9.5.8'],
  make,
};

const match = { path: { type: 'PathPrefix', value: '/' } };
const defaults = {
  nameOverride: 'argocd',
  configs: { params: {} },
  server: {
    name: 'server',
    containerPorts: { server: 8080 },
    httproute: { enabled: false, rules: [{ matches: [match] }] },
    grpcroute: { enabled: false, rules: [{ matches: [{ method: { type: 'Exact' } }] }] },
    service: {
      type: 'ClusterIP',
      servicePortHttp: 80,
      servicePortHttps: 443,
      servicePortHttpName: 'http',
      servicePortHttpsName: 'https',
      nodePortHttp: 30080,
      nodePortHttps: 30443,
    },
  },
};

function make(chart: Installed): Made {
  const values = rootValue(coalesce(chart.values, defaultsAt(chart.label, defaults)));
  const server = field(values, 'server');
  const names = {
    name: shortened(`${fullName(values, chart)}-${printed(field(server, 'name'))}`),
    namespace: shortened(textOr(field(values, 'namespaceOverride'), chart.namespace)),
  };
  const port = portOf(values);
  const routes = [
    { key: 'httproute', kind: httpRoute, ...names },
    { key: 'grpcroute', kind: grpcRoute, ...names, name: `${names.name}-grpc` },
  ];
  const made = madeOf([
    ...listedObjects(field(values, 'extraObjects'), chart),
    () => serviceOf(server, names),
    ...routes.flatMap(({ key, ...named }) => {
      const route = field(server, key);
      if (!truthy(field(route, 'enabled'))) return [];
      return [
        () =>
          routeNode({
            ...named,
            route,
            hostnames: taken(field(route, 'hostnames')),
            rules: elements(field(route, 'rules')).map((rule) => ruleOf(rule, named.kind, names.name, port, chart)),
          }),
      ];
    }),
  ]);
  return { ...made, unknown: [...made.unknown, ...othersOf(values)] };
}

/** The server speaks TLS by itself unless it is told not to. */
function portOf(values: Value): Value {
  const stated = get(field(values, 'configs', 'params').node, 'server.insecure');
  if (stated?.kind === 'unknown') throw new UnknownValue(stated.reason, stated.at);
  const isInsecure = stated?.kind === 'scalar' && String(stated.value) === 'true';
  return field(values, 'server', 'service', isInsecure ? 'servicePortHttp' : 'servicePortHttps');
}

function ruleOf(rule: Value, kind: string, name: string, port: Value, { version }: Installed): Node {
  const matches = taken(field(rule, 'matches'));
  // Until then the template wrote the dash of the item with its matches.
  if (matches === undefined && !version.isAtLeast('9.5.8'))
    throw new UnknownValue('a rule without matches is no item of the list', rule.at);
  const backend = mapAtPlace(port.at, {
    kind: scalarAt(port.at, service.kind),
    name: scalarAt(port.at, name),
    port: printedNode(port),
  });
  const hasTimeouts = kind === httpRoute && version.isAtLeast('9.4.5');
  return mapAtPlace(rule.at, {
    backendRefs: listAtPlace(port.at, [backend]),
    filters: taken(field(rule, 'filters')),
    matches,
    timeouts: hasTimeouts ? taken(field(rule, 'timeouts')) : undefined,
  });
}

function serviceOf(server: Value, names: { readonly name: string; readonly namespace: string }): Node {
  const own = field(server, 'service');
  const target = field(server, 'containerPorts', 'server');
  return serviceNode({
    ...names,
    service: own,
    annotations: quotedValues(field(own, 'annotations')),
    ports: [
      {
        name: printed(field(own, 'servicePortHttpName')),
        port: field(own, 'servicePortHttp'),
        target,
        nodePort: field(own, 'nodePortHttp'),
      },
      {
        name: printed(field(own, 'servicePortHttpsName')),
        port: field(own, 'servicePortHttps'),
        target,
        appProtocol: printedIfSet(field(own, 'servicePortHttpsAppProtocol')),
        nodePort: field(own, 'nodePortHttps'),
      },
    ],
  });
}

function othersOf(values: Value): readonly string[] {
  const enabled = get(values.node, 'applicationSet', 'httproute', 'enabled');
  const isOff = enabled === undefined || (enabled.kind === 'scalar' && enabled.value === false);
  return isOff ? [] : ['the route of applicationSet.httproute is not read here'];
}
