import { field, printed, rootValue, truthy, type Value } from '../../helm/go-template.ts';
import { coalesce } from '../../helm/merge.ts';
import { get, type Node } from '../../source/node.ts';
import { defaultsAt } from './defaults.ts';
import { grafanaObjects } from './grafana.ts';
import { listedObjects } from './listed-objects.ts';
import { joinMade, madeOf } from './made-of.ts';
import { fullName, textOr } from './names.ts';
import { namedRoutes } from './named-routes.ts';
import { scalarAt, switchedOn, taken } from './nodes.ts';
import { serviceNode, type ServicePort } from './object-nodes.ts';
import type { Installed, InstalledVersion, Made, RoutingChart } from './routing-chart.ts';

/** Prometheus and Alertmanager with Grafana inside. */
export const kubePrometheusStack: RoutingChart = {
  name: 'kube-prometheus-stack',
  repositories: [
    'prometheus-community.github.io/helm-charts',
    'ghcr.io/prometheus-community/charts/kube-prometheus-stack',
  ],
  studied: '>=76.5.1 <89.0.0',
  turns: ['80.5.0', '82.9.0', '82.13.6', '83.4.0', '83.5.0'],
  make,
};

const route = { main: { enabled: false, matches: [{ path: { type: 'PathPrefix', value: '/' } }] } };
const defaults = {
  prometheus: {
    enabled: true,
    route,
    ingress: {},
    service: { enabled: true, type: 'ClusterIP', port: 9090, targetPort: 9090, nodePort: 30090, reloaderWebPort: 8080 },
    thanosIngress: { enabled: false, servicePort: 10901, nodePort: 30901 },
    prometheusSpec: { portName: 'http-web' },
  },
  alertmanager: {
    enabled: true,
    route,
    ingress: {},
    service: { enabled: true, type: 'ClusterIP', port: 9093, targetPort: 9093, nodePort: 30903 },
    alertmanagerSpec: { portName: 'http-web' },
  },
  grafana: { enabled: true },
};
const ofGrafana = {
  service: { enabled: true, type: 'ClusterIP', port: 80, portName: 'http-web' },
  podPortName: 'grafana',
  route,
};

/** How long the name may be, of which names of other objects are made. */
const longest = 26;

function make(chart: Installed): Made {
  const values = rootValue(coalesce(chart.values, defaultsAt(chart.label, defaults)));
  const name = fullName(values, chart, longest);
  const namespace = textOr(field(values, 'namespaceOverride'), chart.namespace);
  const parts = (['prometheus', 'alertmanager'] as const).map((part) => {
    const own = field(values, part);
    return truthy(field(own, 'enabled')) ? partOf(part, own, { name: `${name}-${part}`, namespace }, chart) : nothing;
  });
  const listed = madeOf(listedObjects(field(values, 'extraManifests'), chart));
  return joinMade([...parts, grafanaInside(values, chart), listed, { objects: [], unknown: othersOf(values) }]);
}

const nothing: Made = { objects: [], unknown: [] };

interface Names {
  readonly name: string;
  readonly namespace: string;
}

function partOf(part: 'prometheus' | 'alertmanager', own: Value, names: Names, chart: Installed): Made {
  const { version } = chart;
  if (part === 'alertmanager' && truthy(field(own, 'namespaceOverride'))) {
    const hasRoutes = switchedOn(field(own, 'route'), false).size > 0;
    return hasRoutes ? { objects: [], unknown: ['Alertmanager goes to a namespace of its own'] } : nothing;
  }
  const service = field(own, 'service');
  const stated = field(own, 'ingress', 'servicePort');
  const routes = namedRoutes({
    routes: field(own, 'route'),
    ...names,
    service: names.name,
    port: truthy(stated) ? stated : field(service, 'port'),
    chart,
    knows: (key) => key === 'httpsRedirect' || (key === 'sessionPersistence' && version.isAtLeast('83.5.0')),
    hasTemplatedAnnotations: false,
    separates: true,
  });
  const hasService = truthy(field(service, 'enabled'));
  return madeOf([...(hasService ? [() => serviceOf(part, own, names)] : []), ...routes]);
}

function serviceOf(part: 'prometheus' | 'alertmanager', own: Value, names: Names): Node {
  const service = field(own, 'service');
  return serviceNode({
    ...names,
    service,
    annotations: taken(field(service, 'annotations')),
    ports: [
      {
        name: printed(field(own, `${part}Spec`, 'portName')),
        port: field(service, 'port'),
        target: field(service, 'targetPort'),
        nodePort: field(service, 'nodePort'),
      },
      ...(part === 'prometheus' ? portsOfPrometheus(own, service) : [reloader(fixedPort(service))]),
    ],
    more: taken(field(service, 'additionalPorts')),
  });
}

function portsOfPrometheus(own: Value, service: Value): readonly ServicePort[] {
  const reloaded = field(service, 'reloaderWebPort');
  const thanos = field(own, 'thanosIngress');
  const grpc = field(thanos, 'servicePort');
  return [
    ...(truthy(reloaded) ? [{ ...reloader(reloaded), nodePort: field(service, 'reloaderWebNodePort') }] : []),
    ...(truthy(field(thanos, 'enabled'))
      ? [{ name: 'grpc', port: grpc, target: grpc, nodePort: field(thanos, 'nodePort') }]
      : []),
  ];
}

function reloader(port: Value): ServicePort {
  return { name: 'reloader-web', port, target: 'reloader-web', appProtocol: scalarAt(port.at, 'http') };
}

function fixedPort({ at, path }: Value): Value {
  return { node: scalarAt(at, 8080), path, at };
}

/** Grafana's chart is a dependency, of a release that changes with every other one of this. */
function grafanaInside(values: Value, chart: Installed): Made {
  const own = field(values, 'grafana');
  if (!truthy(field(own, 'enabled')) || own.node?.kind !== 'map') return nothing;
  const inside = { ...chart, values: own.node, name: 'grafana', label: `grafana of ${chart.label}` };
  return grafanaObjects(inside, isAtLeastInside(chart.version), ofGrafana);
}

function isAtLeastInside(version: InstalledVersion): InstalledVersion['isAtLeast'] {
  return (turn) => {
    const since = releasesWithGrafana[turn];
    return since !== undefined && version.isAtLeast(since);
  };
}

/** By release of Grafana's chart the first release that brings it, or a later one. */
const releasesWithGrafana: Readonly<Record<string, string>> = {
  '10.4.0': '80.5.0',
  '11.3.0': '82.9.0',
  '11.3.4': '82.13.6',
  '11.6.0': '83.4.0',
};

/** Routes of other parts of the chart that are switched on. */
function othersOf(values: Value): readonly string[] {
  const parts = [
    ['thanosRuler', 'route'],
    ['prometheus', 'routePerReplica'],
    ['alertmanager', 'routePerReplica'],
  ] as const;
  return parts.flatMap(([part, key]) => {
    const found = get(values.node, part, key);
    if (found === undefined) return [];
    const isOn = switchedOn({ node: found, path: [part, key], at: found.at }, false).size > 0;
    return isOn ? [`routes of ${part}.${key} are not read here`] : [];
  });
}
