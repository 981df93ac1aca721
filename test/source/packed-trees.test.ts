import { expect, test } from 'vitest';
import { loadSources } from '../../src/source/load.ts';
import { packTrees, unpackTrees } from '../../src/source/packed-trees.ts';
import { createSourceCache } from '../../src/source/source-cache.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import type { Tree } from '../../src/source/tree.ts';

const idOf = (digit: number): string => String(digit).repeat(40);

const tree: Tree = {
  list: () =>
    Promise.resolve([
      { path: 'a.yaml', oid: idOf(1), size: 5, kind: 'file' },
      { path: 'b.yaml', oid: idOf(1), size: 5, kind: 'file' },
      { path: 'latin1.yaml', oid: idOf(4), size: 2, kind: 'file' },
      { path: 'link.yaml', oid: idOf(2), size: 5, kind: 'symlink' },
      { path: 'picture.png', oid: idOf(3), size: 5, kind: 'file' },
    ]),
  read: () =>
    Promise.resolve(
      new Map([
        ...['a.yaml', 'b.yaml'].map((path): [string, Uint8Array] => [path, new TextEncoder().encode('a: 1\n')]),
        ['latin1.yaml', Uint8Array.of(0x61, 0xff)],
        ['link.yaml', new TextEncoder().encode('a.yaml')],
      ]),
    ),
};

test('a tree that was packed, sent and unpacked is the same tree, and equal blobs are sent once', async () => {
  const cache = createSourceCache();
  const before = await loadSources(tree, cache, (path) => path.endsWith('.yaml'));
  const after = sourcesOf({ 'a.yaml': 'a: 2\n', 'c.yaml': 'a: 2\n' });
  const packed = packTrees([before, after]);
  expect(packed.texts).toEqual(['a: 1\n', 'a: 2\n']);
  const unpacked = unpackTrees(structuredClone(packed), createSourceCache());
  for (const [index, sources] of [before, after].entries()) {
    const facts = (each: typeof sources): unknown =>
      each.paths.map((path) => [
        path,
        each.oid(path),
        each.text(path),
        each.unread(path),
        [each.link(path), each.glimpse(path)],
        each.file(path)?.documents,
      ]);
    expect(unpacked[index] && facts(unpacked[index])).toEqual(facts(sources));
  }
});
