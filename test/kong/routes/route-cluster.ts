import type { ClusterConfig } from '../../../src/config/config.ts';
import { defaultConfig } from '../../../src/config/config.ts';
import { discoverClusters } from '../../../src/gitops/discover/discover-clusters.ts';
import { createChartTables } from '../../../src/kong/charts/chart-tables.ts';
import { renderChart } from '../../../src/kong/charts/render.ts';
import type { ClusterView } from '../../../src/kong/model/cluster-view.ts';
import type { RouteCondition, RouteStatus } from '../../../src/kong/model/route-status.ts';
import { buildView } from '../../../src/kong/status/cluster-view.ts';
import { createJudges } from '../../../src/admission/judged-once.ts';
import { createPublishedDefinitions } from '../../../src/kubernetes/schema/published.ts';
import { sourcesOf } from '../../../src/source/memory-sources.ts';

/** A manifest as data. */
export type Manifest = Readonly<Record<string, unknown>>;

const gatewayApi = 'gateway.networking.k8s.io';

/** Settings of the cluster that a row varies. */
export interface Installed {
  readonly flavor?: string;
  readonly version?: string;
  /** Variables of the controller. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly portMaps?: string;
  /** The release of Gateway API, 1.3.0 unless stated. */
  readonly bundle?: string;
}

const variables = (values: Readonly<Record<string, string>>): readonly Manifest[] =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

/** Kong with its controller in one pod, and the publish Service `kong/proxy`. */
function kong({ flavor = 'traditional', version = '3.5.13', settings = {}, portMaps }: Installed): readonly Manifest[] {
  const proxy = {
    KONG_PROXY_LISTEN: '0.0.0.0:8000, 0.0.0.0:8443 ssl',
    KONG_STREAM_LISTEN: '0.0.0.0:9000, 0.0.0.0:9001, 0.0.0.0:9443 ssl, 0.0.0.0:9999 udp',
    KONG_ROUTER_FLAVOR: flavor,
    ...(portMaps === undefined ? {} : { KONG_PORT_MAPS: portMaps }),
  };
  const controller = {
    CONTROLLER_PUBLISH_SERVICE: 'kong/proxy',
    CONTROLLER_FEATURE_GATES: 'GatewayAlpha=true',
    ...settings,
  };
  const containers = [
    { name: 'proxy', image: 'kong:3.9', env: variables(proxy) },
    { name: 'ingress-controller', image: `kong/kubernetes-ingress-controller:${version}`, env: variables(controller) },
  ];
  const metadata = { name: 'kong', namespace: 'kong' };
  const labels = { app: 'kong' };
  const ports = ['80 8000', '443 8443', '9000 9000', '9001 9001', '9443 9443', '9999 9999 UDP'].map((text) => {
    const [port, targetPort, protocol = 'TCP'] = text.split(' ');
    return { name: `p${port}`, port: Number(port), targetPort: Number(targetPort), protocol };
  });
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'proxy', namespace: 'kong' },
      spec: { selector: labels, ports },
    },
  ];
}

/** `GatewayClass kong`, or one that differs. */
export const gatewayClass = (name = 'kong', controllerName = 'konghq.com/kic-gateway-controller'): Manifest => ({
  apiVersion: `${gatewayApi}/v1`,
  kind: 'GatewayClass',
  metadata: { name, annotations: { 'konghq.com/gatewayclass-unmanaged': 'true' } },
  spec: { controllerName },
});

const listeners: Readonly<Record<string, Manifest>> = {
  h: { protocol: 'HTTP', port: 80 },
  s: { protocol: 'HTTPS', port: 443 },
  t: { protocol: 'TCP', port: 9000 },
  t2: { protocol: 'TCP', port: 9001 },
  u: { protocol: 'UDP', port: 9999 },
  p: { protocol: 'TLS', port: 9443, tls: { mode: 'Passthrough' } },
  // Kong listens on nothing there.
  x: { protocol: 'HTTP', port: 81 },
  x2: { protocol: 'TCP', port: 9009 },
};

/** What a listener of the table may state besides its name. */
export interface ListenerExtra {
  readonly hostname?: string;
  readonly kinds?: readonly string[];
  /** `All`, `Same`, or a selector. */
  readonly from?: string | Manifest;
  readonly tls?: Manifest;
}

/** A listener by its letter: `h` is HTTP on 80. */
export function listener(letter: string, { hostname, kinds, from, tls }: ListenerExtra = {}): Manifest {
  const namespaces =
    typeof from === 'object' ? { from: 'Selector', ...from } : from === undefined ? undefined : { from };
  return {
    name: letter,
    ...listeners[letter],
    hostname,
    ...(tls === undefined ? {} : { tls }),
    allowedRoutes:
      kinds === undefined && namespaces === undefined
        ? undefined
        : { kinds: kinds?.map((kind) => ({ kind })), namespaces },
  };
}

/** A Gateway by `name` or `namespace/name`, with listeners by their letters or as manifests. */
export function gateway(id: string, own: readonly (string | Manifest)[], more: Manifest = {}): Manifest {
  const [name = '', namespace = 'default'] = id.split('/').toReversed();
  return {
    apiVersion: `${gatewayApi}/v1`,
    kind: 'Gateway',
    metadata: { name, namespace, ...more },
    spec: {
      gatewayClassName: 'kong',
      listeners: own.map((each) => (typeof each === 'string' ? listener(each) : each)),
    },
  };
}

