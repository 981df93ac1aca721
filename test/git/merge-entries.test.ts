import { describe, expect, test } from 'vitest';
import { mergeEntries } from '../../src/git/merge-entries.ts';
import type { TreeEntry } from '../../src/source/tree.ts';

/** `a=1 b/c=2` as the entries of a tree. */
const entries = (text: string): readonly TreeEntry[] =>
  text
    .split(' ')
    .filter((each) => each !== '')
    .map((each) => {
      const [path = '', oid = ''] = each.split('=');
      return { path, oid, kind: 'file', size: null };
    });

const merged = (base: string, ours: string, theirs: string): string | null => {
  const found = mergeEntries({ base: entries(base), ours: entries(ours), theirs: entries(theirs) });
  return (
    found &&
    found.entries
      .map(({ path, oid }) => `${path}=${oid}`)
      .toSorted()
      .join(' ')
  );
};

describe('a merge of whole files', () => {
  test.each<[what: string, base: string, ours: string, theirs: string, result: string]>([
    ['takes what each side changed', 'a=1 b=1', 'a=2 b=1', 'a=1 b=2', 'a=2 b=2'],
    ['takes what each side added and removed', 'a=1 b=1', 'a=1 b=1 c=1', 'b=1', 'b=1 c=1'],
    ['takes what both changed alike', 'a=1', 'a=2', 'a=2 b=1', 'a=2 b=1'],
    ['takes a file that one side renamed', 'd/a=1 d/x=1', 'd/b=1 d/x=1', 'd/a=1 d/x=2', 'd/b=1 d/x=2'],
    [
      'adds to a directory of which one side removed a part',
      'd/a=1 d/b=1',
      'd/a=1',
      'd/a=1 d/b=1 d/c=1',
      'd/a=1 d/c=1',
    ],
  ])('%s', (_, base, ours, theirs, result) => {
    expect(merged(base, ours, theirs)).toBe(result);
  });

  test.each<[what: string, base: string, ours: string, theirs: string]>([
    ['both changed one file', 'a=1', 'a=2', 'a=3'],
    ['both added one file', '', 'a=2', 'a=3'],
    ['one changed what the other removed', 'a=1', 'a=2', ''],
    ['both removed one file, which each may have renamed', 'a=1', 'b=1', 'c=1'],
    ['one added to a directory that the other moved', 'd/a=1', 'e/a=1', 'd/a=1 d/b=1'],
    ['one has a file where the other has a directory', 'x=1', 'x=1 a=1', 'x=1 a/b=1'],
  ])('is none where %s', (_, base, ours, theirs) => {
    expect(merged(base, ours, theirs)).toBeNull();
    expect(merged(base, theirs, ours)).toBeNull();
  });
});
