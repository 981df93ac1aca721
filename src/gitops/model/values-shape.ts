import { type MapNode, type Node, get, mapAt } from '../../source/node.ts';
import type { KongChart } from './kong-chart.ts';

const controllerKeys = [
  'env',
  'gatewayDiscovery',
  'ingressClass',
  'admissionWebhook',
  'installCRDs',
  'watchNamespaces',
];

/** Keys that the block of a controller has in charts of others too. */
const commonKeys = ['enabled', 'image', 'rbac', 'args'];

/** Root keys that bitnami/kong has and Kong's own chart has not. */
const foreignKeys = ['containerPorts', 'kong', 'useDaemonset', 'database', 'migration', 'commonLabels', 'extraDeploy'];

/**
 * All root keys of Kong's chart, in any release, and those that Helm and people put beside them.
 * Source: values.yaml and templates of kong/kong from 1.0 on.
 */
const ownKeys = new Set(
  [
    'image replicaCount env envFrom customEnv deployment plugins secretVolumes dblessConfig enterprise namespace',
    'ingressController postgresql proxy udpProxy admin status cluster clustertelemetry manager portal portalapi',
    'certificates clusterCaSecretName migrations runMigrations waitImage initContainerResources',
    'podAnnotations podLabels deploymentAnnotations extraLabels extraConfigMaps extraSecrets extraObjects',
    'autoscaling podDisruptionBudget podSecurityPolicy priorityClassName resources nodeSelector tolerations affinity',
    'topologySpreadConstraints securityContext containerSecurityContext lifecycle terminationGracePeriodSeconds',
    'livenessProbe readinessProbe startupProbe updateStrategy dnsPolicy dnsConfig serviceMonitor serviceAccount',
    'fullnameOverride nameOverride global',
  ].flatMap((line) => line.split(' ')),
);

/**
 * Which of Kong's charts a values file is for, told by the shape of its content alone, or null.
 * Only strong signals count: `proxy: {type: LoadBalancer}` could belong to any chart.
 */
export function shapeOfValues(root: Node): KongChart | null {
  if (root.kind !== 'map' || isManifest(root)) return null;
  if (isKongShaped(root)) return 'kong/kong';
  const controller = mapAt(root, 'controller');
  const gateway = mapAt(root, 'gateway');
  if (gateway !== undefined && isKongShaped(gateway)) return 'kong/ingress';
  if (controller !== undefined && mapAt(controller, 'ingressController') !== undefined && isKongShaped(controller))
    return 'kong/ingress';
  return null;
}

function isManifest(root: MapNode): boolean {
  return root.entries.has('apiVersion') && root.entries.has('kind');
}

function isKongShaped(root: MapNode): boolean {
  if (foreignKeys.some((key) => root.entries.has(key))) return false;
  return hasController(root) || hasProxy(root);
}

/** `ingressController` with settings that Kong's chart alone reads, or with any beside other signs of Kong. */
function hasController(root: MapNode): boolean {
  const controller = mapAt(root, 'ingressController');
  if (controller === undefined || controller.entries.has('customDeploymentTemplate')) return false;
  if (controllerKeys.some((key) => controller.entries.has(key))) return true;
  return commonKeys.some((key) => controller.entries.has(key)) && isSupported(root) && isAllOwn(root);
}

/** A controller and a proxy are in charts of others as well, beside keys that Kong's has not: Pomerium, for one. */
function isAllOwn(root: MapNode): boolean {
  return [...root.entries.keys()].every((key) => ownKeys.has(key) || key.startsWith('x-') || key === '<<');
}

function isSupported(root: MapNode): boolean {
  if (root.entries.has('proxy') || root.entries.has('dblessConfig') || root.entries.has('udpProxy')) return true;
  return get(root, 'deployment', 'kong') !== undefined || get(root, 'env', 'database') !== undefined;
}

/** A proxy block with a listen of Kong's chart: ports under `http`, `tls` or a list of streams. */
function hasProxy(root: MapNode): boolean {
  return ['proxy', 'udpProxy'].some((key) => {
    const proxy = mapAt(root, key);
    if (proxy === undefined) return false;
    if (['http', 'tls'].some((block) => hasPorts(get(proxy, block)))) return true;
    const stream = get(proxy, 'stream');
    return stream?.kind === 'list' ? stream.items.some(hasPorts) : hasPorts(stream);
  });
}

function hasPorts(node: Node | undefined): boolean {
  return node?.kind === 'map' && (node.entries.has('containerPort') || node.entries.has('servicePort'));
}
