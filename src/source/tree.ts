import type { Unread, WhyUnread } from './unread.ts';

/** One path of a commit. `oid` is the git blob id where it is known: equal ids are equal bytes. */
export interface TreeEntry {
  /** Relative to the root of the tree, with `/`, never beginning with `./` or `/`. */
  readonly path: string;
  /** `directory`: a folder whose files could not be listed; others are no entries. */
  readonly kind: 'file' | 'symlink' | 'submodule' | 'directory';
  readonly oid: string | null;
  /** Bytes; null where unknown. */
  readonly size: number | null;
  /** Why it cannot be read, where listing told; absent where it may be. */
  readonly unread?: WhyUnread;
}

/** The files of one commit: the only door through which the core sees a repository. */
export interface Tree {
  list(): Promise<readonly TreeEntry[]>;
  /** The bytes of each path, of a symbolic link where it leads, or why they cannot be had. Every path asked for has an answer. */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, Uint8Array | Unread>>;
}
