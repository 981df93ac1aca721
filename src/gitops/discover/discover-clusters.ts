import { namespaceKind } from '../../kubernetes/kinds.ts';
import type { Config } from '../../config/config.ts';
import type { Sources } from '../../source/sources.ts';
import type { Unread } from '../../source/unread.ts';
import type { DeployedTree, TreeBefore } from '../model/cluster.ts';
import { clustersOf } from '../clusters/clusters.ts';
import { lookForNamed, mostSearches, type NamedObjects } from './absent-objects.ts';
import { withPolicyTouched } from './policy-touched.ts';
import { withBundlesOfCharts } from './bundles-of-charts.ts';
import { definitionReader } from './definition-reader.ts';
import { deployTree } from './deploy-tree.ts';
import { distinctFaults } from '../model/deployment-fault.ts';
import type { GitOpsTool } from '../deployed/gitops-tool.ts';
import { type Unit, unitAt } from '../deployed/unit.ts';
import { followsBranch } from '../model/revision.ts';
import { leftOut } from './left-out.ts';
import { mayBringIn } from './may-bring.ts';
import { unfollowedIn, unrenderedFiles } from './unrendered-files.ts';
import { gitOpsTools } from './tools.ts';
import { anyGlob, folderOfGlob } from '../../config/globs.ts';
import { isReviewed } from '../../kubernetes/known-kinds.ts';
import { isLocation } from '../../source/location.ts';
import { isWithin } from '../../source/paths.ts';
import { accountOf, deployedFiles } from './account.ts';
import { relevanceOf } from '../tree/relevance.ts';
import { type TreeCache, type TreeIndex, createTreeCache, indexTree } from '../tree/tree-index.ts';

/** The change of which a tree is one side. */
export interface Change {
  /** Paths that differ between the two trees. */
  readonly paths: ReadonlySet<string>;
  /** The other tree, as far as it tells which deployments count. */
  readonly before: TreeBefore | null;
  /** The branch that it goes into; null where that is not known. */
  readonly branch: string | null;
}

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
  change: Change = { paths: new Set(), before: null, branch: null },
): DeployedTree {
  const facts = {
    excluded: anyGlob(config.exclude),
    deployedFrom: configuredFolders(config),
    changed: change.paths,
    follows: (revision: string | undefined) => followsBranch(revision, change.branch),
  };
  const kongElsewhere =
    config.inventories.size > 0 || config.clusters.some(({ controllers }) => controllers.length > 0);
  const named = namedElsewhere(config);
  const indexFor = (all: boolean) =>
    indexTree(sources, facts, tools, cache, { all, before: change.before, named, kongElsewhere });
  const index = indexFor(false);
  const { boundaries, faults, unrendered, unseen, unidentified, ...deployed } = deployTree(index, tools);
  const { units, graph } = deployed;
  const base = change.before?.sources ?? null;
  const mayBring = mayBringIn({ index, deployed: { units, unseen }, paths: change.paths, base }, tools);
  const whole = config.deployments === 'all' ? indexFor(true) : index;
  const judged = whole === index ? { units, faults } : deployTree(whole, tools);
  const lookedFor = lookForNamed({ index: whole, units: judged.units, config, mayBring });
  const concerned = index.speaksOfKong || kongElsewhere;
  const separate = clustersOf(
    concerned ? [...units, ...notLookedFor(lookedFor, whole)] : units.map(withoutNotices),
    boundaries,
    config,
    mayBring,
    definitionReader(sources),
  );
  const clusters = withPolicyTouched(withBundlesOfCharts(separate, sources), sources);
  const files = deployedFiles(deployed);
  const account = accountOf(index, deployed, files);
  const charts = units.flatMap((unit) => unit.charts);
  // Templates of charts that nothing installs are parsed for nobody.
  const unparsed = sources.unreadSoFar().filter(({ path }) => index.isRelevant(path) && index.setAside(path) === null);
  const known = new Set(index.unread.map(({ path }) => path));
  const read = concerned ? unparsed.map(({ path }) => path).filter((path) => !known.has(path)) : [];
  return {
    clusters,
    mayBring,
    unread: concerned ? distinct(units.flatMap((unit) => unit.unread)) : [],
    setAside: index.setAside,
    leftOut: () => (concerned ? leftOut(index, files, charts) : []),
    faults: distinctFaults([...judged.faults, ...lookedFor.faults]),
    asBefore: {
      sources,
      deploying: new Set([...index.kustomizations.values(), ...index.manifests]),
      isDirectory: index.isDirectory,
      found: lookedFor.found,
      failing: new Set(faults.flatMap(({ directories }) => directories)),
    },
    filesBehind: graph.filesBehind,
    isRelevant: relevanceOf(sources, index),
    account,
    unrendered: () => [
      ...unrendered,
      ...unrenderedFiles(index, change.paths, files, units),
      ...unfollowedIn(index, change.paths, tools),
    ],
    seen: seenFiles(units, sources),
    notRead: [...known, ...read, ...unidentified.map(({ path }) => path)].flatMap((path) => {
      const found = account(path);
      return found.kind === 'not-read' ? [found] : [];
    }),
  };
}

/** What tools name and was not looked for, because too much of it is not in the tree. */
function notLookedFor({ passedOver }: NamedObjects, { missing }: TreeIndex): readonly Unit[] {
  const object = passedOver?.name.at;
  const places = [
    object !== undefined && isLocation(object)
      ? { path: object.path, reason: `more than ${mostSearches} objects are named that are not there` }
      : null,
    missing.cut(),
  ].filter((place) => place !== null);
  return places.map(({ path, reason }) =>
    unitAt(path, { unverified: [{ about: `what ${path} names`, cause: 'limit', reason, paths: [path] }] }),
  );
}

/** Files that hold an object that a review looks at, or values or the declaration of a release. */
function seenFiles(units: readonly Unit[], sources: Sources): DeployedTree['seen'] {
  const seen = new Map<string, 'by-tool' | 'by-hand'>();
  for (const { anchors, objects, releases } of units) {
    for (const object of objects.filter(isReviewed)) {
      const byHand = object.path === anchors[0] || seen.get(object.path) === 'by-hand';
      seen.set(object.path, byHand ? 'by-hand' : 'by-tool');
    }
    for (const { declaration, layers } of releases)
      for (const path of [declaration.at.path, ...layers.map(({ label }) => label)])
        if (!seen.has(path) && sources.has(path)) seen.set(path, 'by-tool');
  }
  return seen;
}

/** The folder around a path that the configuration names for a cluster; the root where it names none. */
function configuredFolders({ clusters }: Config): (path: string) => string {
  const folders = [...new Set(clusters.flatMap(({ paths }) => paths.map(folderOfGlob)))];
  return (path) => folders.filter((folder) => isWithin(path, folder)).toSorted((a, b) => b.length - a.length)[0] ?? '';
}

/** Where nobody runs Kong, nobody asks what could not be verified. */
function withoutNotices(unit: Unit): Unit {
  return { ...unit, unverified: unit.unverified.map((entry) => ({ ...entry, quiet: true })) };
}

function distinct(unread: readonly Unread[]): readonly Unread[] {
  return [...new Map(unread.map((entry) => [`${entry.path}\n${entry.reason}`, entry])).values()];
}

/** Listeners of other repositories may ask for labels of any Namespace. */
function namedElsewhere({ inventories }: Config): readonly string[] {
  return inventories.size > 0 ? [namespaceKind.kind] : [];
}
