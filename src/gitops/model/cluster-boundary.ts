/** A directory (or, where two alternatives lie side by side, a file) that is a cluster of its own. */
export interface ClusterBoundary {
  readonly path: string;
  /** Why, one sentence. */
  readonly evidence: string;
  /** A sample: what stands elsewhere in the tree has nothing to do with it. */
  readonly sample: boolean;
}
