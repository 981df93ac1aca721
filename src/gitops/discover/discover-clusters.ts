import type { Config } from '../../config/config.ts';
import type { Sources } from '../../source/sources.ts';
import type { Unread } from '../../source/unread.ts';
import type { DeployedTree, TreeBefore } from '../model/cluster.ts';
import { clustersOf } from '../clusters/clusters.ts';
import { deployTree } from './deploy-tree.ts';
import type { GitOpsTool } from '../deployed/gitops-tool.ts';
import type { Unit } from '../deployed/unit.ts';
import { gitOpsTools } from './tools.ts';
import { setAside } from '../tree/set-aside.ts';
import { anyGlob } from '../../config/globs.ts';
import { relevanceOf } from '../tree/relevance.ts';
import { type TreeCache, createTreeCache, indexTree } from '../tree/tree-index.ts';

/**
 * What a tree deploys, and where. Files that cannot matter are not parsed; a path that the
 * configuration excludes is as good as absent. Trees that share files, as base and head of a change,
 * share the work on them through a cache.
 * @param before the tree before this one
 */
export function discoverClusters(
  sources: Sources,
  config: Config,
  cache: TreeCache = createTreeCache(),
  tools: readonly GitOpsTool[] = gitOpsTools,
  before: TreeBefore | null = null,
): DeployedTree {
  const indexFor = (all: boolean) => indexTree(sources, anyGlob(config.exclude), tools, cache, { all, before });
  const index = indexFor(false);
  const { units, boundaries, faults, graph } = deployTree(index, tools);
  const concerned = index.speaksOfKong || config.clusters.some(({ controllers }) => controllers.length > 0);
  const clusters = clustersOf(concerned ? units : units.map(withoutNotices), boundaries, config);
  // Templates of charts that nothing installs are parsed for nobody.
  const unread = sources.unreadSoFar().filter(({ path }) => index.isRelevant(path) && setAside(path, index) === null);
  const unbuilt = units.flatMap((unit) => unit.unread);
  return {
    clusters,
    unread: concerned ? distinct([...unread, ...unbuilt]) : [],
    faults: config.deployments === 'all' ? deployTree(indexFor(true), tools).faults : faults,
    asBefore: {
      sources,
      deploying: new Set([...index.kustomizations.values(), ...index.manifests]),
      isDirectory: index.isDirectory,
      failing: new Set(faults.flatMap(({ directories }) => directories)),
    },
    filesBehind: graph.filesBehind,
    isRelevant: relevanceOf(sources, index),
  };
}

/** Where nobody runs Kong, nobody asks what could not be verified. */
function withoutNotices(unit: Unit): Unit {
  return { ...unit, unverified: unit.unverified.map((entry) => ({ ...entry, quiet: true })) };
}

function distinct(unread: readonly Unread[]): readonly Unread[] {
  return [...new Map(unread.map((entry) => [`${entry.path}\n${entry.reason}`, entry])).values()];
}
