import { limits } from '../../src/source/limits.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { blobId } from '../../src/git/blob-id.ts';
import { commitTree } from '../../src/github/tree/commit-tree.ts';
import { isRelevantPath } from '../../src/review/relevant-paths.ts';
import { loadSources } from '../../src/source/load.ts';
import { createSourceCache } from '../../src/source/source-cache.ts';
import type { Tree } from '../../src/source/tree.ts';
import type { Files } from '../fake-github/git.ts';
import { treeLimits } from '../fake-github/routes-git.ts';
import type { FakeGitHub } from '../fake-github/fake-github.ts';
import { setUp } from './harness.ts';

function treeOf(files: Files): { readonly tree: Tree; readonly github: FakeGitHub } {
  const { github, repository, services } = setUp(files);
  const { client, clock, caches } = services;
  const commit = repository.branches.get('main') ?? '';
  return {
    github,
    tree: commitTree({ client, clock, listings: caches.listings }, { owner: 'acme', repo: 'infra' }, commit),
  };
}

const text = (bytes: unknown): string => Buffer.from(bytes as Uint8Array).toString('utf8');

afterEach(() => {
  treeLimits.entries = 100_000;
});

describe('a commit as a tree', () => {
  test('lists every path with its kind', async () => {
    const { tree } = treeOf({ 'a/b.yaml': 'x', link: { symlink: 'a/b.yaml' }, module: { submodule: 'f'.repeat(40) } });
    expect((await tree.list()).toSorted((a, b) => (a.path < b.path ? -1 : 1))).toMatchObject([
      { path: 'a/b.yaml', kind: 'file', size: 1, oid: blobId(Buffer.from('x')) },
      { path: 'link', kind: 'symlink' },
      { path: 'module', kind: 'submodule' },
    ]);
  });

  test.each([
    ['a submodule', 'module', /submodule/],
    ['a file over the limit', 'huge.yaml', /larger than 4 MiB/],
    ['a path that is not there', 'nowhere', /not in this commit/],
  ])('does not read %s', async (_, path, reason) => {
    const { tree, github } = treeOf({
      module: { submodule: 'f'.repeat(40) },
      'huge.yaml': 'x'.repeat(limits.fileBytes + 1),
    });
    expect((await tree.read([path])).get(path)).toMatchObject({ path, reason: expect.stringMatching(reason) });
    expect(github.calls.filter(({ route }) => route.includes('Blobs'))).toEqual([]);
  });

  test('reads where a link leads', async () => {
    const { tree } = treeOf({ link: { symlink: 'a.yaml' } });
    expect(text((await tree.read(['link'])).get('link'))).toBe('a.yaml');
  });

  test.each([
    ['plain text', 'a: b\n'],
    ['what GraphQL cuts short', `${'x'.repeat(600_000)}\n`],
    ['a byte order mark and CRLF', '\uFEFFa: b\r\n'],
    ['text beyond ASCII', 'a: "ß🙂"\n'],
    ['nothing at all', ''],
  ])('reads the exact bytes of %s', async (_, content) => {
    const { tree } = treeOf({ 'a.yaml': content });
    expect(text((await tree.read(['a.yaml'])).get('a.yaml'))).toBe(content);
  });

  test('reads the exact bytes of what is not text', async () => {
    const bytes = Uint8Array.from([0xff, 0xfe, 0x00, 0x41, 0xe9]);
    const { tree } = treeOf({ 'a.yaml': bytes });
    expect([...((await tree.read(['a.yaml'])).get('a.yaml') as Uint8Array)]).toEqual([...bytes]);
  });

  test('takes hostile paths as they are', async () => {
    const paths = ['a"b.yaml', "a'b.yaml", 'a b$c`d.yaml', '__proto__', 'ü/ñ.yaml', '-rf'];
    const { tree } = treeOf(Object.fromEntries(paths.map((path) => [path, path])));
    const read = await tree.read(paths);
    expect(new Map([...read].map(([path, content]) => [path, text(content)]))).toEqual(
      new Map(paths.map((path) => [path, path])),
    );
  });

  test('an LFS pointer has a reason instead of a text', async () => {
    const { tree } = treeOf({ 'a.yaml': 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n' });
    const sources = await loadSources(tree, createSourceCache(), isRelevantPath);
    expect(sources.unread('a.yaml')).toMatchObject({ reason: expect.stringContaining('LFS') });
  });

  test.each([
    [1, 1],
    [100, 1],
    [101, 2],
    [250, 3],
  ])('reads %i files in %i requests', async (count, requests) => {
    const paths = Array.from({ length: count }, (_, n) => `f${n}.yaml`);
    const { tree, github } = treeOf(Object.fromEntries(paths.map((path) => [path, `content of ${path}`])));
    await tree.list();
    const before = github.calls.length;
    expect((await tree.read(paths)).size).toBe(count);
    expect(github.calls.length - before).toBe(requests);
  });

  test('is walked directory by directory when GitHub cuts the list', async () => {
    const files = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`d${n % 6}/e${n % 2}/f${n}.yaml`, `${n}`]));
    treeLimits.entries = 12;
    const { tree } = treeOf(files);
    expect((await tree.list()).map(({ path }) => path)).toEqual(Object.keys(files).toSorted());
  });

  test('is given up with the reason when a directory alone is too large', async () => {
    treeLimits.entries = 12;
    const { tree } = treeOf(Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`d/f${n}.yaml`, `${n}`])));
    await expect(tree.list()).rejects.toThrow(/d\/ is too large for GitHub to list/);
  });

  test('waits for a commit that a replica does not know yet', async () => {
    const { tree, github } = treeOf({ 'a.yaml': 'x' });
    let answers = 0;
    github.fault = ({ route }) =>
      route.includes('/git/trees/') && answers++ === 0 ? { kind: 'status', status: 404 } : null;
    expect(await tree.list()).toHaveLength(1);
  });
});
