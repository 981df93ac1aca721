/** A kind in a group; the core group is the empty one. */
export interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

/** What is known of a kind: all that a review needs to find, read and place its objects. */
export interface Kind extends GroupKind {
  /** `*` for every kind of the group that has no row of its own. */
  readonly kind: string;
  /** With `*`: the names of the kinds, so that a file that holds one is found by its text. Absent: none is looked for. */
  readonly names?: RegExp;
  /** Versions that are read. Absent: all. */
  readonly versions?: readonly string[];
  readonly scope: 'namespaced' | 'cluster';
  /**
   * Why an object matters to a review:
   * - `reviewed`: by itself; every file with one is read, and its cluster is reviewed;
   * - `workload`: the same, where it runs Kong or one of its controllers;
   * - `when-named`: a file with one is read once something that is read names it;
   * - `defines`: it says which kinds the cluster serves; read where it speaks of a group that is reviewed;
   * - `deploys`: a GitOps tool says what it deploys;
   * - `not-read`: it is known and never read, wherever it comes from.
   */
  readonly matters: 'reviewed' | 'workload' | 'when-named' | 'defines' | 'deploys' | 'not-read';
  /** Whether nothing names it: it is read where its file speaks of Kong, and in no template of a chart. */
  readonly speaksOfKong?: boolean;
  /** Whether objects of one name in two places prove two clusters: a Namespace or Secret is often stated twice for one, a Gateway is not. */
  readonly provesBoundary?: boolean;
  /** Whether an object of it is an installation of Kong's. */
  readonly installsKong?: boolean;
  /** For a workload: where its Pod template stands; no steps for a Pod. */
  readonly pod?: readonly string[];
  /** What its objects name in the cluster. */
  readonly references?: readonly ReferenceField[];
  /** Where the name of a Secret stands that an object brings into its namespace: a cluster-wide one into any. */
  readonly secret?: SecretName;
}

/** A field whose value names an object of the cluster. */
export interface ReferenceField {
  /** Keys from the root of the object, `[]` behind one of a list of which each item counts: `spec.listeners[].tls`. */
  readonly path: string;
  /** `name`: the value is the name. `map`: it is a map with a `name`, which may state `group`, `kind` and `namespace` too. */
  readonly by: 'name' | 'map';
  /** What it names where it does not say otherwise. */
  readonly to: GroupKind;
}

export interface SecretName {
  /** The first of these paths that holds a string, in the notation of `ReferenceField`; with `[]`, every item names one. */
  readonly paths: readonly string[];
  /** Whether it has the name of the object where none of the paths holds one. */
  readonly orOwnName: boolean;
  /** Only objects with such an annotation make one. */
  readonly where?: RegExp;
  /** Such an annotation has it copied into other namespaces. */
  readonly copied?: RegExp;
  /** Where all labels of the Secret stand; absent where what makes it may put others there. */
  readonly labels?: readonly string[];
}
