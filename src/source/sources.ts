import type { SourceFile } from './document.ts';
import type { Unread } from './unread.ts';

/**
 * The text of a tree, loaded once, after which everything is synchronous. Files are parsed on
 * first use and shared by blob id between the trees that one cache serves (base and head).
 */
export interface Sources {
  /** Every path of the tree, sorted. */
  readonly paths: readonly string[];
  has(path: string): boolean;
  /** Whether the path is a symlink or submodule, or its bytes could not be had. */
  unread(path: string): Unread | undefined;
  /** Where a symbolic link leads, as it is written; undefined for everything else. */
  link(path: string): string | undefined;
  /** Whether the file's bytes hold one of the ASCII needles; no parsing. */
  contains(path: string, ...needles: readonly string[]): boolean;
  /** What can be made out of a file that is no text; undefined for every other. */
  glimpse(path: string): string | undefined;
  /** The file's text, or undefined when it is absent or unread. */
  text(path: string): string | undefined;
  /** The parsed file, or undefined when it is absent; an unread file has `unread` set. */
  file(path: string): SourceFile | undefined;
  /** The blob id, or undefined when the path is absent. Equal ids are equal bytes. */
  oid(path: string): string | undefined;
  /** Every file that was parsed through this tree so far, by path. */
  parsedSoFar(): readonly SourceFile[];
  /** Paths that were parsed so far and could not be read, with the reason. */
  unreadSoFar(): readonly Unread[];
}
