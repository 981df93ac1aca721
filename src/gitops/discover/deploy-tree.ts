import type { ClusterBoundary } from '../model/cluster-boundary.ts';
import { type DeploymentFault, distinctFaults } from '../model/deployment-fault.ts';
import type { GitOpsTool, ObjectLookup, ToolFiles } from '../deployed/gitops-tool.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { type Deployed, deployedFiles, unidentifiedFiles } from './account.ts';
import type { NotLookedAt } from '../model/account.ts';
import type { Unrendered } from '../model/unrendered.ts';
import { candidateUnits } from './candidates.ts';
import { chartsOfNobody } from './charts-of-nobody.ts';
import { nothing, type Content } from '../deployed/content.ts';
import { selfDeploying } from './cycles.ts';
import type { Unseen } from '../deployed/named-object.ts';
import { manifestContent } from '../deployed/directory.ts';
import { definitionKey } from '../objects/objects.ts';
import { type Progress, type ExpansionContext, expand } from './expand.ts';
import { kustomizationContent } from '../deployed/kustomization.ts';
import { type KustomizeGraph, kustomizeGraph } from './kustomize-graph.ts';
import { isSeenElsewhere } from '../tree/unread-places.ts';
import { startOf } from '../deployed/release.ts';
import { findRoots } from './roots.ts';
import { type DeployingObjects, deployingObjects } from './tool-objects.ts';
import { unknownValues } from './unknown-values.ts';
import { type Unit, unitAt } from '../deployed/unit.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { Unread } from '../../source/unread.ts';

export interface DeployedUnits extends Deployed {
  readonly boundaries: readonly ClusterBoundary[];
  /** Files that state an object of which nobody knows which it is. */
  readonly unidentified: readonly NotLookedAt[];
  /** Objects that are made of files of the tree by somebody else. */
  readonly unrendered: readonly Unrendered[];
  /** Each once, with everybody who fails because of it. */
  readonly faults: readonly DeploymentFault[];
  /** What of an object by which a tool deploys others is not in the tree; undefined for any other. */
  readonly unseen: (object: KubeObject) => readonly Unseen[] | undefined;
}

/** All that a tree deploys, as units, and the boundaries between clusters that its tools declare. */
export function deployTree(index: TreeIndex, tools: readonly GitOpsTool[]): DeployedUnits {
  const stated = everywhere(index);
  const deploying = deployingObjects(index, tools, stated);
  const graph = kustomizeGraph(index);
  const rooted = expandRoots(index, graph, deploying, stated);
  const files = tools.flatMap((tool) => unitsOfFiles(index, tool.files));
  const declared = [...rooted.filter(bringsAnything), ...files];
  const unrendered = [...rooted, ...files].flatMap((unit) => unit.unrendered);
  const units = [...declared, ...candidateUnits(index, graph.files, declared)];
  const built = new Set(rooted.flatMap((unit) => unit.usedFiles));
  const unidentified = unidentifiedFiles(index);
  const places = unreadPlaces(index, () => deployedFiles({ units, graph, built }));
  return {
    units: [...units, ...unreadUnits([...places, ...unidentified])],
    unidentified,
    boundaries: deploying.boundaries,
    faults: distinctFaults([...rooted, ...files].flatMap((unit) => unit.faults)),
    unrendered: [...unrendered, ...chartsOfNobody(index, unrendered), ...unknownValues(units, index.sources)],
    graph,
    built,
    unseen: (object) => deploying.readerOf(object)?.unseen(object, { near: () => undefined, everywhere: stated }),
  };
}

function bringsAnything({ objects, releases, unverified, named, bundles }: Unit): boolean {
  return objects.length + releases.length + unverified.length + named.length + bundles.length > 0;
}

/** Places where a manifest may stand that nobody read. */
function unreadPlaces({ unread }: TreeIndex, filesOf: () => ReadonlySet<string>): readonly Unread[] {
  const places = unread.filter(({ mayHoldOurs }) => mayHoldOurs);
  const deployed = places.length === 0 ? null : filesOf();
  return places.filter((place) => !isSeenElsewhere(place, (path) => deployed?.has(path) === true));
}

/** Where a manifest may stand that nobody read, or an object that may be any, objects may be missing. */
function unreadUnits(unread: readonly Unread[]): readonly Unit[] {
  return unread.map(({ path, cause, reason }) =>
    unitAt(path, { unverified: [{ about: path, cause, reason, paths: [path], hidesObjects: true, isUnread: true }] }),
  );
}

/** What the files deploy that one tool alone reads. */
function unitsOfFiles(index: TreeIndex, files: ToolFiles | undefined): readonly Unit[] {
  if (files === undefined) return [];
  const counts = (path: string): boolean =>
    index.setAside(path) === null || (files.inHiddenDirectories === true && path.startsWith('.'));
  return index
    .filesOf(files)
    .filter(counts)
    .flatMap((path) => files.units(path, index));
}

function expandRoots(
  index: TreeIndex,
  graph: KustomizeGraph,
  deploying: DeployingObjects,
  stated: ObjectLookup['everywhere'],
): readonly Unit[] {
  const roots = findRoots(index, graph, deploying);
  const context: ExpansionContext = { readerOf: deploying.readerOf, everywhere: stated };
  const progress: Progress = {
    steps: 0,
    objects: 0,
    cut: false,
    followed: new Set(),
    delivered: new Set(),
    makers: new WeakMap(),
  };
  const units: Unit[] = [];
  for (const directory of roots.kustomizations) {
    const path = index.kustomizations.get(directory) ?? directory;
    const declaration = { tool: 'kustomize', at: startOf(path) };
    const built = kustomizationContent(index, directory, { declaration, title: path });
    units.push(...expand(built, path, context, progress).map((unit) => ({ ...unit, overlay: true })));
  }
  const plain = roots.files.flatMap((path) => expand(manifestContent(index, [path]), path, context, progress));
  // What leads to itself (an app of apps within its own directory) has no root.
  const left = deploying.found.filter((object) => !progress.followed.has(definitionKey(object)));
  const files = new Set(left.map(({ path }) => path));
  const cycles = selfDeploying(deploying.directories.filter(({ by }) => files.has(by)));
  const [first] = cycles.isCut ? files : [];
  if (first !== undefined) plain.push(unitAt(first, tooManyCycles(first)));
  for (const object of left.filter(({ path }) => cycles.files.has(path))) {
    if (progress.followed.has(definitionKey(object))) continue;
    plain.push(...expand({ ...nothing, objects: [object] }, object.path, context, progress));
  }
  // What deploys the whole repository takes in files that were roots before it was followed.
  const applied = plain.map((unit) => ({
    ...unit,
    objects:
      unit.anchors.length > 1
        ? unit.objects
        : unit.objects.filter(
            (object) => !progress.delivered.has(progress.makers.get(object) ?? definitionKey(object)),
          ),
  }));
  return [...units, ...applied];
}

function tooManyCycles(path: string): Partial<Content> {
  const reason = 'too many objects deploy each other to tell which of them are deployed';
  return {
    unread: [{ path, cause: 'limit', reason }],
    unverified: [{ about: 'the tree', cause: 'limit', reason, hidesObjects: true }],
  };
}

function everywhere(index: TreeIndex): ObjectLookup['everywhere'] {
  let byName: ReadonlyMap<string, readonly KubeObject[]> | null = null;
  return (kind, name) => {
    byName ??= Map.groupBy(
      index.manifests.filter((path) => index.setAside(path) === null).flatMap(index.objects),
      (object) => `${object.kind} ${object.name.value}`,
    );
    return byName.get(`${kind} ${name}`) ?? [];
  };
}
