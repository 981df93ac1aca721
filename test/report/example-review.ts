import type { Finding } from '../../src/finding.ts';
import type { Gateway, Listener } from '../../src/gatewayapi/gateway.ts';
import type { ClusterView } from '../../src/kong/model/cluster-view.ts';
import type { Conditions, Controller, GatewayStatus, ListenerStatus, Service } from '../../src/kong/model/model.ts';
import { linesFrom } from '../../src/report/source-lines.ts';
import type { Review } from '../../src/review/review.ts';
import type { Located, Location } from '../../src/source/location.ts';
import type { MapNode } from '../../src/source/node.ts';
import type { KubeObject } from '../../src/kubernetes/object.ts';

/** A review made by hand, so that a report is tested by what it prints and not by what the engine finds. */
export const texts: Readonly<Record<string, string>> = {
  'prod/gateway.yaml': [
    'kind: Gateway',
    'metadata: { name: edge, namespace: kong }',
    'spec:',
    '  listeners:',
    '    - name: web',
    '      port: 80',
    '    - name: mqtt',
    '      port: 1883',
    '',
  ].join('\n'),
  'prod/kong.yaml': [
    'proxy:',
    '  http: { servicePort: 80 }',
    '  stream:',
    '    - servicePort: 9000',
    '      containerPort: 9000',
    '',
  ].join('\n'),
};

export const lineOf = linesFrom((path) => texts[path]);

/** The place of the first occurrence of `what` in a file of the example. */
export function place(path: string, what: string): Location {
  const text = texts[path] ?? '';
  const start = text.indexOf(what);
  const before = text.slice(0, start).split('\n');
  const line = before.length;
  const column = (before.at(-1) ?? '').length + 1;
  return { path, start, end: start + what.length, line, column, endLine: line, endColumn: column + what.length };
}

const at = <T extends string | number>(value: T, path: string, what: string = String(value)): Located<T> => ({
  value,
  at: place(path, what),
});

const root: MapNode = { kind: 'map', flow: false, entries: new Map(), at: place('prod/gateway.yaml', 'kind') };

const object: KubeObject = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  group: 'gateway.networking.k8s.io',
  kind: 'Gateway',
  name: at('edge', 'prod/gateway.yaml'),
  namespace: 'kong',
  root,
  path: 'prod/gateway.yaml',
};

function listener(name: string, port: number, protocol: string): Listener {
  return {
    name: at(name, 'prod/gateway.yaml', `name: ${name}`),
    port: at(port, 'prod/gateway.yaml'),
    protocol: { value: protocol, at: { default: 'the example' } },
    hostname: null,
    tls: null,
    kinds: [],
    namespaces: { from: { value: 'Same', at: { default: 'the example' } }, selector: null, unknownPart: null },
    node: root,
  };
}

const service: Service = {
  namespace: 'kong',
  name: 'kong-proxy',
  type: 'LoadBalancer',
  ports: [
    {
      name: 'http',
      port: at(80, 'prod/kong.yaml'),
      protocol: { value: 'TCP', at: { default: 'kong/kong 3.4.1' } },
      targetPort: { value: 8000, at: { default: 'kong/kong 3.4.1' } },
      nodePort: null,
      appProtocol: null,
    },
  ],
  at: place('prod/kong.yaml', 'proxy'),
  origin: object,
  selector: null,
};

export const programmed: Conditions = {
  Accepted: { status: 'True', reason: 'Accepted', message: '' },
  Conflicted: { status: 'False', reason: 'NoConflicts', message: '' },
  ResolvedRefs: { status: 'True', reason: 'ResolvedRefs', message: '' },
  Programmed: { status: 'True', reason: 'Programmed', message: '' },
};

export const unavailable: Conditions = {
  Accepted: { status: 'False', reason: 'PortUnavailable', message: 'no Kong listen' },
  Programmed: { status: 'False', reason: 'Pending', message: '' },
};

function statusOf(one: Listener, conditions: Conditions | null, rest: Partial<ListenerStatus> = {}): ListenerStatus {
  return {
    listener: one,
    conditions,
    servedBy: null,
    unverified: null,
    atPort: [],
    certainlyUnavailable: null,
    conflictsWith: [],
    invalidKinds: [],
    supportedKinds: [],
    certificates: [],
    ...rest,
  };
}

const [httpPort] = service.ports;
if (!httpPort) throw new Error('the Service of the example has a port');

const web = statusOf(listener('web', 80, 'HTTP'), programmed, {
  servedBy: {
    service,
    port: httpPort,
    targetPort: 8000,
    listen: {
      kind: 'proxy',
      entry: { address: '0.0.0.0', port: 8000, ssl: false, udp: false, flags: [], at: { default: 'kong/kong 3.4.1' } },
    },
  },
});

export const mqtt = statusOf(listener('mqtt', 1883, 'TCP'), unavailable);

const gateway: Gateway = {
  object,
  name: object.name,
  namespace: 'kong',
  className: at('kong', 'prod/gateway.yaml'),
  classReference: null,
  publishServicePin: null,
  formerPin: null,
  listeners: [web.listener, mqtt.listener],
  unknownPart: null,
};

