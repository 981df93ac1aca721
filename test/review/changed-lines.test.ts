import { describe, expect, test } from 'vitest';
import { changedLines, type ChangedLines } from '../../src/review/changed-lines.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { lines } from './candidates.ts';

type Files = Readonly<Record<string, string>>;

const between = (base: Files, head: Files): ChangedLines => changedLines(sourcesOf(base), sourcesOf(head));
const inFile = (base: string, head: string): ChangedLines => between({ 'a.yaml': base }, { 'a.yaml': head });
const text = (...rows: readonly string[]): string => rows.map((row) => `${row}\n`).join('');

test('the paths are those whose bytes differ and those that one tree lacks, in their order', () => {
  const base = { 'same.yaml': 'a', 'z.yaml': 'a', 'gone.yaml': 'a' };
  const head = { 'same.yaml': 'a', 'z.yaml': 'b', 'added.yaml': 'a' };
  expect(between(base, head).paths).toEqual(['added.yaml', 'gone.yaml', 'z.yaml']);
});

describe('a place is touched', () => {
  const changes = inFile(text('a', 'b', 'c', 'd', 'e', 'f'), text('a', 'B', 'BB', 'c', 'd', 'f'));

  test.each<[name: string, from: number, to: number, touched: boolean]>([
    ['on the line before a change', 1, 1, false],
    ['on its first line', 2, 2, true],
    ['on its last line', 3, 3, true],
    ['on the line after it', 4, 4, false],
    ['from before to its first line', 1, 2, true],
    ['from its last line to after', 3, 4, true],
    ['around it', 1, 6, true],
    ['around a gap', 5, 6, true],
    ['before a gap', 5, 5, false],
    ['after a gap', 6, 6, false],
  ])('%s', (_, from, to, touched) => {
    expect(changes.touches(lines('a.yaml', from, to))).toBe(touched);
  });

  test('only in a file that changed', () => {
    expect(changes.touches(lines('b.yaml', 2))).toBe(false);
  });
});

describe('where a line of base is gone', () => {
  test.each<[name: string, base: string, head: string, line: number, expected: number | undefined]>([
    ['a changed line stands where it stood', text('a', 'b', 'c'), text('a', 'B', 'c'), 2, 2],
    ['a line above it that stays is kept', text('a', 'b', 'c'), text('a', 'B', 'c'), 1, undefined],
    ['a line below it that stays is kept', text('a', 'b', 'c'), text('a', 'B', 'c'), 3, undefined],
    ['a removed line is shown by the line before', text('a', 'b', 'c'), text('a', 'c'), 2, 1],
    ['a removed first line is shown by the first that is left', text('a', 'b', 'c'), text('b', 'c'), 1, 1],
    ['a removed last line is shown by the last that is left', text('a', 'b', 'c'), text('a', 'b'), 3, 2],
    ['lines that moved are found', text('a', 'b', 'c', 'd'), text('x', 'y', 'a', 'b', 'c', 'D'), 4, 6],
    ['the last of several that are gone', text('a', 'b', 'c', 'd'), text('a', 'd'), 3, 1],
  ])('%s', (_, base, head, line, expected) => {
    expect(inFile(base, head).lineOfRemoved(lines('a.yaml', line))?.line).toBe(expected);
  });

  test.each<[name: string, head: Files]>([
    ['whose file is gone', {}],
    ['whose file is empty', { 'a.yaml': '' }],
    ['of another file', { 'a.yaml': text('a', 'b'), 'b.yaml': 'x' }],
  ])('no line is shown of one %s', (_, head) => {
    expect(between({ 'a.yaml': text('a', 'b') }, head).lineOfRemoved(lines('a.yaml', 2))).toBeUndefined();
  });
});

describe('the nearest change to a line', () => {
  const changes = inFile(text('a', 'b', 'c', 'd', 'e', 'f', 'g'), text('A', 'b', 'c', 'd', 'e', 'F', 'g'));

  test.each<[line: number, nearest: number]>([
    [1, 1],
    [3, 1],
    [4, 6],
    [7, 6],
  ])('of line %i is line %i', (line, nearest) => {
    expect(changes.nearest(lines('a.yaml', line))?.line).toBe(nearest);
  });

  test('is none in a file that is as it was', () => {
    expect(changes.nearest(lines('b.yaml', 1))).toBeUndefined();
  });
});

describe('a line is shown from its first character to its last', () => {
  test.each<[name: string, head: string, line: number, expected: object]>([
    ['with an indent', 'a:\n  b: 2\n', 2, { start: 5, end: 9, column: 3, endColumn: 7 }],
    ['with CRLF', 'a:\r\n  b: 2\r\n', 2, { start: 6, end: 10, column: 3, endColumn: 7 }],
    ['with CRLF and more below', 'a:\r\n  b: 2\r\nc: 1\r\n', 2, { start: 6, end: 10, column: 3, endColumn: 7 }],
    ['without a line break at the end', 'a:\n  b: 2', 2, { start: 5, end: 9, column: 3, endColumn: 7 }],
    ['the first of a file', '  b: 2\n', 1, { start: 2, end: 6, column: 3, endColumn: 7 }],
  ])('%s', (_, head, line, expected) => {
    const base = head.replace('2', '1');
    expect(inFile(base, head).nearest(lines('a.yaml', line))).toEqual({
      path: 'a.yaml',
      line,
      endLine: line,
      ...expected,
    });
  });

  test('the last line that is left, where the end of a file was removed', () => {
    expect(inFile('a: 1\nb: 2\nc: 3\n', 'a: 1\n').nearest(lines('a.yaml', 3))).toMatchObject({ line: 1, end: 4 });
  });
});
