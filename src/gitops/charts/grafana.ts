import { field, printed, rootValue, truthy, type Value } from '../../helm/go-template.ts';
import { coalesce } from '../../helm/merge.ts';
import type { Node } from '../../source/node.ts';
import { defaultsAt } from './defaults.ts';
import { listedObjects } from './listed-objects.ts';
import { madeOf } from './made-of.ts';
import { fullName, textOr } from './names.ts';
import { namedRoutes } from './named-routes.ts';
import { filledIn, printedIfSet, templated } from './nodes.ts';
import { serviceNode } from './object-nodes.ts';
import type { Installed, InstalledVersion, Made, RoutingChart } from './routing-chart.ts';

/** Grafana's own chart, which another organisation took over with release 10.5. */
export const grafana: RoutingChart = {
  name: 'grafana',
  repositories: [
    'grafana.github.io/helm-charts',
    'ghcr.io/grafana/helm-charts/grafana',
    'grafana-community.github.io/helm-charts',
    'ghcr.io/grafana-community/helm-charts/grafana',
  ],
  studied: '>=9.3.4 <12.12.0',
  turns: ['10.4.0', '11.3.0', '11.3.4', '11.6.0'],
  make,
};

const defaults = {
  service: { enabled: true, type: 'ClusterIP', port: 80, portName: 'service' },
  podPortName: 'grafana',
  route: { main: { enabled: false, matches: [{ path: { type: 'PathPrefix', value: '/' } }] } },
};

function make(chart: Installed): Made {
  return grafanaObjects(chart, (turn) => chart.version.isAtLeast(turn));
}

/** What Grafana's chart makes, also inside another one. */
export function grafanaObjects(
  chart: Omit<Installed, 'version'>,
  isAtLeast: InstalledVersion['isAtLeast'],
  others: typeof defaults = defaults,
): Made {
  const values = rootValue(coalesce(chart.values, defaultsAt(chart.label, others)));
  const name = fullName(values, chart);
  const namespace = textOr(field(values, 'namespaceOverride'), chart.namespace);
  const service = field(values, 'service');
  const routes = namedRoutes({
    routes: field(values, 'route'),
    name,
    namespace,
    service: name,
    port: field(service, 'port'),
    chart,
    knows: (key) => isAtLeast(since[key]),
    hasTemplatedAnnotations: isAtLeast('11.3.4'),
    separates: isAtLeast('10.4.0'),
  });
  const hasService = truthy(field(service, 'enabled'));
  return madeOf([
    ...(hasService ? [() => serviceOf(values, { name, namespace }, chart)] : []),
    ...routes,
    ...listedObjects(field(values, 'extraObjects'), chart),
  ]);
}

const since = { httpsRedirect: '10.4.0', timeouts: '11.3.0', sessionPersistence: '11.6.0' } as const;

function serviceOf(
  values: Value,
  names: { readonly name: string; readonly namespace: string },
  chart: Pick<Installed, 'release' | 'namespace'>,
): Node {
  const service = field(values, 'service');
  const annotations = filledIn(field(service, 'annotations'));
  const more = filledIn(field(values, 'extraExposePorts'));
  return serviceNode({
    ...names,
    service,
    annotations: annotations === undefined ? undefined : templated(annotations, chart),
    ports: [
      {
        name: printed(field(service, 'portName')),
        port: field(service, 'port'),
        target: field(values, 'podPortName'),
        appProtocol: printedIfSet(field(service, 'appProtocol')),
        nodePort: field(service, 'nodePort'),
      },
    ],
    more: more === undefined ? undefined : templated(more, chart),
  });
}
