/** From which chart version on a key is read, and until which it was. */
export interface KeyLife {
  readonly from?: string;
  /** The first version that reads it no more, and what to write instead. */
  readonly until?: { readonly version: string; readonly instead: string };
}

export type Keys = ReadonlyMap<string, KeyLife>;

const always: KeyLife = {};
const singular: KeyLife = { until: { version: '2.34.0', instead: 'a list under addresses' } };

function keys(plain: string, gated: Readonly<Record<string, KeyLife>> = {}): Keys {
  return new Map([...plain.split(' ').map((key): [string, KeyLife] => [key, always]), ...Object.entries(gated)]);
}

const service =
  'enabled type annotations labels loadBalancerIP loadBalancerSourceRanges externalIPs externalTrafficPolicy clusterIP stream';
const serviceGates: Readonly<Record<string, KeyLife>> = {
  loadBalancerClass: { from: '2.17.0' },
  ipFamilyPolicy: { from: '3.2.0' },
  ipFamilies: { from: '3.2.0' },
  trafficDistribution: { from: '3.3.0' },
};
const listen = 'enabled servicePort containerPort parameters nodePort hostPort';

/** Every key that some version reads in a block; a key that is not here is read by none. */
export const closedBlocks: Readonly<
  Record<'proxy' | 'udpProxy' | 'http' | 'tls' | 'stream' | 'gatewayDiscovery', Keys>
> = {
  proxy: keys(`${service} http tls ingress`, {
    ...serviceGates,
    nameOverride: { from: '2.17.0' },
    addresses: { from: '2.34.0' },
    address: singular,
  }),
  udpProxy: keys(service, {
    ...serviceGates,
    nameOverride: { from: '2.48.0' },
    address: { from: '2.27.0', until: { version: '2.34.0', instead: 'addresses in each entry of stream' } },
  }),
  http: keys(listen, { appProtocol: { from: '2.38.0' } }),
  tls: keys(`${listen} overrideServiceTargetPort`, { appProtocol: { from: '2.38.0' } }),
  stream: keys('containerPort servicePort protocol parameters nodePort hostPort', { addresses: { from: '2.34.0' } }),
  gatewayDiscovery: keys('enabled adminApiService', { generateAdminApiService: { from: '2.25.0' } }),
};

/** Keys at the root of kong/kong, or below `ingressController`, that came with a version. */
export const gatedRootKeys: Keys = new Map([
  ['customEnv', { from: '2.7.0' }],
  ['fullnameOverride', { from: '2.11.0' }],
  ['extraObjects', { from: '2.12.0' }],
  ['envFrom', { from: '2.34.0' }],
]);
export const gatedControllerKeys: Keys = new Map([
  ['customEnv', { from: '2.8.0' }],
  ['gatewayDiscovery', { from: '2.17.0' }],
  ['envFrom', { from: '2.34.0' }],
]);

/** The keys that kong/kong reads at its root, by which a misplaced or misspelt one is told. */
export const rootKeys: ReadonlySet<string> = new Set(
  (
    'admin affinity autoscaling certificates cluster clustertelemetry containerSecurityContext customEnv dblessConfig deployment ' +
    'deploymentAnnotations dnsConfig dnsPolicy enterprise env envFrom extraConfigMaps extraLabels extraObjects extraSecrets fullnameOverride ' +
    'image ingressController initContainerResources lifecycle livenessProbe manager migrations nameOverride namespace nodeSelector ' +
    'plugins podAnnotations podDisruptionBudget podLabels podSecurityPolicy portal portalapi postgresql priorityClassName proxy ' +
    'readinessProbe replicaCount resources secretVolumes securityContext serviceMonitor startupProbe status ' +
    'terminationGracePeriodSeconds tolerations topologySpreadConstraints udpProxy updateStrategy waitImage'
  ).split(' '),
);

/** Spellings that people bring from other charts, and what these charts call it. */
export const misspelt: ReadonlyMap<string, string> = new Map([
  ['udpproxy', 'udpProxy'],
  ['udp_proxy', 'udpProxy'],
  ['udp-proxy', 'udpProxy'],
  ['ingresscontroller', 'ingressController'],
  ['ingress_controller', 'ingressController'],
  ['ingress-controller', 'ingressController'],
  ['extraEnv', 'env'],
  ['extraEnvs', 'env'],
  ['extraenv', 'env'],
  ['environment', 'env'],
  ['custom_env', 'customEnv'],
  ['extraObject', 'extraObjects'],
  ['extraManifests', 'extraObjects'],
  ['featureGates', 'env.feature_gates'],
  ['feature_gates', 'env.feature_gates'],
  ['publishService', 'env.publish_service'],
  ['publish_service', 'env.publish_service'],
  ['serviceDiscovery', 'gatewayDiscovery'],
]);
