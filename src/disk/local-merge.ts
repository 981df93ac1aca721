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
    const commit = head.workTree === null ? head.commit : await commitFiles(scratch, head.commit, head.workTree);
    return await use(mergeTree(scratch, into, commit));
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

/** Commits the files on disk in a scratch repository, on top of the commit they were checked out from. */
async function commitFiles(scratch: string, parent: string, workTree: Tree): Promise<string> {
  const committed = new Map((await gitTree(scratch, parent).list()).map((entry) => [entry.path, entry]));
  const onDisk = await workTree.list();
  const changed = onDisk.filter((entry) => committed.get(entry.path)?.oid !== entry.oid);
  const bytes = await workTree.read(changed.filter(({ kind }) => kind === 'file').map(({ path }) => path));
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
  return gitOutput(scratch, ['rev-parse', 'refs/heads/work-tree']).toString('latin1').trim();
}

const modes = { file: '100644', symlink: '120000', submodule: '160000' } as const;

/** By its bytes, else by the id of an object that git has; what has neither is left as the commit has it. */
function fileCommand({ path, kind, oid }: TreeEntry, bytes: unknown): readonly (string | Uint8Array)[] {
  if (bytes instanceof Uint8Array)
    return [`M ${modes.file} inline ${quoted(path)}\ndata ${bytes.byteLength}\n`, bytes, '\n'];
  return oid === null ? [] : [`M ${modes[kind]} ${oid} ${quoted(path)}\n`];
}

/** A path as fast-import takes any of them. */
function quoted(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