const controller: Controller = {
  id: 'kong/kong-kong',
  workload: { namespace: 'kong', name: 'kong-kong' },
  kind: 'kic',
  controllerName: {
    certainty: 'defaulted',
    value: 'konghq.com/kic-gateway-controller',
    from: 'default of the controller',
  },
  publishService: { certainty: 'known', value: 'kong/kong-proxy', at: place('prod/kong.yaml', 'proxy') },
  publishServiceUdp: { certainty: 'defaulted', value: null, from: 'default of the controller' },
  gatewayToReconcile: { certainty: 'defaulted', value: null, from: 'default of the controller' },
  featureGates: { certainty: 'defaulted', value: new Map(), from: 'default of the controller' },
  ingressClass: { certainty: 'defaulted', value: 'kong', from: 'default of the controller' },
  watchNamespaces: { certainty: 'defaulted', value: null, from: 'default of the controller' },
  enabled: new Map(),
  combinesServices: { certainty: 'defaulted', value: false, from: 'default of the controller' },
  admissionWebhook: { certainty: 'defaulted', value: false, from: 'default of the controller' },
  version: { certainty: 'known', value: '3.4', at: place('prod/kong.yaml', 'proxy') },
  origin: object,
  at: place('prod/kong.yaml', 'proxy'),
  publish: [],
  unknownGates: [],
  proxies: [],
  startFailures: [],
  versionAssumed: false,
};

export function gatewayStatus(listeners: readonly ListenerStatus[]): GatewayStatus {
  return {
    gateway,
    gatewayClass: null,
    implementation: 'kic',
    controller,
    services: [service],
    listeners,
    unverified: null,
    withoutStatus: null,
    offers: null,
    pin: [],
    refusal: null,
    conditions: null,
    managed: [],
  };
}

export function cluster(listeners: readonly ListenerStatus[]): ClusterView {
  return {
    name: 'prod',
    evidence: 'the tree names no other',
    classes: [],
    elsewhere: [],
    gateways: [gatewayStatus(listeners)],
    services: [service],
    proxies: [],
    workloads: [],
    gatewayApi: { stated: null, bundles: [], definitions: [], areChartsDefining: false, isPartial: false },
    controllers: [controller],
    releases: [],
    objects: [object],
    verdicts: [],
    verdictsAfter: () => [],
    isJudged: () => true,
    defaultsOf: () => null,
    bundles: null,
    listenProblems: [],
    unverified: [],
    classStatuses: [],
    routes: [],
    attachedRoutes: new Map(),
    ingresses: [],
    sharedIngressClasses: [],
    unreadKinds: [],
    holdsEvery: () => false,
    mayBring: () => false,
    refusedPlugins: [],
    refusedEntities: [],
    idleAnnotations: [],
    twinRoutes: [],
    references: {
      plugins: [],
      pluginSecrets: [],
      credentials: [],
      upstreamPolicies: [],
      untakenPolicies: [],
      shadowed: [],
    },
    leftOut: { classless: [], globalTwins: [], labelledPlugins: [] },
    literalPaths: [],
    proxyServices: [],
  };
}

const statement = 'listener "mqtt" asks for TCP 1883, but no port of Service kong/kong-proxy is 1883.';

export const portUnavailable: Finding = {
  rule: 'listener-port-unavailable',
  severity: 'error',
  status: 'introduced',
  clusters: ['prod'],
  statement,
  outcome: {
    effect: 'condition',
    conditions: [{ type: 'Accepted', status: 'False', reason: 'PortUnavailable' }],
    sentence: 'Accepted=False, PortUnavailable',
  },
  message: `${statement} After merge: Accepted=False, PortUnavailable.`,
  at: place('prod/gateway.yaml', '1883'),
  related: [{ at: place('prod/kong.yaml', 'stream'), message: 'the stream ports of the proxy are set here' }],
  suggestion: {
    path: 'prod/kong.yaml',
    startLine: 3,
    endLine: 3,
    replacement: '  stream:\n    - servicePort: 1883\n      containerPort: 1883',
  },
  fingerprint: 'f1',
};

export const existing: Finding = {
  ...portUnavailable,
  rule: 'listen-without-service-port',
  severity: 'warning',
  status: 'existing',
  statement: 'stream listen 9000 has no Service port.',
  outcome: null,
  message: 'stream listen 9000 has no Service port.',
  at: place('prod/kong.yaml', '9000'),
  related: [],
  suggestion: null,
  fingerprint: 'f2',
};

/** A change that adds the listener "mqtt" to a Gateway. */
export const example: Review = {
  findings: [portUnavailable, existing],
  clusters: [cluster([web, mqtt])],
  before: [cluster([web])],
  unread: [{ path: 'prod/chart.tgz', cause: 'too-large', reason: 'larger than 1 MiB', effect: 'none' }],
  accounted: null,
  noLongerVerified: [],
  removed: [],
  silenced: [],
  upgrades: [],
  unverified: [
    { cluster: 'prod', about: 'GatewayClass kong', cause: 'missing', reason: 'it is not in the repository' },
  ],
  cut: { suggestions: 0, versions: 0, places: 0 },
  changedPaths: ['prod/gateway.yaml'],
  relevant: true,
};

/** Nothing wrong, nothing unknown. */
export const sound: Review = { ...example, findings: [], clusters: [cluster([web])], unread: [], unverified: [] };
