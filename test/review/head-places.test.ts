import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Suggestion } from '../../src/finding.ts';
import { headPlaces, pathsToCompare, type HeadPlaces } from '../../src/review/head-places.ts';
import { textsWith } from '../../src/review/combine-fixes.ts';
import { lineIndex } from '../../src/source/line-index.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { plainLocation, type Location, type PlainLocation } from '../../src/source/location.ts';
import { mergeText } from '../fake-github/merge-text.ts';

const path = 'a.yaml';

/** A whole line of a text as a place. */
function lineIn(text: string, line: number, file = path): PlainLocation {
  const start =
    text
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length + (line > 1 ? 1 : 0);
  const end = text.indexOf('\n', start);
  return plainLocation(lineIndex(file, text).location(start, end === -1 ? text.length : end));
}

const textAt = (text: string, { start, end }: Location): string => text.slice(start, end);

/** Some edits of a list of lines. */
const changes = (...words: readonly string[]): fc.Arbitrary<readonly { at: number; remove: number; add: string[] }[]> =>
  fc.array(
    fc.record({ at: fc.nat(12), remove: fc.nat(2), add: fc.array(fc.constantFrom(...words), { maxLength: 3 }) }),
    { maxLength: 3 },
  );

const anyLine: fc.Arbitrary<string> = fc.constantFrom('a: 1', 'b: 2', '  c: 3', '- d', '', 'é: 🙂');

/** One file as it was when head left base, and as both have it now. */
const edits = fc
  .tuple(
    fc.array(anyLine, { minLength: 1, maxLength: 12 }),
    changes('x', 'y', 'a: 1'),
    changes('p', 'q', 'a: 1'),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
  )
  .map(([lines, ours, theirs, eol, ends]) => {
    const text = (changed: readonly { at: number; remove: number; add: readonly string[] }[]): string => {
      const all = [...lines];
      for (const { at, remove, add } of changed) all.splice(Math.min(at, all.length), remove, ...add);
      return all.join(eol) + (ends && all.length > 0 ? eol : '');
    };
    return { parted: text([]), base: text(ours), head: text(theirs) };
  });

const numbered = fc
  .tuple(fc.integer({ min: 1, max: 12 }), changes('x', 'y'), changes('p', 'q'))
  .map(([count, ours, theirs]) => {
    const text = (changed: typeof ours): string => {
      const lines = Array.from({ length: count }, (_, index) => `line-${index}`);
      for (const { at, remove, add } of changed) lines.splice(Math.min(at, lines.length), remove, ...add);
      return lines.map((line) => `${line}\n`).join('');
    };
    return { parted: text([]), base: text(ours), head: text(theirs) };
  });

function placesIn(base: string, merged: string, head: string): HeadPlaces {
  return headPlaces({
    base: sourcesOf({ [path]: base }),
    merged: sourcesOf({ [path]: merged }),
    head: sourcesOf({ [path]: head }),
  });
}

describe('over random edits of one file on both sides', () => {
  test('a place that is found in head shows there the same text', () => {
    fc.assert(
      fc.property(edits, ({ parted, base, head }) => {
        const merged = mergeText(parted, base, head);
        fc.pre(merged !== null && merged !== '');
        const places = placesIn(base, merged ?? '', head);
        for (const [index, line] of (merged ?? '').split('\n').entries()) {
          const at = lineIn(merged ?? '', index + 1);
          const there = places.inHead(at);
          expect(there ? textAt(head, there) : textAt(base, places.inBase(at))).toBe(line);
          expect(there ?? null).toEqual(there ? lineIn(head, there.line) : null);
        }
      }),
      { numRuns: 300 },
    );
  });

  // Of lines that are all alike nobody knows which one was changed, git included: so each has a number here.
  test('a suggestion that is accepted in head and merged is the suggestion accepted in the merge', () => {
    fc.assert(
      fc.property(numbered, fc.nat(12), fc.nat(2), ({ parted, base, head }, from, length) => {
        const merged = mergeText(parted, base, head) ?? '';
        const count = merged.split('\n').length - (merged.endsWith('\n') ? 1 : 0);
        fc.pre(merged !== '' && from + length < count);
        const wanted: Suggestion = { path, startLine: from + 1, endLine: from + 1 + length, replacement: 'new: 1' };
        const suggestion = placesIn(base, merged, head).suggestion(wanted);
        if (suggestion === null) return;
        const accepted = (text: string, each: Suggestion): string =>
          textsWith(sourcesOf({ [path]: text }), [each]).get(path) ?? '';
        const after = mergeText(parted, base, accepted(head, suggestion));
        // Beside a change that both sides made alike the edit may not merge at all, which git says aloud.
        expect([null, accepted(merged, wanted)]).toContain(after);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a place', () => {
  const parted = 'one\ntwo\nthree\nfour\nfive\n';

  test.each<[what: string, base: string, head: string, line: number, expected: number | null]>([
    ['below lines that base added', `zero\nzero\n${parted}`, parted, 5, 3],
    ['below a line that base removed', parted.replace('one\n', ''), parted.replace('five', '5'), 4, 5],
    ['of head itself', `zero\n${parted}`, parted.replace('five', '5'), 6, 5],
    ['that only base has', `zero\n${parted}`, parted.replace('five', '5'), 1, null],
  ])('%s', (_, base, head, line, expected) => {
    const merged = mergeText(parted, base, head) ?? '';
    expect(placesIn(base, merged, head).inHead(lineIn(merged, line))?.line ?? null).toBe(expected);
  });

  test('of several lines is cut to its first where base has put a line between them', () => {
    const [base, merged] = ['one\nnew\ntwo\n', 'one\nnew\ntwo\n'];
    const at = lineIndex(path, merged).location(0, 11);
    expect(placesIn(base, merged, 'one\ntwo\n').inHead(at)).toEqual(lineIn('one\ntwo\n', 1));
  });

  test('follows a file that base renamed', () => {
    const places = headPlaces({
      base: sourcesOf({ 'new.yaml': parted, 'other.yaml': 'x\n' }),
      merged: sourcesOf({ 'new.yaml': `${parted}six\n`, 'other.yaml': 'x\n' }),
      head: sourcesOf({ 'old.yaml': `${parted}six\n`, 'other.yaml': 'x\n' }),
    });
    const at = lineIn(`${parted}six\n`, 6, 'new.yaml');
    expect(places.inHead(at)).toEqual({ ...at, path: 'old.yaml' });
  });
});

test('what has to be read of head is what differs, and what base may have renamed', () => {
  const merged = sourcesOf({ 'same.yaml': 'a', 'edited.yaml': 'b', 'new.yaml': 'c', 'unasked.yaml': 'd' });
  const head = sourcesOf({
    'same.yaml': 'a',
    'edited.yaml': 'B',
    'old.yaml': 'c',
    'old.json': 'c',
    'unasked.yaml': 'D',
  });
  const oids = new Map(head.paths.map((each) => [each, head.oid(each) ?? null]));
  const needed = pathsToCompare(['same.yaml', 'edited.yaml', 'new.yaml'], merged, oids);
  expect([...needed].toSorted()).toEqual(['edited.yaml', 'old.yaml']);
});
