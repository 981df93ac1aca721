import type { KubeObject } from '../../kubernetes/object.ts';
import type { GitOpsTool, ObjectLookup, ObjectReader, ToolObjects } from '../deployed/gitops-tool.ts';
import type { ClusterBoundary } from '../model/cluster-boundary.ts';
import { baseName } from '../../source/paths.ts';
import type { TreeIndex } from '../tree/tree-index.ts';

/** A directory that a tool's object deploys, and the file that holds the object. */
export interface DeployedDirectory {
  readonly directory: string;
  readonly by: string;
}

/** The objects of a tree by which tools deploy others. */
export interface DeployingObjects {
  /** Those of the tree, as written, that deploy directories. */
  readonly found: readonly KubeObject[];
  readonly directories: readonly DeployedDirectory[];
  readonly boundaries: readonly ClusterBoundary[];
  /** Whether a tool that deploys a folder around a path leaves it out. */
  readonly leavesOut: (path: string) => boolean;
  /** Whether an object is of a kind that deploys directories. */
  readonly deploysDirectories: (object: KubeObject) => boolean;
  /** What tells where an object leads; undefined for one that deploys nothing. */
  readonly readerOf: (object: KubeObject) => ObjectReader | undefined;
}

/** Finds the objects by which tools deploy others, and lets each tool get ready to follow its own. */
export function deployingObjects(
  index: TreeIndex,
  tools: readonly GitOpsTool[],
  everywhere: ObjectLookup['everywhere'],
): DeployingObjects {
  const patterns = tools.flatMap(({ objects }) => objects ?? []);
  const byPath = new Set(patterns.flatMap((pattern) => namesOf(pattern, 'directories')));
  const kinds = new Set(patterns.flatMap((pattern) => pattern.kinds.map(({ name }) => baseName(name))));
  // Nearly every object is none of a tool's, which its kind alone tells.
  const deploysDirectories = (object: KubeObject): boolean => kinds.has(object.kind) && byPath.has(kindName(object));
  const found = index.manifests.flatMap((path) =>
    index.setAside(path) === null ? index.objects(path).filter(deploysDirectories) : [],
  );
  const readers = patterns.map((pattern) => {
    const own = new Set(namesOf(pattern, 'directories'));
    const objects = found.filter((object) => own.has(kindName(object)));
    return { pattern, objects, reader: pattern.open(objects, index, everywhere) };
  });
  const byKind = new Map(
    readers.flatMap(({ pattern, reader }) =>
      [...namesOf(pattern, 'directories'), ...namesOf(pattern, 'content')].map((name) => [name, reader] as const),
    ),
  );
  return {
    found,
    directories: readers.flatMap(({ objects, reader }) =>
      objects.flatMap((object) => reader.directories(object).map((directory) => ({ directory, by: object.path }))),
    ),
    boundaries: readers.flatMap(({ reader }) => reader.boundaries ?? []),
    leavesOut: (path) => readers.some(({ reader }) => reader.leavesOut?.(path) === true),
    deploysDirectories,
    readerOf: (object) => (kinds.has(object.kind) ? byKind.get(kindName(object)) : undefined),
  };
}

function namesOf({ kinds }: ToolObjects, deploys: 'directories' | 'content'): readonly string[] {
  return kinds.filter((kind) => kind.deploys === deploys).map(({ name }) => name);
}

function kindName({ group, kind }: KubeObject): string {
  return `${group}/${kind}`;
}
