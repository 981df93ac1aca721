import type { MayBring } from './may-bring.ts';
import type { Account, NotLookedAt } from './account.ts';
import type { Doubt } from '../../source/doubt.ts';
import type { Sources } from '../../source/sources.ts';
import type { Unread } from '../../source/unread.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { InstalledBundle } from '../../kubernetes/installed-bundle.ts';
import type { StatedDefinition } from '../../kubernetes/stated-definition.ts';
import type { DeploymentFault } from './deployment-fault.ts';
import type { Unrendered } from './unrendered.ts';
import type { Release } from './release.ts';

/** Something the review could not verify in a cluster; said once, never a finding. */
export interface Unverified extends Doubt {
  /** What it is about: "Gateway kong/edge", "release kong in namespace kong". */
  readonly about: string;
  /** Whether objects of the cluster may be missing because of it: absence then proves nothing. */
  readonly hidesObjects?: boolean;
  /** Whether a reader has no use for it, as nothing of Kong's or of Gateway API is near: it is not shown. */
  readonly quiet?: boolean;
  /** Whether a finding says the same: it is not shown. */
  readonly told?: boolean;
  /** The names of the Gateways that routes ask for which it speaks of. Absent where it speaks of something else. */
  readonly gateways?: readonly string[];
  /** What installs a chart of which not every object is known, as `madeBy` names it. Absent where it speaks of something else. */
  readonly maker?: string;
  /** Whether it says no more than that a file was not read: the list of those says it. */
  readonly isUnread?: boolean;
}

/** What one kubeconfig points to: everything the tree deploys there. */
export interface Cluster {
  readonly name: string;
  /** Why these files are one cluster, one sentence. */
  readonly evidence: string;
  readonly objects: readonly KubeObject[];
  /** Objects without a name: the API server refuses them, and nothing else comes of them. */
  readonly nameless: readonly KubeObject[];
  readonly releases: readonly Release[];
  readonly unverified: readonly Unverified[];
  /** What it gets of Gateway API's definitions, as often as something brings them; none where the tree does not tell. */
  readonly bundles: readonly InstalledBundle[];
  /** Whether something in the tree may take away the admission policy that comes with definitions, or keep it out. */
  readonly isPolicyTouched: boolean;
  /** CustomResourceDefinitions of the tree that it gets, of kinds that are judged. */
  readonly definitions: readonly StatedDefinition[];
  readonly mayBring: MayBring;
}

/** What a tree tells of the one that comes after it. */
export interface TreeBefore {
  readonly sources: Sources;
  /** Files that led to something that matters: they count whatever they lead to. */
  readonly deploying: ReadonlySet<string>;
  readonly isDirectory: (path: string) => boolean;
  /** Objects that tools name and that are there, by `namedKey`. */
  readonly found: ReadonlySet<string>;
  /** Directories of which nothing was applied, and that matter. */
  readonly failing: ReadonlySet<string>;
}

/** What a tree deploys, and what of it could not be read. */
export interface DeployedTree {
  readonly clusters: readonly Cluster[];
  readonly unread: readonly Unread[];
  /** Why deployments certainly fail, each cause once. */
  readonly faults: readonly DeploymentFault[];
  /** The tree as the one before another. */
  readonly asBefore: TreeBefore;
  /** The files that the kustomization of a directory names, and everything below. */
  readonly filesBehind: (directory: string) => ReadonlySet<string>;
  /** Whether a path of the tree has a bearing on Kong or Gateway API. */
  readonly isRelevant: (path: string) => boolean;
  /** Objects that are made of files of the tree by somebody else: all, and those that changed files state. */
  readonly unrendered: () => readonly Unrendered[];
  /** What became of a path. */
  readonly account: (path: string) => Account;
  /** Files whose contents are in a cluster and of ours, and whether a tool or a build brings them or somebody applies them by hand. */
  readonly seen: ReadonlyMap<string, 'by-tool' | 'by-hand'>;
  /** Why nobody deploys a path, by the name of a folder around it; null for everything else. */
  readonly setAside: (path: string) => string | null;
  /** Folders whose files name Gateway API or Kong and are not looked at. */
  readonly leftOut: () => readonly Unread[];
  readonly mayBring: MayBring;
  /** What could not be read, of all files: with what each may hold. */
  readonly notRead: readonly NotLookedAt[];
}
