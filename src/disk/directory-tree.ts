import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Dirent } from 'node:fs';
import type { Tree, TreeEntry } from '../source/tree.ts';
import type { Unread } from '../source/unread.ts';
import { DiskError } from './failure.ts';

/** Paths of one tree; a directory with more is not a repository anyone reviews. */
const maxEntries = 500_000;
const skipped = new Set(['.git', 'node_modules']);

/**
 * A directory as it stands on disk, git or not. Symbolic links are listed and never followed.
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
    for (const child of childrenOf(root, folder)) {
      const path = folder === '' ? child.name : `${folder}/${child.name}`;
      if (child.isDirectory()) {
        if (!skipped.has(child.name)) pending.push(path);
      } else if (child.isSymbolicLink()) entries.push({ path, kind: 'symlink', oid: null, size: null });
      else if (child.isFile()) entries.push({ path, kind: 'file', oid: null, size: sizeOf(join(root, path)) });
      if (entries.length > maxEntries) throw new DiskError(`${root} holds more than ${maxEntries} files.`);
    }
  }
  return entries;
}

/** A folder that may not be listed is left out: its files would be unreadable all the same. */
function childrenOf(root: string, folder: string): readonly Dirent[] {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true });
  } catch (error) {
    if (folder !== '') return [];
    throw new DiskError(`${root} cannot be listed.`, { cause: error });
  }
}

function sizeOf(file: string): number | null {
  return lstatSync(file, { throwIfNoEntry: false })?.size ?? null;
}

/** The bytes of files below a directory, or why they cannot be had. */
export function readFiles(root: string, paths: readonly string[]): ReadonlyMap<string, Uint8Array | Unread> {
  return new Map(paths.map((path) => [path, readOne(root, path)]));
}

function readOne(root: string, path: string): Uint8Array | Unread {
  try {
    return readFileSync(join(root, path));
  } catch {
    return { path, cause: 'unavailable', reason: 'could not be read from disk' };
  }
}
