import type { Tree, TreeEntry } from '../source/tree.ts';
import { gitTree } from './commit-tree.ts';
import { DiskError } from './failure.ts';
import { git, gitOutput } from './git.ts';
import { inScratchRepository } from './scratch-repository.ts';

/** What is merged: a commit, or the files on disk on top of one. */
export interface MergedHead {
  readonly commit: string;
  /** The work tree; null where the commit itself is meant. */
  readonly workTree: Tree | null;
}

/** The tree of a merge, or the paths that git leaves to people. */
export type LocalMerge =
  { readonly kind: 'merged'; readonly tree: Tree } | { readonly kind: 'conflict'; readonly paths: readonly string[] };

/**
 * Merges head into a commit as git would, and leaves the repository as it is: nothing is written into it.
 * The tree can be read until `use` ends.
 * @throws DiskError when git is older than 2.38 or cannot read what the merge needs.
 */
export async function withMerge<T>(
  root: string,
  { into, head }: { readonly into: string; readonly head: MergedHead },
  use: (merge: LocalMerge) => Promise<T>,
): Promise<T> {
  return await inScratchRepository(root, async (scratch) => {
    if (head.workTree === null) return await use(mergeTree(scratch, into, head.commit));
    const { commit, unread } = await commitFiles(scratch, head.commit, head.workTree);
    const merge = mergeTree(scratch, into, commit);
    return await use(merge.kind === 'merged' ? { ...merge, tree: withUnread(merge.tree, unread) } : merge);
  });
}

/** Git's own answers: 1 says that the merge has conflicts, 129 that the command was called wrongly. */
const conflicted = 1;
const unknownOption = 129;

function mergeTree(scratch: string, into: string, commit: string): LocalMerge {
  const args = ['merge-tree', '--write-tree', '--name-only', '--no-messages', '-z', into, commit];
  const { status, stdout, stderr } = git(scratch, args);
  const [tree = '', ...paths] = stdout
    .toString('utf8')
    .split('\0')
    .filter((part) => part !== '');
  if (status === 0) return { kind: 'merged', tree: gitTree(scratch, tree) };
  if (status === conflicted) return { kind: 'conflict', paths };
  if (status === unknownOption) throw new DiskError(tooOld(scratch));
  throw new DiskError(`git cannot merge here: ${(stderr.split('\n')[0] ?? '').replace(/^fatal: /, '').slice(0, 200)}`);
}

function tooOld(scratch: string): string {
  const version = gitOutput(scratch, ['version']).toString('utf8').trim();
  return `--merge needs git 2.38 or newer, and this is ${version}; without --merge the merge base is compared.`;
}

/** A merge in which what could not be read on disk stands as that, and not as it was in the commit. */
function withUnread(tree: Tree, unread: readonly TreeEntry[]): Tree {
  const paths = new Set(unread.map(({ path }) => path));
  return {
    list: async () => [...(await tree.list()).filter(({ path }) => !paths.has(path)), ...unread],
    read: async (wanted) => await tree.read(wanted),
  };
}

/**
 * Commits the files on disk in a scratch repository, on top of the commit they were checked out from; what cannot be
 * read is left out of the commit.
 */
async function commitFiles(
  scratch: string,
  parent: string,
  workTree: Tree,
): Promise<{ readonly commit: string; readonly unread: readonly TreeEntry[] }> {
  const committed = new Map((await gitTree(scratch, parent).list()).map((entry) => [entry.path, entry]));
  const onDisk = await workTree.list();
  const changed = onDisk.filter((entry) => committed.get(entry.path)?.oid !== entry.oid);
  const wanted = changed.filter(({ kind, unread }) => kind === 'file' && unread === undefined);
  const bytes = await workTree.read(wanted.map(({ path }) => path));
  const unread = changed.flatMap((entry) => {
    const why = bytes.get(entry.path);
    if (entry.kind === 'directory' || entry.unread !== undefined) return [entry];
    return why === undefined || why instanceof Uint8Array || entry.oid !== null ? [] : [{ ...entry, unread: why }];
  });
  const stays = new Set(onDisk.map(({ path }) => path));
  const gone = [...committed.keys()].filter((path) => !stays.has(path));
  const stream = [
    'commit refs/heads/work-tree\ncommitter Portcullis <portcullis@localhost> 0 +0000\ndata 0\n',
    `from ${parent}\n`,
    ...gone.map((path) => `D ${quoted(path)}\n`),
    ...changed.flatMap((entry) => fileCommand(entry, bytes.get(entry.path))),
    '\ndone\n',
  ];
  gitOutput(scratch, ['fast-import', '--quiet', '--done'], Buffer.concat(stream.map((part) => Buffer.from(part))));
  const commit = gitOutput(scratch, ['rev-parse', 'refs/heads/work-tree']).toString('latin1').trim();
  return { commit, unread };
}

const modes = { file: '100644', symlink: '120000', submodule: '160000' } as const;

/** By its bytes, else by the id of an object that git has; what has neither is left as the commit has it. */
function fileCommand({ path, kind, oid }: TreeEntry, bytes: unknown): readonly (string | Uint8Array)[] {
  if (bytes instanceof Uint8Array)
    return [`M ${modes.file} inline ${quoted(path)}\ndata ${bytes.byteLength}\n`, bytes, '\n'];
  return oid === null || kind === 'directory' ? [] : [`M ${modes[kind]} ${oid} ${quoted(path)}\n`];
}

/** A path as fast-import takes any of them. */
function quoted(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
