import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { withMerge, type LocalMerge } from '../../src/disk/local-merge.ts';
import { workingTree } from '../../src/disk/working-tree.ts';
import { blobId } from '../../src/git/blob-id.ts';
import { mergeEntries } from '../../src/git/merge-entries.ts';
import { isRelevantPath } from '../../src/review/relevant-paths.ts';
import type { Tree, TreeEntry } from '../../src/source/tree.ts';
import { commit, repository, runGit, temporaryDirectory, write } from './repository.ts';

async function filesOf(tree: Tree): Promise<Record<string, string>> {
  const paths = (await tree.list()).map(({ path }) => path).toSorted();
  const read = await tree.read(paths);
  return Object.fromEntries(
    paths.map((path) => {
      const bytes = read.get(path);
      return [path, bytes instanceof Uint8Array ? Buffer.from(bytes).toString('utf8') : (bytes?.reason ?? '')];
    }),
  );
}

/** The files of a merge, or the paths that conflict. */
async function merged(directory: string, into: string, head: string): Promise<unknown> {
  const workTree = head === 'work tree' ? workingTree(directory, isRelevantPath) : null;
  const onto = runGit(directory, 'rev-parse', head === 'work tree' ? 'HEAD' : head);
  const use = async (merge: LocalMerge): Promise<unknown> =>
    merge.kind === 'merged' ? await filesOf(merge.tree) : merge.paths;
  const tip = runGit(directory, 'rev-parse', into);
  return await withMerge(directory, { into: tip, head: { commit: onto, workTree } }, use);
}

