import { createJudges, type Judges } from '../admission/judged-once.ts';
import type { Config } from '../config/config.ts';
import { discoverClusters, type Change } from '../gitops/discover/discover-clusters.ts';
import type { Cluster, DeployedTree } from '../gitops/model/cluster.ts';
import { createTreeCache, type TreeCache } from '../gitops/tree/tree-index.ts';
import { createChartTables, type ChartTables } from '../kong/charts/chart-tables.ts';
import { renderChart } from '../kong/charts/render.ts';
import type { ClusterView } from '../kong/model/cluster-view.ts';
import { createInventoryReader, type ReadInventory } from '../kong/read/inventory.ts';
import { buildView } from '../kong/status/cluster-view.ts';
import { removedObjects } from '../kong/status/removed-objects.ts';
import { writtenPins, type WrittenPins } from '../kong/status/written-pins.ts';
import { createPublishedPlugins, type PublishedPlugins } from '../kong/plugins/published.ts';
import type { KubeObject } from '../kubernetes/object.ts';
import type { CreateExpressions } from '../kubernetes/schema/model/expressions.ts';
import { createPublishedDefinitions } from '../kubernetes/schema/published.ts';
import { Allowance, Budget } from '../source/budget.ts';
import type { Sources } from '../source/sources.ts';
import { workOfCluster, workOfReview, workOfRules, workOfTree } from './work.ts';

/** What the evaluations of one review share. */
export interface ReviewCache {
  readonly trees: TreeCache;
  readonly charts: ChartTables;
  readonly judges: Judges;
  readonly plugins: PublishedPlugins;
  readonly inventories: ReadInventory;
  /** What all of them may do together. */
  readonly budget: Budget;
  /** What one evaluation may do to judge rules that definitions of the tree state. */
  readonly rules: Allowance;
}

/** @param expressions evaluates rules of definitions that the trees hold; null: they are not judged */
export function createReviewCache(expressions: CreateExpressions | null): ReviewCache {
  const budget = new Budget(workOfReview);
  const rules = new Allowance(budget, workOfRules);
  return {
    budget,
    rules,
    trees: createTreeCache(budget),
    charts: createChartTables(),
    judges: createJudges(createPublishedDefinitions(expressions && expressions(rules))),
    plugins: createPublishedPlugins(),
    inventories: createInventoryReader(),
  };
}

/** What one tree deploys. */
export interface TreeModel {
  readonly sources: Sources;
  readonly deployed: DeployedTree;
  readonly clusters: readonly ClusterView[];
}

/** @param before the clusters as the base of a change has them: what controllers wrote there is obeyed */
export function modelOf(
  sources: Sources,
  config: Config,
  cache: ReviewCache,
  change: Change,
  before: readonly ClusterView[] = [],
): TreeModel {
  cache.rules.renew();
  cache.budget.spend(workOfTree(sources.paths.length));
  const deployed = discoverClusters(sources, config, cache.trees, undefined, change);
  const clusters = deployed.clusters.map((cluster) => viewOf(cluster, config, cache, before));
  return { sources, deployed, clusters };
}

export function viewOf(
  cluster: Cluster,
  config: Config,
  cache: ReviewCache,
  before: readonly ClusterView[] = [],
): ClusterView {
  return obeying(builtView(cluster, config, cache), cluster, before, config, cache);
}

/** The model of a tree once it is known what was there before. */
export function afterClusters(
  model: TreeModel,
  before: readonly ClusterView[],
  config: Config,
  cache: ReviewCache,
): TreeModel {
  const { clusters } = model.deployed;
  return { ...model, clusters: model.clusters.map((view, at) => obeying(view, clusters[at], before, config, cache)) };
}

function obeying(
  view: ClusterView,
  cluster: Cluster | undefined,
  before: readonly ClusterView[],
  config: Config,
  cache: ReviewCache,
): ClusterView {
  const old = before.find(({ name }) => name === view.name);
  const written = writtenPins(view, old);
  const gone = removedObjects(view, old);
  const isAsBuilt = written.size === 0 && gone.length === 0;
  return cluster === undefined || isAsBuilt ? view : builtView(cluster, config, cache, written, gone);
}

function builtView(
  cluster: Cluster,
  config: Config,
  { charts, judges, plugins, inventories, budget }: ReviewCache,
  written?: WrittenPins,
  gone?: readonly KubeObject[],
): ClusterView {
  budget.spend(workOfCluster(cluster.objects.length));
  const loaded = config.inventories.get(cluster.name) ?? config.inventories.get('') ?? null;
  return buildView(
    cluster,
    config.clusters.find(({ name }) => name === cluster.name),
    (release) => renderChart(release, charts),
    judges,
    written,
    gone,
    plugins,
    loaded === null ? null : inventories(loaded, cluster.name),
  );
}
