import type { Unread, WhyUnread } from '../../source/unread.ts';

/** What became of a path of a tree: each one ends as exactly one of these. */
export type Account =
  /** What it holds of ours is in a cluster. */
  | { readonly kind: 'deployed' }
  /** It was looked at, and has no bearing on Kong or Gateway API, or certainly reaches no cluster. */
  | {
      readonly kind: 'of-no-concern';
      /** What a reader has to know of it all the same. */
      readonly because?: Unread;
      /** Whether it is a link, and all that is behind it is accounted for where it stands. Absent means no. */
      readonly isLink?: boolean;
    }
  | ({ readonly kind: 'not-read' } & NotLookedAt);

/** Why nobody knows what a path brings into a cluster. */
export interface NotLookedAt extends WhyUnread {
  /** The path that is in the way: the path itself, or a link or folder above it. */
  readonly path: string;
  /**
   * - `ours`: it was not read, and names Gateway API or Kong, or may by its name and its place;
   * - `unknown`: it was not read, and nothing tells that it would;
   * - `set-aside`: it was read and names them, and nothing that is known of deploys it.
   */
  readonly holds: 'ours' | 'unknown' | 'set-aside';
}
