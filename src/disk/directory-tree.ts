import { lstatSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Dirent, Stats } from 'node:fs';
import type { Tree, TreeEntry } from '../source/tree.ts';
import type { Unread } from '../source/unread.ts';
import { DiskError } from './failure.ts';

/** Paths of one tree; a directory with more is not a repository anyone reviews. */
const maxEntries = 500_000;
const skipped = new Set(['.git', 'node_modules']);

/**
 * A directory as it stands on disk, git or not. Symbolic links are listed and never followed; where they lead can be read.
 * @throws DiskError when the directory does not exist or cannot be listed.
 */
export function directoryTree(directory: string): Tree {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new DiskError(`${directory} is not a directory.`);
  }
  return {
    list: () => Promise.resolve().then(() => listDirectory(directory)),
    read: (paths) => Promise.resolve(readFiles(directory, paths)),
  };
}

function listDirectory(root: string): readonly TreeEntry[] {
  const entries: TreeEntry[] = [];
  const pending = [''];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const children = childrenOf(root, folder);
    if (children === null) entries.push(unlistedFolder(folder));
    for (const child of children ?? []) {
      const path = folder === '' ? child.name : `${folder}/${child.name}`;
      if (child.isDirectory()) {
        if (!skipped.has(child.name)) pending.push(path);
      } else entries.push(entryOf(root, path, child));
      if (entries.length > maxEntries) throw new DiskError(`${root} holds more than ${maxEntries} files.`);
    }
  }
  return entries;
}

/** What stands in a tree for a folder whose files nobody gets to know. */
export function unlistedFolder(path: string): TreeEntry {
  return { path, kind: 'directory', oid: null, size: null };
}

/** The children of a folder; null when it may not be listed. */
function childrenOf(root: string, folder: string): readonly Dirent[] | null {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true });
  } catch (error) {
    if (folder !== '') return null;
    throw new DiskError(`${root} cannot be listed.`, { cause: error });
  }
}

function entryOf(root: string, path: string, child: Dirent): TreeEntry {
  if (child.isSymbolicLink()) return { path, kind: 'symlink', oid: null, size: null };
  // Reading a pipe would wait for whoever writes to it.
  if (!child.isFile()) return unreadFile(path, null, 'is not a regular file');
  const stats = statsOf(join(root, path));
  return { path, kind: 'file', oid: null, size: stats === 'refused' ? null : (stats?.size ?? null) };
}

/** A path that is there and cannot be read. */
export function unreadFile(path: string, oid: string | null, reason: string): TreeEntry {
  return { path, kind: 'file', oid, size: null, unread: { cause: 'unavailable', reason } };
}

/** What the system says of a path itself, links not followed: undefined where there is none, `refused` where it does not say. */
export function statsOf(file: string): Stats | undefined | 'refused' {
  try {
    return lstatSync(file, { throwIfNoEntry: false });
  } catch {
    return 'refused';
  }
}

/** The bytes of files below a directory, or why they cannot be had. */
export function readFiles(root: string, paths: readonly string[]): ReadonlyMap<string, Uint8Array | Unread> {
  return new Map(paths.map((path) => [path, readOne(root, path)]));
}

function readOne(root: string, path: string): Uint8Array | Unread {
  try {
    const file = join(root, path);
    return lstatSync(file).isSymbolicLink() ? readlinkSync(file, 'buffer') : readFileSync(file);
  } catch (error) {
    return { path, cause: 'unavailable', reason: refusal(error) };
  }
}

/** Why the system gave no bytes. */
export function refusal(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'EACCES' || code === 'EPERM' ? 'may not be read by this user' : 'could not be read from disk';
}
