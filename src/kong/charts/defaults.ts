import { gte, lt } from 'semver';
import type { MapNode } from '../../source/node.ts';
import { toNode } from '../../source/json.ts';
import { ingressController, ingressValues, type JsonMap, type Since } from './default-controller.ts';
import { defaultTags } from './versions.ts';

/**
 * The default values of kong/kong that decide Services, listens, the controller's settings and
 * whether the templates can be executed at all. Figures only; what no template of ours reads is
 * left out.
 */
export function kongDefaults(version: string): MapNode {
  return asMap(kongValues(version), `kong/kong ${version}`);
}

/** The values that kong/ingress sets over the defaults of the two kong/kong inside it. */
export function ingressDefaults(version: string): MapNode {
  return asMap(ingressValues(version), `kong/ingress ${version}`);
}

function kongValues(version: string): JsonMap {
  const since = (first: string): boolean => gte(version, first);
  return {
    deployment: deployment(since),
    env: environment(since),
    image: {
      repository: 'kong',
      tag: defaultTags(version).kong,
      pullPolicy: 'IfNotPresent',
      ...(since('2.29.0') && { effectiveSemver: null }),
    },
    extraLabels: {},
    admin: {
      ...listenBlock(since, 'NodePort', 8001, 8444),
      enabled: false,
      http: { enabled: false, servicePort: 8001, containerPort: 8001, parameters: [] },
      tls: {
        enabled: true,
        servicePort: 8444,
        containerPort: 8444,
        parameters: ['http2'],
        ...(since('2.18.0') && { client: { caBundle: '', secretName: '' } }),
      },
    },
    status: {
      enabled: true,
      http: { enabled: true, containerPort: 8100, parameters: [] },
      tls: { enabled: false, containerPort: 8543, parameters: [] },
    },
    cluster: clusterBlock(since, 8005),
    clustertelemetry: clusterBlock(since, 8006),
    proxy: proxy(since),
    udpProxy: { enabled: false, type: 'LoadBalancer', annotations: {}, labels: {}, stream: since('2.8.1') ? [] : {} },
    manager: listenBlock(since, 'NodePort', 8002, 8445),
    portal: listenBlock(since, 'NodePort', 8003, 8446),
    portalapi: listenBlock(since, 'NodePort', 8004, 8447),
    ingressController: ingressController(version, since),
    ...switches(version, since),
  };
}

function deployment(since: Since): JsonMap {
  return {
    kong: {
      enabled: true,
      ...(since('3.4.0') && {
        initContainers: { clearStalePid: { enabled: true, ...(since('3.4.1') && { image: {}, command: [] }) } },
      }),
    },
    serviceAccount: { create: true, ...(since('2.11.0') && { automountServiceAccountToken: false }) },
    test: { enabled: false },
    daemonset: false,
    ...(since('2.11.0') && { prefixDir: { sizeLimit: '256Mi' }, tmpDir: { sizeLimit: '1Gi' } }),
  };
}

function environment(since: Since): JsonMap {
  return {
    database: 'off',
    ...(since('2.13.0') && { router_flavor: 'traditional' }),
    nginx_worker_processes: '2',
    proxy_access_log: '/dev/stdout',
    admin_access_log: '/dev/stdout',
    admin_gui_access_log: '/dev/stdout',
    portal_api_access_log: '/dev/stdout',
    proxy_error_log: '/dev/stderr',
    admin_error_log: '/dev/stderr',
    admin_gui_error_log: '/dev/stderr',
    portal_api_error_log: '/dev/stderr',
    prefix: '/kong_prefix/',
  };
}

function proxy(since: Since): JsonMap {
  return {
    enabled: true,
    type: 'LoadBalancer',
    ...(since('2.17.0') && { nameOverride: '' }),
    annotations: {},
    labels: { 'enable-metrics': 'true' },
    http: { enabled: true, servicePort: 80, containerPort: 8000, parameters: [] },
    tls: {
      enabled: true,
      servicePort: 443,
      containerPort: 8443,
      parameters: ['http2'],
      ...(since('2.38.0') && { appProtocol: '' }),
    },
    stream: since('2.8.1') ? [] : {},
    ingress: ingressBlock(since),
  };
}

