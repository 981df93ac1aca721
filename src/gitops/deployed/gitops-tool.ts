import type { KubeObject } from '../../kubernetes/object.ts';
import type { ClusterBoundary } from '../model/cluster-boundary.ts';
import type { Unrendered } from '../model/unrendered.ts';
import type { FilePattern, ObjectPattern } from '../tree/tool-patterns.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import type { Content } from './content.ts';
import type { Unseen } from './named-object.ts';
import type { Destination, Unit } from './unit.ts';

/**
 * A tool that deploys what a repository declares: by files of its own, by objects that its controller
 * acts on, or both. All tools stand in one list, `gitops/discover/tools.ts`.
 */
export interface GitOpsTool {
  /** How declarations of releases and reports call it: `argo-cd`. */
  readonly id: string;
  readonly files?: ToolFiles;
  readonly objects?: ToolObjects;
}

/** Files that only this tool reads, and what they deploy. */
export interface ToolFiles extends FilePattern {
  /** Whether they count in directories whose names begin with a dot, where workflows stand. */
  readonly inHiddenDirectories?: boolean;
  /** What one file deploys. Only files that matter come here, and none that is archived, test data or part of a chart. */
  readonly units: (path: string, index: TreeIndex) => readonly Unit[];
  /** What one file does to objects of ours beside deploying them. Asked for files that a change touches, whatever else they hold. */
  readonly unfollowed?: (path: string, index: TreeIndex) => readonly Unrendered[];
}

/** Objects of the tool, and what they deploy. */
export interface ToolObjects extends ObjectPattern {
  /**
   * Gets ready to say what objects deploy.
   * @param found the objects of the tree that deploy directories, as written: what can be told from all of them only
   * @param everywhere as in {@link ObjectLookup}
   */
  readonly open: (
    found: readonly KubeObject[],
    index: TreeIndex,
    everywhere: ObjectLookup['everywhere'],
  ) => ObjectReader;
}

export interface ObjectReader {
  /** Directories of the tree that an object deploys: nothing in them is applied by hand. Asked for kinds that deploy directories. */
  readonly directories: (object: KubeObject) => readonly string[];
  /** What an object leads to. Asked for every kind that deploys anything. */
  readonly expand: (object: KubeObject, lookup: ObjectLookup) => Expansion;
  /** What an object brings that is not in the tree: a chart of others, another repository; none where all is seen. */
  readonly unseen: (object: KubeObject, lookup: ObjectLookup) => readonly Unseen[];
  /** Whether what deploys a folder around a path leaves it out: nobody is known to apply it by hand. Absent means no. */
  readonly leavesOut?: (path: string) => boolean;
  /** Directories that the objects that were found declare to be clusters. */
  readonly boundaries?: readonly ClusterBoundary[];
}

/** What an object leads to, and into which cluster. */
export interface Expansion {
  readonly content: Content;
  /** The cluster that the object names; null for the one that it is itself in. */
  readonly destination: Destination | null;
  /** Whether it says in words that it stays in that one. Absent means no. */
  readonly staysHome?: boolean;
  /** Paths that say where in the tree the content stands: the object's file, then directories that it deploys. */
  readonly anchors: readonly string[];
}

/** The objects that another one may refer to, those deployed together with it first. */
export interface ObjectLookup {
  /** The first that fits of what the same unit deploys. */
  readonly near: (fits: (object: KubeObject) => boolean) => KubeObject | undefined;
  /** Every object of the tree with that kind and name, as written. */
  readonly everywhere: (kind: string, name: string) => readonly KubeObject[];
}
