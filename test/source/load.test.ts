import { limits } from '../../src/source/limits.ts';
import { describe, expect, test } from 'vitest';
import { loadSources } from '../../src/source/load.ts';
import { sourcesOf, withText } from '../../src/source/memory-sources.ts';
import { createSourceCache } from '../../src/source/source-cache.ts';
import type { Tree, TreeEntry } from '../../src/source/tree.ts';
import type { Unread } from '../../src/source/unread.ts';
import { isRelevantPath } from '../../src/review/relevant-paths.ts';

interface File extends Partial<TreeEntry> {
  readonly bytes?: string | Uint8Array | Unread;
}

/** A tree in memory that counts what is read of it. */
function treeOf(files: Readonly<Record<string, File>>): { tree: Tree; reads: string[] } {
  const reads: string[] = [];
  const entries = Object.entries(files).map(([path, file]) => ({
    kind: 'file' as const,
    oid: null,
    size: null,
    ...file,
    path,
  }));
  const bytesOf = ({ bytes }: File): Uint8Array | Unread =>
    typeof bytes === 'string' ? new TextEncoder().encode(bytes) : (bytes ?? new Uint8Array());
  const tree: Tree = {
    list: () => Promise.resolve(entries),
    read(paths) {
      reads.push(...paths);
      return Promise.resolve(new Map(paths.map((path) => [path, bytesOf(files[path] ?? {})])));
    },
  };
  return { tree, reads };
}

describe('a tree is loaded', () => {
  test('with the text of the files that can matter, and the paths of all', async () => {
    const { tree, reads } = treeOf({ 'b.yaml': { bytes: 'b: 1' }, 'a.png': { bytes: 'x' } });
    const sources = await loadSources(tree, createSourceCache(), isRelevantPath);
    expect([sources.paths, reads]).toEqual([['a.png', 'b.yaml'], ['b.yaml']]);
    expect([sources.has('a.png'), sources.text('a.png'), sources.text('b.yaml')]).toEqual([true, undefined, 'b: 1']);
    expect([sources.has('c'), sources.file('c'), sources.file('a.png')]).toEqual([false, undefined, undefined]);
  });

  test('and what cannot be read has its reason', async () => {
    const { tree } = treeOf({
      'link.yaml': { kind: 'symlink' },
      sub: { kind: 'submodule' },
      'big.yaml': { size: 5_000_000 },
      'grown.yaml': { bytes: 'x'.repeat(5_000_000) },
      'latin1.yaml': { bytes: new Uint8Array([0x61, 0xe9]) },
      'lfs.yaml': { bytes: 'version https://git-lfs.github.com/spec/v1\noid sha256:0\n' },
      'lost.yaml': { bytes: { path: 'lost.yaml', cause: 'unavailable', reason: 'is not in the local repository' } },
    });
    const sources = await loadSources(tree, createSourceCache(), isRelevantPath);
    const told = sources.paths.map((path) => {
      const unread = sources.unread(path);
      return [path, `${unread?.cause}: ${unread?.reason}`];
    });
    expect(Object.fromEntries(told)).toEqual({
      'link.yaml': 'symlink: is a symbolic link',
      sub: 'submodule: is a submodule: its files are in another repository. List it under exclude if none is of concern here',
      'big.yaml': 'too-large: is larger than 4 MiB',
      'grown.yaml': 'too-large: is larger than 4 MiB',
      'latin1.yaml': 'not-utf8: is not UTF-8 text',
      'lfs.yaml': 'git-lfs: is stored in Git LFS, only its pointer is here',
      'lost.yaml': 'unavailable: is not in the local repository',
    });
    expect(sources.file('lfs.yaml')).toMatchObject({ unread: { path: 'lfs.yaml' }, documents: [] });
    expect(sources.unreadSoFar()).toEqual([sources.unread('lfs.yaml')]);
  });

  test('and shares texts and parses with other trees of its cache', async () => {
    const cache = createSourceCache();
    const base = treeOf({ 'a.yaml': { oid: '1', bytes: 'a: 1' }, 'b.yaml': { oid: '2', bytes: 'b: 1' } });
    const head = treeOf({ 'a.yaml': { oid: '1', bytes: 'a: 1' }, 'b.yaml': { oid: '3', bytes: 'b: 2' } });
    const before = await loadSources(base.tree, cache, isRelevantPath);
    const after = await loadSources(head.tree, cache, isRelevantPath);
    expect(head.reads).toEqual(['b.yaml']);
    expect(after.file('a.yaml')).toBe(before.file('a.yaml'));
    expect(after.file('b.yaml')).not.toBe(before.file('b.yaml'));
  });

  test('and a full cache forgets, while what was loaded stays', async () => {
    const cache = createSourceCache(1000);
    const { tree } = treeOf({
      'a.yaml': { oid: '1', bytes: `a: ${'x'.repeat(900)}` },
      'b.yaml': { oid: '2', bytes: 'b: 1' },
    });
    const sources = await loadSources(tree, cache, isRelevantPath);
    expect(cache.has('1')).toBe(false);
    expect(sources.text('a.yaml')).toHaveLength(903);
    expect(sources.file('a.yaml')).toBe(sources.file('a.yaml'));
  });

  test('up to a bound of bytes, in the order of the paths', async () => {
    const size = limits.treeBytes / 128;
    const files = Object.fromEntries(
      Array.from({ length: 130 }, (_, index) => [`f${index + 100}.yaml`, { size, bytes: 'a: 1' }]),
    );
    const sources = await loadSources(treeOf(files).tree, createSourceCache(), isRelevantPath);
    expect(sources.paths.filter((path) => sources.unread(path) !== undefined)).toEqual(['f228.yaml', 'f229.yaml']);
  });

  test.each([
    ['copies of one text, which count once', () => '1', undefined],
    ['texts', (index: number) => `${index}`, 'limit'],
  ])('and what a change touches first, however many large %s sort before it', async (_, oidOf, cause) => {
    const size = limits.treeBytes / 128;
    const large = Array.from({ length: 130 }, (__, index) => [
      `a${index}.yaml`,
      { oid: oidOf(index), size, bytes: 'a: 1' },
    ]);
    const filesWith = (oid: string) =>
      Object.fromEntries([...large, ['z.yaml', { oid, size: 9, bytes: 'kind: Aa\n' }]]);
    const base = await loadSources(treeOf(filesWith('old')).tree, createSourceCache(), isRelevantPath);
    const head = await loadSources(treeOf(filesWith('new')).tree, createSourceCache(), isRelevantPath, base);
    expect([base.unread('z.yaml')?.cause, head.text('z.yaml')]).toEqual([cause, 'kind: Aa\n']);
  });

  test('whether a name or a kustomization asks for them', async () => {
    const size = limits.treeBytes / 128;
    const named = Array.from({ length: 100 }, (_, index) => `a${index + 100}.bin`);
    const files = Object.fromEntries([
      ['kustomization.yaml', { size: 0, bytes: `resources: [${named.join(', ')}]` }],
      ...Array.from({ length: 100 }, (_, index) => [`f${index + 100}.yaml`, { size, bytes: 'a: 1' }]),
      ...named.map((path) => [path, { size, bytes: 'a: 1' }]),
    ]);
    const sources = await loadSources(treeOf(files).tree, createSourceCache(), isRelevantPath);
    const unread = sources.paths.filter((path) => sources.unread(path) !== undefined);
    expect([unread.length, unread[0]]).toEqual([72, 'a128.bin']);
  });

  test('and one text at two paths is two files', async () => {
    const { tree } = treeOf({ 'a.yaml': { oid: '1', bytes: 'a: 1' }, 'b.yaml': { oid: '1', bytes: 'a: 1' } });
    const sources = await loadSources(tree, createSourceCache(), isRelevantPath);
    expect([sources.file('a.yaml')?.path, sources.file('b.yaml')?.path]).toEqual(['a.yaml', 'b.yaml']);
  });
});