const text = (...lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** `change` leaves `main`, which moves on; the directory is at `change`. */
function parted(base: Record<string, string>, main: Record<string, string>, change: Record<string, string>): string {
  const directory = repository(base);
  runGit(directory, 'switch', '-q', '-c', 'change');
  write(directory, change);
  commit(directory, 'change');
  runGit(directory, 'switch', '-q', 'main');
  write(directory, main);
  commit(directory, 'main');
  runGit(directory, 'switch', '-q', 'change');
  return directory;
}

const base = { 'a.yaml': text('one', 'two', 'three', 'four', 'five'), 'b.yaml': 'b\n' };
const main = { 'a.yaml': text('zero', 'one', 'two', 'three', 'four', 'five') };
const change = { 'a.yaml': text('one', 'two', 'three', 'four', '5') };
const both = { 'a.yaml': text('zero', 'one', 'two', 'three', 'four', '5'), 'b.yaml': 'b\n' };

describe('a merge in a local repository', () => {
  test('is git’s, and leaves the repository as it was', async () => {
    const directory = parted(base, main, change);
    const objects = (): number => readdirSync(join(directory, '.git', 'objects'), { recursive: true }).length;
    const before = objects();
    expect(await merged(directory, 'main', 'change')).toEqual(both);
    expect(objects()).toBe(before);
  });

  test('of the work tree takes what was edited, added and removed since the commit', async () => {
    const directory = parted(base, main, change);
    write(directory, { 'new "file".yaml': 'new\n', 'a.yaml': text('one', 'two', 'three', 'four', '5', 'six') });
    runGit(directory, 'rm', '-q', 'b.yaml');
    expect(await merged(directory, 'main', 'work tree')).toEqual({
      'a.yaml': text('zero', 'one', 'two', 'three', 'four', '5', 'six'),
      'new "file".yaml': 'new\n',
    });
    expect(runGit(directory, 'status', '--short')).toContain('M a.yaml');
  });

  test('with conflicts names the files', async () => {
    const directory = parted(base, { 'a.yaml': text('one', 'two', 'three', 'four', 'FIVE') }, change);
    expect(await merged(directory, 'main', 'change')).toEqual(['a.yaml']);
  });

  test('runs no merge driver of the repository', async () => {
    const directory = parted({ ...base, '.gitattributes': '* merge=mine\n' }, main, change);
    const mark = join(temporaryDirectory(), 'was-run');
    runGit(directory, 'config', 'merge.mine.driver', `touch ${mark}`);
    expect(await merged(directory, 'main', 'change')).toMatchObject(both);
    expect(existsSync(mark)).toBe(false);
  });

  test('in a repository of SHA-256 is made all the same', async () => {
    const directory = temporaryDirectory();
    runGit(directory, 'init', '-q', '-b', 'main', '--object-format=sha256');
    write(directory, base);
    commit(directory, 'first');
    runGit(directory, 'switch', '-q', '-c', 'change');
    write(directory, change);
    commit(directory, 'change');
    runGit(directory, 'switch', '-q', 'main');
    write(directory, main);
    commit(directory, 'main');
    expect(await merged(directory, 'main', 'change')).toEqual(both);
  });

  test('needs a git that can do it, and says which this is', async () => {
    const directory = parted(base, main, change);
    useGitWithout('merge-tree');
    await expect(merged(directory, 'main', 'change')).rejects.toThrow(
      /^--merge needs git 2\.38 or newer, and this is git version \S.*; without --merge the merge base is compared\.$/,
    );
  });
});

/** Puts a git before the real one that does not know a command, as older ones do. */
function useGitWithout(command: string): void {
  const folder = temporaryDirectory();
  const real = process.env['PATH'] ?? '';
  const script = `#!/bin/sh\nfor each in "$@"; do [ "$each" = ${command} ] && exit 129; done\nPATH='${real}' exec git "$@"\n`;
  writeFileSync(join(folder, 'git'), script);
  chmodSync(join(folder, 'git'), 0o755);
  process.env['PATH'] = `${folder}${delimiter}${real}`;
  onTestFinished(() => {
    process.env['PATH'] = real;
  });
}

type Files = Readonly<Record<string, string>>;

/** Few paths and contents, so that both sides often touch the same ones and renames are found. */
const trees = fc.dictionary(
  fc.constantFrom('a', 'b', 'd/a', 'd/b', 'd/e/a', 'f/a', 'f/b'),
  fc.constantFrom('one', 'two', 'three', 'four').map((word) => `${word}\n`.repeat(8)),
  { maxKeys: 5 },
);

test('merges put together from whole files are those that git makes', () => {
  const directory = repository({});
  fc.assert(
    fc.property(trees, trees, trees, (parent, ours, theirs) => {
      const found = mergeEntries({ base: entriesOf(parent), ours: entriesOf(ours), theirs: entriesOf(theirs) });
      fc.pre(found !== null);
      commitAll(directory, { parent, ours, theirs });
      const merge = runGit(directory, 'merge-tree', '--write-tree', 'ours', 'theirs');
      expect(found?.entries.map(({ path, oid }) => `${path} ${oid}`).toSorted()).toEqual(listed(directory, merge));
    }),
    { numRuns: 20, maxSkipsPerRun: 500 },
  );
});

const entriesOf = (files: Files): readonly TreeEntry[] =>
  Object.entries(files).map(([path, content]) => ({
    path,
    kind: 'file',
    oid: blobId(Buffer.from(content)),
    size: null,
  }));

const listed = (directory: string, tree: string): readonly string[] =>
  runGit(directory, 'ls-tree', '-r', '--format=%(path) %(objectname)', tree)
    .split('\n')
    .filter((line) => line !== '')
    .toSorted();

/** Three branches, two of which leave the first. */
function commitAll(directory: string, branches: Readonly<Record<'parent' | 'ours' | 'theirs', Files>>): void {
  const stream = Object.entries(branches).flatMap(([name, files], index) => [
    `reset refs/heads/${name}\ncommit refs/heads/${name}\nmark :${index + 1}\ncommitter Test <> 0 +0000\ndata 0\n`,
    name === 'parent' ? '' : 'from :1\n',
    'deleteall\n',
    ...Object.entries(files).map(([path, content]) => `M 100644 inline ${path}\ndata ${content.length}\n${content}\n`),
    '\n',
  ]);
  execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd: directory, input: stream.join('') });
}
