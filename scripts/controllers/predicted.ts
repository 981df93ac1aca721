import { createJudges } from '../../src/admission/judged-once.ts';
import { type ClusterConfig, defaultConfig } from '../../src/config/config.ts';
import { discoverClusters } from '../../src/gitops/discover/discover-clusters.ts';
import { createChartTables } from '../../src/kong/charts/chart-tables.ts';
import { renderChart } from '../../src/kong/charts/render.ts';
import type { ClusterView } from '../../src/kong/model/cluster-view.ts';
import { buildView } from '../../src/kong/status/cluster-view.ts';
import { createPublishedDefinitions } from '../../src/kubernetes/schema/published.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import type { Manifest } from './manifest.ts';

const tables = createChartTables();
const judges = createJudges(createPublishedDefinitions());

/** What we make of a repository with these manifests, which holds all of its cluster but `missing` kinds. */
export function predicted(manifests: readonly Manifest[], bundle: string, missing: readonly string[]): ClusterView {
  const files = { 'all.yaml': manifests.map((each) => JSON.stringify(each)).join('\n---\n') };
  const [cluster] = discoverClusters(sourcesOf(files), defaultConfig).clusters;
  if (cluster === undefined) throw new Error('expected a cluster');
  const config: ClusterConfig = {
    name: cluster.name,
    paths: [],
    at: { path: 'c', start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 },
    controllers: [],
    gatewayApi: { version: bundle, channel: 'experimental' },
    complete: missing.length === 0 ? 'all' : held.filter((kind) => !missing.includes(kind)),
    chartVersions: new Map(),
  };
  return buildView(cluster, config, (release) => renderChart(release, tables), judges);
}

const held = [
  'GatewayClass', 'Gateway', 'HTTPRoute', 'GRPCRoute', 'TCPRoute', 'UDPRoute', 'TLSRoute', 'Service', 'Secret',
  'ReferenceGrant', 'KongPlugin', 'KongClusterPlugin', 'KongUpstreamPolicy', 'Namespace',
]; // prettier-ignore
