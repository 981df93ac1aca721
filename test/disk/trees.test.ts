import { execFileSync } from 'node:child_process';
import fs, { chmodSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { commitTree } from '../../src/disk/commit-tree.ts';
import { directoryTree } from '../../src/disk/directory-tree.ts';
import { defaultBranch, mergeBase } from '../../src/disk/revision.ts';
import { workingTree } from '../../src/disk/working-tree.ts';
import { isRelevantPath } from '../../src/review/relevant-paths.ts';
import { loadSources } from '../../src/source/load.ts';
import { createSourceCache } from '../../src/source/source-cache.ts';
import type { Tree } from '../../src/source/tree.ts';
import { commit, repository, runGit, temporaryDirectory, write } from './repository.ts';

async function paths(tree: Tree): Promise<string[]> {
  return (await tree.list()).map(({ path, kind }) => (kind === 'file' ? path : `${path} (${kind})`)).toSorted();
}

async function texts(tree: Tree): Promise<Record<string, string>> {
  const sources = await loadSources(tree, createSourceCache(), isRelevantPath);
  return Object.fromEntries(
    sources.paths.map((path) => [path, sources.text(path) ?? sources.unread(path)?.reason ?? '']),
  );
}

describe('a directory', () => {
  test('is listed without .git, node_modules and what links lead to', async () => {
    const directory = temporaryDirectory();
    write(directory, { 'a.yaml': 'a: 1', 'b/c.yaml': 'c: 1', '.git/config': 'x', 'node_modules/d.yaml': 'd: 1' });
    symlinkSync('/etc', join(directory, 'etc'));
    symlinkSync('a.yaml', join(directory, 'link.yaml'));
    expect(await paths(directoryTree(directory))).toEqual([
      'a.yaml',
      'b/c.yaml',
      'etc (symlink)',
      'link.yaml (symlink)',
    ]);
    expect(await texts(directoryTree(directory))).toEqual({
      'a.yaml': 'a: 1',
      'b/c.yaml': 'c: 1',
      etc: 'is a symbolic link to /etc',
      'link.yaml': 'is a symbolic link to a.yaml',
    });
  });

  test('that does not exist is said so', () => {
    expect(() => directoryTree('/no/such/place')).toThrow('/no/such/place is not a directory.');
  });
});

describe('a commit', () => {
  test('is read whole, from below its top as well', async () => {
    const directory = repository({ 'a.yaml': 'a: 1\n', 'b/ü c.yaml': 'c: 1\n', 'b/empty.yaml': '' });
    write(directory, { 'a.yaml': 'a: 2\n' });
    const expected = { 'a.yaml': 'a: 1\n', 'b/ü c.yaml': 'c: 1\n', 'b/empty.yaml': '' };
    expect(await texts(commitTree(directory, 'HEAD'))).toEqual(expected);
    expect(await texts(commitTree(join(directory, 'b'), 'main'))).toEqual(expected);
  });

  test('lists links and submodules as what they are', async () => {
    const directory = repository({ 'a.yaml': 'a: 1\n' });
    symlinkSync('a.yaml', join(directory, 'link.yaml'));
    runGit(directory, 'update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},sub`);
    runGit(directory, 'add', 'link.yaml');
    runGit(directory, 'commit', '-q', '-m', 'links');
    expect(await paths(commitTree(directory, 'HEAD'))).toEqual(['a.yaml', 'link.yaml (symlink)', 'sub (submodule)']);
  });

  test.each(['nowhere', '', '--all', '-h', 'a b', 'main\nmain', 'HEAD^{tree}', 'HEAD:a.yaml'])(
    '%j names none',
    (ref) => {
      const directory = repository({ 'a.yaml': 'a: 1\n' });
      expect(() => commitTree(directory, ref)).toThrow(/names no commit/);
    },
  );

  test('cannot be had outside a repository', () => {
    const directory = temporaryDirectory();
    expect(() => commitTree(directory, 'HEAD')).toThrow(`${directory} is not a git repository.`);
  });

  test('a bare repository, which has no work tree', () => {
    const directory = temporaryDirectory();
    runGit(directory, 'init', '-q', '--bare');
    expect(() => commitTree(directory, 'HEAD')).toThrow(`${directory} is a bare git repository`);
  });
});

describe('the work tree', () => {
  test('holds what is tracked or new, and not what is ignored or gone', async () => {
    const directory = repository({ 'a.yaml': 'a: 1\n', 'gone.yaml': 'g: 1\n', '.gitignore': 'ignored.yaml\n' });
    rmSync(join(directory, 'gone.yaml'));
    write(directory, { 'new.yaml': 'n: 1\n', 'ignored.yaml': 'i: 1\n' });
    expect(await paths(workingTree(directory, isRelevantPath))).toEqual(['.gitignore', 'a.yaml', 'new.yaml']);
  });

  test('gives unmodified files the id of the commit, and others the id git would give them', async () => {
    const directory = repository({ 'a.yaml': 'a: 1\n', 'b.yaml': 'b: 1\n' });
    write(directory, { 'b.yaml': 'b: 2\n' });
    const before = new Map((await commitTree(directory, 'HEAD').list()).map(({ path, oid }) => [path, oid]));
    const after = new Map((await workingTree(directory, isRelevantPath).list()).map(({ path, oid }) => [path, oid]));
    expect(after.get('a.yaml')).toBe(before.get('a.yaml'));
    expect(after.get('b.yaml')).toBe(runGit(directory, 'hash-object', 'b.yaml'));
  });

  test('holds what a sparse checkout leaves out', async () => {
    const directory = repository({ 'a.yaml': 'a: 1\n', 'b/c.yaml': 'c: 1\n', 'd/e.yaml': 'e: 1\n' });
    runGit(directory, 'sparse-checkout', 'set', 'b');
    expect(existsSync(join(directory, 'd'))).toBe(false);
    expect(await texts(workingTree(directory, isRelevantPath))).toEqual({
      'a.yaml': 'a: 1\n',
      'b/c.yaml': 'c: 1\n',
      'd/e.yaml': 'e: 1\n',
    });
  });

  test('knows a link by where it leads', async () => {
    const directory = repository({ 'a.yaml': 'a: 1\n' });
    symlinkSync('a.yaml', join(directory, 'link.yaml'));
    commit(directory, 'link');
    const ids = async (tree: Tree): Promise<unknown[]> => (await tree.list()).map(({ path, oid }) => [path, oid]);
    const committed = await ids(commitTree(directory, 'HEAD'));
    expect(await ids(workingTree(directory, isRelevantPath))).toEqual(committed);
    expect(await texts(commitTree(directory, 'HEAD'))).toMatchObject({ 'link.yaml': 'is a symbolic link to a.yaml' });
    rmSync(join(directory, 'link.yaml'));
    symlinkSync('b.yaml', join(directory, 'link.yaml'));
    expect(await ids(workingTree(directory, isRelevantPath))).not.toEqual(committed);
    expect(await texts(workingTree(directory, isRelevantPath))).toMatchObject({
      'link.yaml': 'is a symbolic link to b.yaml',
    });
  });

  test('is unmodified where git wrote CRLF for LF', async () => {
    const directory = repository({ 'a.yaml': 'a: 1\n' });
    runGit(directory, 'config', 'core.autocrlf', 'true');
    write(directory, { 'a.yaml': 'a: 1\r\n' });
    const [before] = await commitTree(directory, 'HEAD').list();
    const [after] = await workingTree(directory, isRelevantPath).list();
    expect(after?.oid).toBe(before?.oid);
  });

  test('never reads through a folder that became a link', async () => {
    const directory = repository({ 'a/b.yaml': 'b: 1\n' });
    const elsewhere = temporaryDirectory();
    write(elsewhere, { 'b.yaml': 'secret: 1\n' });
    renameSync(join(directory, 'a'), join(directory, 'old'));
    symlinkSync(elsewhere, join(directory, 'a'));
    expect(await texts(workingTree(directory, isRelevantPath))).not.toHaveProperty('a/b.yaml');
  });

  test('runs nothing that the repository configures', async () => {
    const directory = repository({ 'a.yaml': 'a: 1\n', '.gitattributes': '*.yaml filter=evil\n' });
    const trace = join(directory, '.git', 'ran');
    runGit(directory, 'config', 'core.fsmonitor', `touch ${trace}; false`);
    runGit(directory, 'config', 'filter.evil.clean', `touch ${trace}; cat`);
    runGit(directory, 'config', 'filter.evil.smudge', `touch ${trace}; cat`);
    write(directory, { 'a.yaml': 'a: 2\n' });
    await texts(workingTree(directory, isRelevantPath));
    await texts(commitTree(directory, 'HEAD'));
    expect(existsSync(trace)).toBe(false);
  });

  test('shows no commit in the place of another', async () => {
    const directory = repository({ 'a.yaml': 'a: 1\n' });
    write(directory, { 'a.yaml': 'a: 2\n' });
    runGit(directory, 'commit', '-qam', 'second');
    runGit(directory, 'replace', 'HEAD', 'HEAD~1');
    expect(await texts(commitTree(directory, 'HEAD'))).toMatchObject({ 'a.yaml': 'a: 2\n' });
  });

  test('of another directory is not read because the configuration names it', () => {
    const directory = repository({ 'a.yaml': 'a: 1\n' });
    runGit(directory, 'config', 'core.worktree', temporaryDirectory());
    expect(() => workingTree(directory, isRelevantPath)).toThrow(/git/);
  });
});

describe('the base of a change', () => {
  test('is where the branches parted', () => {
    const directory = repository({ 'a.yaml': 'a: 1\n' });
    const first = runGit(directory, 'rev-parse', 'HEAD');
    runGit(directory, 'switch', '-q', '-c', 'feature');
    commit(directory, 'feature');
    runGit(directory, 'switch', '-q', 'main');
    commit(directory, 'main');
    expect(mergeBase(directory, 'main', 'feature')).toBe(first);
  });

  test('is unknown without a common commit', () => {
    const directory = repository({ 'a.yaml': 'a: 1\n' });
    runGit(directory, 'checkout', '-q', '--orphan', 'other');
    commit(directory, 'other');
    expect(() => mergeBase(directory, 'main', 'other')).toThrow(/no common commit/);
  });

  test('is on the branch that origin calls its head, else on a usual one', () => {
    const origin = repository({ 'a.yaml': 'a: 1\n' });
    expect(defaultBranch(origin)).toBe('main');
    runGit(origin, 'branch', '-q', '-m', 'develop');
    expect(() => defaultBranch(origin)).toThrow(/no default branch/);
    const clone = temporaryDirectory();
    mkdirSync(clone, { recursive: true });
    runGit(clone, 'clone', '-q', origin, 'copy');
    expect(defaultBranch(join(clone, 'copy'))).toBe('origin/develop');
  });
});

describe('what cannot be read is listed all the same', () => {
  const whys = async (tree: Tree): Promise<Record<string, string>> => {
    const sources = await loadSources(tree, createSourceCache(), isRelevantPath);
    const unread = sources.paths.flatMap((path) => sources.unread(path) ?? []);
    return Object.fromEntries(unread.map(({ path, cause }) => [path, cause]));
  };

  /** Refuses one path, as the system does to a user without permission; root is refused nothing. */
  const refuse = (path: string): void => {
    const denied = (file: unknown): void => {
      if (String(file).endsWith(path)) throw Object.assign(new Error('denied'), { code: 'EACCES' });
    };
    for (const name of ['readdirSync', 'readFileSync', 'lstatSync'] as const) {
      const real = fs[name] as (...args: unknown[]) => unknown;
      vi.spyOn(fs, name).mockImplementation(((...args: unknown[]) => {
        denied(args[0]);
        return real(...args);
      }) as never);
    }
    syncBuiltinESMExports();
    onTestFinished(() => {
      vi.restoreAllMocks();
      syncBuiltinESMExports();
    });
  };

  test('a pipe, and names that are not UTF-8', async () => {
    const directory = temporaryDirectory();
    write(directory, { 'a.yaml': 'a: 1' });
    execFileSync('mkfifo', [join(directory, 'pipe.yaml')]);
    writeFileSync(Buffer.concat([Buffer.from(`${directory}/caf`), Buffer.from([0xe9]), Buffer.from('.yaml')]), 'a: 1');
    mkdirSync(Buffer.concat([Buffer.from(`${directory}/d`), Buffer.from([0xe9])]));
    const name = { 'caf\uFFFD.yaml': 'file-name' };
    expect(await whys(directoryTree(directory))).toEqual({
      'pipe.yaml': 'unavailable',
      'd\uFFFD': 'file-name',
      ...name,
    });
    runGit(directory, 'init', '-q', '-b', 'main');
    commit(directory, 'first');
    expect(await whys(commitTree(directory, 'HEAD'))).toEqual(name);
    expect(await whys(workingTree(directory, isRelevantPath))).toEqual(name);
  });

  test.each<[name: string, path: string, ofDirectory: object, ofWorkTree: object]>([
    ['a file', 'b/c.yaml', { 'b/c.yaml': 'unavailable' }, { 'b/c.yaml': 'unavailable' }],
    ['a folder', 'b', { b: 'not-listed' }, {}],
  ])('%s without permission', async (_, path, ofDirectory, ofWorkTree) => {
    const directory = repository({ 'a.yaml': 'a: 1\n', 'b/c.yaml': 'c: 1\n' });
    refuse(`/${path}`);
    expect(await whys(directoryTree(directory))).toEqual(ofDirectory);
    expect(await whys(workingTree(directory, isRelevantPath))).toEqual(ofWorkTree);
  });

  test('a folder that git may not look into', async () => {
    const directory = repository({ 'a.yaml': 'a: 1\n' });
    vi.stubEnv('PATH', `${fakeGit(directory)}:${process.env['PATH'] ?? ''}`);
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    expect(await whys(workingTree(directory, isRelevantPath))).toEqual({ 'locked/down': 'not-listed' });
  });

  /** A git that warns as the real one does when a new folder may not be read, which root never sees. */
  function fakeGit(directory: string): string {
    const real = execFileSync('which', ['git'], { encoding: 'utf8' }).trim();
    const bin = join(directory, '.git', 'bin');
    write(bin, {
      git: `#!/bin/sh\nfor arg; do [ "$arg" = -o ] && echo "warning: could not open directory 'locked/down/': Permission denied" >&2; done\nexec ${real} "$@"\n`,
    });
    chmodSync(join(bin, 'git'), 0o755);
    return bin;
  }
});
