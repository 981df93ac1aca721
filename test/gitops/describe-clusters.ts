import { type Config, defaultConfig } from '../../src/config/config.ts';
import { discoverClusters } from '../../src/gitops/discover/discover-clusters.ts';
import { type Cluster } from '../../src/gitops/model/cluster.ts';
import type { Fact } from '../../src/source/location.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { nameOf } from '../../src/kubernetes/object.ts';
import type { Release } from '../../src/gitops/model/release.ts';

/** The clusters of a repository in lines a person can compare: each with its releases, its objects and what is unverified. */
export function describeClusters(files: Readonly<Record<string, string>>, config: Partial<Config> = {}): string[] {
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
