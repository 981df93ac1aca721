import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tooLarge } from '../source/decode.ts';
import { limits } from '../source/limits.ts';
import type { Tree, TreeEntry } from '../source/tree.ts';
import type { Unread } from '../source/unread.ts';
import { isBlob } from '../git/blob-id.ts';
import { git, gitOutput, repositoryRoot } from './git.ts';
import { commitOf } from './revision.ts';

/** Bytes asked of git in one go. */
const batchBytes = 128 * 1024 * 1024;

/**
 * A commit of a local repository, the whole of it even when the directory is below its top.
 * @throws DiskError when the directory is no repository or the revision names no commit.
 */
export function commitTree(directory: string, ref: string): Tree {
  const root = repositoryRoot(directory);
  return gitTree(root, commitOf(root, ref));
}

/** A commit or tree by its id, of the repository at `root`. */
export function gitTree(root: string, id: string): Tree {
  let listed: readonly TreeEntry[] | undefined;
  const list = (): readonly TreeEntry[] => (listed ??= listCommit(root, id));
  return {
    list: () => Promise.resolve().then(list),
    read: (paths) => Promise.resolve().then(() => readPaths(root, list(), paths)),
  };
}

function listCommit(root: string, commit: string): readonly TreeEntry[] {
  // Without `-l`: for the sizes git would open every object, which costs more than all the rest.
  const output = gitOutput(root, ['ls-tree', '-r', '-z', '--full-tree', commit]).toString('utf8');
  return output.split('\0').flatMap((row) => {
    const match = /^(\d+) \S+ ([0-9a-f]+)\t([^]+)$/.exec(row);
    if (match === null) return [];
    const [, mode = '', oid = '', path = ''] = match;
    return [{ path, oid, kind: kindOf(mode), size: null }];
  });
}

/** What a mode of git's index or tree stands for. */
export function kindOf(mode: string): TreeEntry['kind'] {
  if (mode === '160000') return 'submodule';
  return mode === '120000' ? 'symlink' : 'file';
}

/** From the work tree where a file's bytes are those of the commit, else from git, which unpacks each object. */
function readPaths(
  root: string,
  entries: readonly TreeEntry[],
  paths: readonly string[],
): ReadonlyMap<string, Uint8Array | Unread> {
  const ids = new Map(entries.map(({ path, oid }) => [path, oid ?? '']));
  const found = new Map<string, Uint8Array | Unread>();
  for (const path of paths) {
    const bytes = unmodified(root, path, ids.get(path) ?? '');
    if (bytes !== null) found.set(path, bytes);
  }
  const missing = paths.filter((path) => !found.has(path));
  const sizes = sizesOf(
    root,
    missing.flatMap((path) => ids.get(path) || []),
  );
  const small = missing.flatMap((path) => {
    const oid = ids.get(path) ?? '';
    const size = sizes.get(oid);
    return size !== undefined && size <= limits.fileBytes ? [{ oid, size }] : [];
  });
  const contents = readBlobs(root, small);
  for (const path of missing) {
    const oid = ids.get(path) ?? '';
    const isLarge = (sizes.get(oid) ?? 0) > limits.fileBytes;
    const unread: Unread = isLarge
      ? { path, cause: 'too-large', reason: tooLarge }
      : { path, cause: 'unavailable', reason: 'is not in the local repository' };
    found.set(path, contents.get(oid) ?? unread);
  }
  return found;
}

/** The bytes of a file of the work tree if they are a blob's; null where they are not, whatever the reason. */
function unmodified(root: string, path: string, oid: string): Uint8Array | null {
  const file = join(root, path);
  try {
    const stats = lstatSync(file);
    if (!stats.isFile() || stats.size > limits.fileBytes) return null;
    const bytes = readFileSync(file);
    return isBlob(oid, bytes) ? bytes : null;
  } catch {
    return null;
  }
}

/** Bytes of each blob that git has. */
function sizesOf(root: string, oids: readonly string[]): ReadonlyMap<string, number> {
  if (oids.length === 0) return new Map();
  const output = git(root, ['cat-file', '--batch-check'], `${oids.join('\n')}\n`).stdout.toString('latin1');
  const sizes = new Map<string, number>();
  for (const row of output.split('\n')) {
    const [oid = '', type, size] = row.split(' ');
    if (type === 'blob') sizes.set(oid, Number(size));
  }
  return sizes;
}

/** The bytes of blobs by id; one that git does not have is absent. */
export function readBlobs(
  root: string,
  entries: readonly { readonly oid: string | null; readonly size: number | null }[],
): ReadonlyMap<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  let batch: string[] = [];
  let bytes = 0;
  const flush = (): void => {
    if (batch.length > 0) readBatch(gitBatch(root, batch), found);
    batch = [];
    bytes = 0;
  };
  for (const { oid, size } of entries) {
    if (oid === null) continue;
    batch.push(oid);
    bytes += size ?? 0;
    if (bytes > batchBytes) flush();
  }
  flush();
  return found;
}

function gitBatch(root: string, oids: readonly string[]): Buffer {
  // A missing object is an answer ("<oid> missing"), not a failure, so the status is not looked at.
  return git(root, ['cat-file', '--batch'], `${oids.join('\n')}\n`).stdout;
}

/** `<oid> blob <size>\n<bytes>\n`, one after the other. */
function readBatch(output: Buffer, found: Map<string, Uint8Array>): void {
  let at = 0;
  while (at < output.length) {
    const end = output.indexOf(0x0a, at);
    if (end === -1) return;
    const [oid = '', type, size] = output.toString('latin1', at, end).split(' ');
    at = end + 1;
    if (type !== 'blob' || size === undefined) continue;
    found.set(oid, output.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
}