export function service(
  id: string,
  ports: readonly number[] = [80],
  more: Manifest = {},
  spec: Manifest = {},
): Manifest {
  const [name = '', namespace = 'default'] = id.split('/').toReversed();
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, ...more },
    spec: { selector: { app: name }, ports: ports.map((port) => ({ name: `p${port}`, port })), ...spec },
  };
}

export const namespace = (name: string, labels: Readonly<Record<string, string>> = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
});

/** A ReferenceGrant in a namespace, for routes or other objects of another. */
export const grant = (
  space: string,
  from: { readonly kind?: string; readonly namespace?: string },
  to: Manifest = { group: '', kind: 'Service' },
): Manifest => ({
  apiVersion: `${gatewayApi}/v1beta1`,
  kind: 'ReferenceGrant',
  metadata: { name: 'grant', namespace: space },
  spec: { from: [{ group: gatewayApi, kind: 'HTTPRoute', namespace: 'default', ...from }], to: [to] },
});

export const kongPlugin = (id: string, plugin = 'key-auth', kind = 'KongPlugin'): Manifest => {
  const [name = '', space = 'default'] = id.split('/').toReversed();
  const metadata = { name, ...(kind === 'KongPlugin' ? { namespace: space } : {}) };
  return { apiVersion: 'configuration.konghq.com/v1', kind, metadata, plugin };
};

export interface RouteShape {
  readonly kind?: string;
  readonly name?: string;
  /** `gw`, `b/gw2`, `gw#h`, `gw@80`, or a parentRef. */
  readonly parents?: readonly (string | Manifest)[];
  readonly hostnames?: readonly string[];
  /** `app:80`, `b/app:80`, or a backendRef. */
  readonly backends?: readonly (string | Manifest)[];
  /** Added to the one rule. */
  readonly rule?: Manifest;
  /** In place of the one rule. */
  readonly rules?: readonly Manifest[] | null;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Route `default/r` with one rule, attached to Gateway `gw`, that leads to Service `app`. */
export function route(shape: RouteShape = {}): Manifest {
  const {
    kind = 'HTTPRoute',
    name = 'r',
    parents = ['gw'],
    hostnames,
    backends = ['app:80'],
    rule,
    rules,
    annotations,
  } = shape;
  const version = kind === 'HTTPRoute' || kind === 'GRPCRoute' ? 'v1' : 'v1alpha2';
  return {
    apiVersion: `${gatewayApi}/${version}`,
    kind,
    metadata: { name, namespace: 'default', annotations },
    spec: {
      parentRefs: parents.map((each) => (typeof each === 'string' ? parentRef(each) : each)),
      hostnames,
      ...(rules === null ? {} : { rules: rules ?? [{ backendRefs: backends.map(backendRef), ...rule }] }),
    },
  };
}

function parentRef(text: string): Manifest {
  const [, space, name, sectionName, port] = /^(?:(.+)\/)?([^#@]+)(?:#([^@]+))?(?:@(\d+))?$/.exec(text) ?? [];
  return { name, namespace: space, sectionName, port: port === undefined ? undefined : Number(port) };
}

export function backendRef(each: string | Manifest): Manifest {
  if (typeof each !== 'string') return each;
  const [, space, name, port] = /^(?:(.+)\/)?(.+):(\d+)$/.exec(each) ?? [];
  return { name, namespace: space, port: Number(port) };
}

const tables = createChartTables();
const judges = createJudges(createPublishedDefinitions());

/** The view of a cluster with Kong, Service `app` and these objects, of which the repository holds everything. */
export function clusterOf(
  objects: readonly Manifest[],
  installed: Installed = {},
  complete: ClusterConfig['complete'] = 'all',
): ClusterView {
  const all = [...kong(installed), service('app'), ...objects];
  const files = { 'all.yaml': all.map((each) => JSON.stringify(each)).join('\n---\n') };
  const [cluster] = discoverClusters(sourcesOf(files), defaultConfig).clusters;
  if (cluster === undefined) throw new Error('expected a cluster');
  const config: ClusterConfig = {
    name: cluster.name,
    paths: [],
    at: { path: 'c', start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 },
    controllers: [],
    gatewayApi: { version: installed.bundle ?? '1.3.0', channel: 'experimental' },
    complete,
    chartVersions: new Map(),
  };
  return buildView(cluster, config, (release) => renderChart(release, tables), judges);
}

const short = (letter: string, condition: RouteCondition | undefined): string => {
  if (condition === undefined) return '';
  if (condition.status === 'Unknown') return ` ${letter}?`;
  return condition.status === 'True' ? ` ${letter}✓` : ` ${letter} ${condition.reason}`;
};

/**
 * `gw#h A✓ R✓ G✓; served`: the conditions of each parent that has an entry, and whether the route is served: `?` where
 * that is not known.
 */
export function routeLine({ parents, served }: RouteStatus): string {
  const entries = parents.flatMap(({ ref, conditions, unverified }) => {
    const { namespace: space, name } = ref.to;
    const where = `${space === 'default' || space === null ? '' : `${space}/`}${name}`;
    const at = `${where}${ref.sectionName === null ? '' : `#${ref.sectionName.value}`}`;
    if (unverified !== null) return [`${at} unverified`];
    if (conditions === null) return [];
    const { Accepted, ResolvedRefs, Programmed } = conditions;
    return [`${at}${short('A', Accepted)}${short('R', ResolvedRefs)}${short('G', Programmed)}`];
  });
  const fate = served === null ? '?' : served ? 'served' : 'not served';
  return `${entries.length === 0 ? 'none' : entries.join(', ')}; ${fate}`;
}
