import type { Unread } from './unread.ts';

/** One path of a commit. `oid` is the git blob id where it is known: equal ids are equal bytes. */
export interface TreeEntry {
  /** Relative to the root of the tree, with `/`, never beginning with `./` or `/`. */
  readonly path: string;
  readonly kind: 'file' | 'symlink' | 'submodule';
  readonly oid: string | null;
  /** Bytes; null where unknown. */
  readonly size: number | null;
}

/** The files of one commit: the only door through which the core sees a repository. */
export interface Tree {
  list(): Promise<readonly TreeEntry[]>;
  /** The bytes of each path, or why they cannot be had. Every path asked for has an answer. */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, Uint8Array | Unread>>;
}