function listenBlock(since: Since, type: string, http: number, tls: number): JsonMap {
  return {
    enabled: true,
    type,
    annotations: {},
    labels: {},
    http: { enabled: true, servicePort: http, containerPort: http, parameters: [] },
    tls: { enabled: true, servicePort: tls, containerPort: tls, parameters: ['http2'] },
    ingress: ingressBlock(since),
  };
}

function clusterBlock(since: Since, port: number): JsonMap {
  return {
    enabled: false,
    annotations: {},
    labels: {},
    tls: { enabled: false, servicePort: port, containerPort: port, parameters: [] },
    type: 'ClusterIP',
    ...(since('2.8.0') && { ingress: ingressBlock(since) }),
  };
}

function ingressBlock(since: Since): JsonMap {
  return {
    enabled: false,
    hostname: null,
    annotations: {},
    path: '/',
    ...(since('2.8.0') && { pathType: 'ImplementationSpecific' }),
  };
}

/** Blocks of which only a switch or two decides whether the templates can be executed. */
function switches(version: string, since: Since): JsonMap {
  return {
    plugins: {},
    secretVolumes: [],
    migrations: { preUpgrade: true, postUpgrade: true },
    dblessConfig: {
      configMap: '',
      ...(since('2.15.0') && { secret: '' }),
      config: lt(version, '2.15.0') ? '_format_version: "1.1"' : '',
    },
    postgresql: postgresql(since),
    ...(since('2.13.0') && { certificates }),
    waitImage: { enabled: true },
    autoscaling: { enabled: false, minReplicas: 2, maxReplicas: 5 },
    replicaCount: 1,
    podDisruptionBudget: { enabled: false },
    podSecurityPolicy: { enabled: false },
    containerSecurityContext: since('3.0.2') ? { enabled: true } : {},
    serviceMonitor: { enabled: false },
    enterprise: {
      enabled: false,
      vitals: { enabled: true },
      portal: { enabled: false },
      rbac: { enabled: false, admin_gui_auth: 'basic-auth', session_conf_secret: 'kong-session-config' },
      smtp,
    },
    readinessProbe: { httpGet: { path: since('2.26.0') ? '/status/ready' : '/status' } },
    ...(since('2.34.0') && { envFrom: [] }),
    extraConfigMaps: [],
    extraSecrets: [],
    ...(since('2.12.0') && { extraObjects: [] }),
  };
}

const certificates: JsonMap = {
  enabled: false,
  ...Object.fromEntries(['proxy', 'admin', 'portal', 'cluster'].map((name) => [name, { enabled: true }])),
  manager: { enabled: false },
};

const smtp: JsonMap = {
  enabled: false,
  portal_emails_from: 'none@example.com',
  portal_emails_reply_to: 'none@example.com',
  admin_emails_from: 'none@example.com',
  admin_emails_reply_to: 'none@example.com',
  smtp_admin_emails: 'none@example.com',
  smtp_host: 'smtp.example.com',
  smtp_port: 587,
  smtp_auth_type: '',
  smtp_ssl: 'nil',
  smtp_starttls: true,
  auth: { smtp_username: '' },
};

function postgresql(since: Since): JsonMap {
  if (!since('2.8.0')) return { enabled: false, service: { port: 5432 } };
  return {
    enabled: false,
    image: since('3.0.0') ? { registry: '', repository: '', tag: '' } : { tag: '13' },
    service: { ports: { postgresql: '5432' } },
  };
}

function asMap(values: JsonMap, origin: string): MapNode {
  const node = toNode(values, { default: origin });
  if (node.kind !== 'map') throw new TypeError('chart defaults are a map');
  return node;
}
