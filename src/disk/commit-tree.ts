import type { Tree, TreeEntry } from '../source/tree.ts';
import type { Unread } from '../source/unread.ts';
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
  const commit = commitOf(root, ref);
  let listed: readonly TreeEntry[] | undefined;
  const list = (): readonly TreeEntry[] => (listed ??= listCommit(root, commit));
  return {
    list: () => Promise.resolve().then(list),
    read: (paths) => Promise.resolve().then(() => readPaths(root, list(), paths)),
  };
}

function listCommit(root: string, commit: string): readonly TreeEntry[] {
  const output = gitOutput(root, ['ls-tree', '-r', '-z', '-l', '--full-tree', commit]).toString('utf8');
  return output.split('\0').flatMap((row) => {
    const match = /^(\d+) \S+ ([0-9a-f]+) +(\d+|-)\t([^]+)$/.exec(row);
    if (match === null) return [];
    const [, mode = '', oid = '', size = '-', path = ''] = match;
    return [{ path, oid, kind: kindOf(mode), size: size === '-' ? null : Number(size) }];
  });
}

/** What a mode of git's index or tree stands for. */
export function kindOf(mode: string): TreeEntry['kind'] {
  if (mode === '160000') return 'submodule';
  return mode === '120000' ? 'symlink' : 'file';
}

function readPaths(
  root: string,
  entries: readonly TreeEntry[],
  paths: readonly string[],
): ReadonlyMap<string, Uint8Array | Unread> {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const contents = readBlobs(
    root,
    paths.flatMap((path) => byPath.get(path) ?? []),
  );
  return new Map(
    paths.map((path) => {
      const oid = byPath.get(path)?.oid;
      const bytes = oid === null || oid === undefined ? undefined : contents.get(oid);
      return [path, bytes ?? { path, reason: 'is not in the local repository' }];
    }),
  );
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
