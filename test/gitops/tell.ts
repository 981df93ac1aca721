import { type Config, defaultConfig } from '../../src/config/config.ts';
import { discoverClusters } from '../../src/gitops/discover/discover-clusters.ts';
import { type Cluster } from '../../src/gitops/model/cluster.ts';
import type { Fact } from '../../src/source/location.ts';
import { sourcesOf } from '../../src/source/load.ts';
import { nameOf } from '../../src/kubernetes/object.ts';
import type { Release } from '../../src/gitops/model/release.ts';

/** A fleet in lines a person can compare: clusters, their releases, objects and doubts. */
export function tell(files: Readonly<Record<string, string>>, config: Partial<Config> = {}): string[] {
  const { clusters } = discoverClusters(sourcesOf(files), { ...defaultConfig, ...config });
  return clusters.flatMap((cluster) => [`cluster ${cluster.name}`, ...inside(cluster).map((line) => `  ${line}`)]);
}

function inside({ releases, objects, unverified }: Cluster): string[] {
  return [
    ...releases.map(releaseLine),
    ...objects.map((object) => `${nameOf(object)} from ${object.path}`),
    ...unverified.map(({ about, reason }) => `unverified ${about}: ${reason}`),
  ];
}

function releaseLine({ name, namespace, chart, chartVersion, layers, declaration }: Release): string {
  const from = layers.map(({ label }) => label).join(' < ');
  return `release ${fact(namespace)}/${fact(name)} of ${chart} ${fact(chartVersion)} by ${declaration.tool}: ${from}`;
}

function fact(value: Fact<string>): string {
  if (value.certainty === 'unknown') return '?';
  return value.certainty === 'known' ? value.value : `${value.value}~`;
}

/** A Gateway of class kong with one HTTP listener. */
export function gateway(name: string, namespace?: string): string {
  return manifest('gateway.networking.k8s.io/v1', 'Gateway', name, namespace, {
    gatewayClassName: 'kong',
    listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
  });
}

/** Any manifest; the spec is written as JSON, which is YAML too. */
export function manifest(
  apiVersion: string,
  kind: string,
  name: string,
  namespace?: string,
  spec: object = {},
): string {
  const place = namespace === undefined ? '' : `\n  namespace: ${namespace}`;
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}${place}\nspec: ${JSON.stringify(spec)}\n`;
}

/** An Argo CD Application. */
export function application(name: string, source: object, destination: object = {}): string {
  return manifest('argoproj.io/v1alpha1', 'Application', name, 'argocd', { source, destination });
}

export const gatewayClass = manifest('gateway.networking.k8s.io/v1', 'GatewayClass', 'kong', undefined, {
  controllerName: 'konghq.com/kic-gateway-controller',
});

export const kongValues = 'proxy:\n  stream:\n  - containerPort: 9901\n    servicePort: 9901\n';

/** Flux's source for Kong's charts. */
export const kongRepository = manifest('source.toolkit.fluxcd.io/v1', 'HelmRepository', 'kong', 'flux-system', {
  url: 'https://charts.konghq.com',
});
