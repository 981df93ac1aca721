import type { Config } from './config/config.ts';
import type { Finding } from './finding.ts';
import type { ClusterView } from './kong/model.ts';
import type { Sources } from './source/sources.ts';
import type { Unread } from './source/unread.ts';

/** What is not in the tree and therefore not claimed. */
export interface UnverifiedClaim {
  readonly cluster: string;
  readonly about: string;
  readonly reason: string;
}

/** The whole outcome: data for every report. */
export interface Review {
  /** Sorted by path, line, column, rule. */
  readonly findings: readonly Finding[];
  /** The clusters of head, or of the tree in `check`. */
  readonly clusters: readonly ClusterView[];
  /** The clusters of base; empty in `check`. */
  readonly before: readonly ClusterView[];
  readonly unread: readonly Unread[];
  readonly unverified: readonly UnverifiedClaim[];
  /** Paths that differ between base and head; empty in `check`. */
  readonly changedPaths: readonly string[];
  /** Whether a changed path has any bearing on Kong or Gateway API. */
  readonly relevant: boolean;
}

/** Everything that is wrong in a tree as it stands (`base` null), or what a change does. */
export declare function review(base: Sources | null, head: Sources, config: Config): Review;
