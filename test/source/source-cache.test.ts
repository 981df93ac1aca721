import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { idOf, isText } from '../../src/source/loaded-sources.ts';
import { createSourceCache } from '../../src/source/source-cache.ts';

const hex = '0123456789abcdef'.repeat(4);
const text = fc.oneof(
  fc.constantFrom('', 'text:', 'text:text:', `text:${hex}`, hex, hex.slice(0, 40), hex.slice(0, 39), 'a: 1\n'),
  fc.string(),
);

describe('ids of texts', () => {
  test('are the same for the same text alone, and no blob has one', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(idOf(a) === idOf(b)).toBe(a === b);
        expect(isText(idOf(a)) && idOf(a) !== '').toBe(true);
      }),
    );
    expect([hex, hex.slice(0, 40)].map(isText)).toEqual([false, false]);
  });
});

describe('parsed files', () => {
  test('are found again by path and content, wherever equal ones stand', () => {
    const cache = createSourceCache();
    const places = ['a.yaml', 'b.yaml', 'c.yaml'].flatMap((path) =>
      ['x: 1\n', 'y: 1\n'].map((each) => [path, each] as const),
    );
    const files = places.map(([path, each]) => cache.parse(path, idOf(each), each));
    expect(files.map((file) => [file.path, file.text])).toEqual(places);
    expect(places.map(([path, each]) => cache.parse(path, idOf(each), each))).toEqual(files);
    for (const [index, [path, each]] of places.entries())
      expect(cache.parse(path, idOf(each), each)).toBe(files[index]);
  });
});