describe('text in memory', () => {
  test('has equal ids where it is equal', () => {
    const sources = sourcesOf({ 'a.yaml': 'x', 'b.yaml': 'x', 'c.yaml': 'y' });
    expect(sources.oid('a.yaml')).toBe(sources.oid('b.yaml'));
    expect(sources.oid('a.yaml')).not.toBe(sources.oid('c.yaml'));
    expect(sources.oid('d.yaml')).toBeUndefined();
  });

  test('is searched without being parsed', () => {
    const sources = sourcesOf({ 'a.yaml': 'kind: Gateway\n' });
    expect([sources.contains('a.yaml', 'Nothing', 'Gateway'), sources.contains('a.yaml', 'gateway')]).toEqual([
      true,
      false,
    ]);
    expect([sources.contains('b.yaml', 'x'), sources.parsedSoFar()]).toEqual([false, []]);
  });

  test('can be laid over one file of other sources', () => {
    const below = sourcesOf({ 'a.yaml': 'a: 1', 'b.yaml': 'b: [' });
    const above = withText(below, 'b.yaml', 'b: 2');
    expect([above.text('a.yaml'), above.text('b.yaml'), below.text('b.yaml')]).toEqual(['a: 1', 'b: 2', 'b: [']);
    expect(above.file('a.yaml')).toBe(below.file('a.yaml'));
    expect(above.file('b.yaml')?.problems).toEqual([]);
    expect(above.oid('b.yaml')).not.toBe(below.oid('b.yaml'));
    expect(above.parsedSoFar().map(({ path }) => path)).toEqual(['a.yaml', 'b.yaml']);
    expect(withText(below, '0.yaml', '').paths).toEqual(['0.yaml', 'a.yaml', 'b.yaml']);
  });
});
