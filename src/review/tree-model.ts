import type { Config } from '../config/config.ts';
import { discoverClusters, type Change } from '../gitops/discover/discover-clusters.ts';
import type { Cluster, DeployedTree } from '../gitops/model/cluster.ts';
import { createTreeCache, type TreeCache } from '../gitops/tree/tree-index.ts';
import { createChartTables, type ChartTables } from '../kong/charts/chart-tables.ts';
import { renderChart } from '../kong/charts/render.ts';
import type { ClusterView } from '../kong/model/model.ts';
import { buildView } from '../kong/status/cluster-view.ts';
import { createPublishedDefinitions, type PublishedDefinitions } from '../kubernetes/schema/published.ts';
import type { Sources } from '../source/sources.ts';

/** What the evaluations of one review share. */
export interface ReviewCache {
  readonly trees: TreeCache;
  readonly charts: ChartTables;
  readonly published: PublishedDefinitions;
}

export function createReviewCache(): ReviewCache {
  return { trees: createTreeCache(), charts: createChartTables(), published: createPublishedDefinitions() };
}

/** What one tree deploys. */
export interface TreeModel {
  readonly sources: Sources;
  readonly deployed: DeployedTree;
  readonly clusters: readonly ClusterView[];
}

export function modelOf(sources: Sources, config: Config, cache: ReviewCache, change: Change): TreeModel {
  const deployed = discoverClusters(sources, config, cache.trees, undefined, change);
  const clusters = deployed.clusters.map((cluster) => viewOf(cluster, config, cache));
  return { sources, deployed, clusters };
}

export function viewOf(
  cluster: Cluster,
  config: Config,
  { charts, published }: Pick<ReviewCache, 'charts' | 'published'>,
): ClusterView {
  return buildView(
    cluster,
    config.clusters.find(({ name }) => name === cluster.name),
    (release) => renderChart(release, charts),
    published,
  );
}
