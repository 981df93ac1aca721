import { nothing, type Content } from './content.ts';

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
export interface Unit extends Content {
  /** Paths that say where in the tree the unit stands; what defines it comes first. */
  readonly anchors: readonly string[];
  /** The cluster a tool names, or null for the one that holds the defining file. */
  readonly destination: Destination | null;
  /** Whether some of it is said to stay in that one: then it is none of those that others name. Absent means no. */
  readonly staysHome?: boolean;
  /** Whether it is a kustomization that nothing includes: two of one base are two environments. */
  readonly overlay: boolean;
  /** What may or may not be deployed. */
  readonly candidates: readonly Candidate[];
}

/**
 * Something that counts only if nothing declares Kong in its cluster: a `helm` command of a script,
 * manifests that a script applies, a chart with Kong inside that nothing installs, a values file of the right shape.
 */
export interface Candidate extends Pick<Unit, 'objects' | 'releases' | 'unverified'> {
  /** Directories of charts of the tree that a command installs. */
  readonly charts?: readonly string[];
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
    ...nothing,
    anchors: [path],
    destination: null,
    overlay: false,
    candidates: [],
    ...content,
  };
}
