import type { Unread } from '../../source/unread.ts';
import type { InstalledBundle } from '../../kubernetes/installed-bundle.ts';
import type { DeploymentFault } from '../model/deployment-fault.ts';
import type { Unverified } from '../model/cluster.ts';
import type { Unrendered } from '../model/unrendered.ts';
import type { NamedObject, Unseen } from './named-object.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { Release } from '../model/release.ts';

/** A cluster that a tool names, for example an Argo CD `destination`. */
export interface Destination {
  /** Equal keys are one cluster. */
  readonly key: string;
  readonly name: string;
  /** One sentence: which object names it. */
  readonly evidence: string;
}

/**
 * What one act of deploying brings into one cluster: a file applied by hand, a kustomization built,
 * an Application with all that it leads to. Everything in a unit lands in the same cluster.
 */
export interface Unit {
  /** Paths that say where in the tree the unit stands; what defines it comes first. */
  readonly anchors: readonly string[];
  /** The cluster a tool names, or null for the one that holds the defining file. */
  readonly destination: Destination | null;
  /** Whether it is a kustomization that nothing includes: two of one base are two environments. */
  readonly overlay: boolean;
  readonly objects: readonly KubeObject[];
  readonly releases: readonly Release[];
  readonly unverified: readonly Unverified[];
  /** Directories of charts of the tree that it installs. */
  readonly charts: readonly string[];
  /** Objects that are made of files of the tree by somebody else. */
  readonly unrendered: readonly Unrendered[];
  /** Files of the tree that a build used. */
  readonly usedFiles: readonly string[];
  readonly unread: readonly Unread[];
  /** Definitions of Gateway API that it takes from elsewhere. */
  readonly bundles: readonly InstalledBundle[];
  /** Why something of it certainly cannot be deployed. */
  readonly faults: readonly DeploymentFault[];
  /** Objects that a tool looks up by name to deploy it. */
  readonly named: readonly NamedObject[];
  readonly unseen: readonly Unseen[];
  /** What may or may not be deployed. */
  readonly candidates: readonly Candidate[];
}

/**
 * Something that counts only if nothing declares Kong in its cluster: a `helm` command of a script,
 * manifests that a script applies, a chart with Kong inside that nothing installs, a values file of the right shape.
 */
export interface Candidate extends Pick<Unit, 'objects' | 'releases' | 'unverified'> {
  readonly kind: 'command' | 'applied' | 'chart' | 'values';
  readonly path: string;
  /** What is run as a whole, for what a script brings: of two such things one may be run without the other. */
  readonly act?: string;
  /** Whether a part of a script brings it that may not run. Absent means no. */
  readonly conditional?: boolean;
  /** Names of the values files that a command may read. */
  readonly files?: readonly RegExp[];
  /** A file whose text names a values file or chart, in a way that is not followed. */
  readonly namedBy?: string;
}

/** A unit that holds nothing but what it is given. */
export function unitAt(path: string, content: Partial<Omit<Unit, 'anchors'>>): Unit {
  return {
    anchors: [path],
    destination: null,
    overlay: false,
    objects: [],
    releases: [],
    unverified: [],
    charts: [],
    unrendered: [],
    usedFiles: [],
    unread: [],
    bundles: [],
    faults: [],
    named: [],
    unseen: [],
    candidates: [],
    ...content,
  };
}
