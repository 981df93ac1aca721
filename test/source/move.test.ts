import { describe, expect, test } from 'vitest';
import { applyEdits, editFor } from '../../src/source/edit.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';

/** The text of a file in which an entry was moved, or null where that is not safe. */
function moved(text: string, from: string, to: string): string | null {
  const file = sourcesOf({ 'a.yaml': text }).file('a.yaml');
  const map = file?.documents[0]?.root;
  if (file === undefined || map?.kind !== 'map') throw new Error('no map');
  const keys = (path: string): string[] => path.split('.').filter((key) => key !== '');
  const edit = editFor({ kind: 'move', map, from: keys(from), to: keys(to) }, file);
  return edit && applyEdits(text, [edit]);
}

describe('an entry is moved', () => {
  test.each<[name: string, text: string, from: string, to: string, expected: string | null]>([
    ['to another key', 'a:\n  streams: [1] # one\n', 'a.streams', 'a.stream', 'a:\n  stream: [1] # one\n'],
    ['to another key in flow style', 'a: {streams: [1]}\n', 'a.streams', 'a.stream', 'a: {stream: [1]}\n'],
    [
      'into a map that is there, with its comments',
      'a:\n  b: 1\n\n# of c\nc:\n  # of d\n  d: 1 # one\n',
      'c',
      'a.c',
      'a:\n  b: 1\n  # of c\n  c:\n    # of d\n    d: 1 # one\n',
    ],
    ['into one above', 'c:\n  d: 1\na:\n  b: 1\n', 'c', 'a.c', 'a:\n  b: 1\n  c:\n    d: 1\n'],
    ['into maps that are made', 'a: 1\nc:\n  - d\n', 'c', 'x.w.c', 'a: 1\nx:\n  w:\n    c:\n      - d\n'],
    ['out of maps that are then empty', 'a:\n  b:\n    c: 1\nd:\n  e: 1\n', 'a.b.c', 'd.c', 'd:\n  e: 1\n  c: 1\n'],
    [
      'one by one into a map of that name',
      'a:\n  env:\n    x: 1\nb:\n  env:\n    y: 2\n',
      'a.env',
      'b.env',
      'b:\n  env:\n    y: 2\n    x: 1\n',
    ],
    ['to the root', 'kong:\n  a: 1\n  b:\n    c: 1\nz: 1\n', 'kong', '', 'z: 1\na: 1\nb:\n  c: 1\n'],
    ['with CRLF', 'a:\r\n  b: 1\r\nc: 1\r\n', 'c', 'a.c', 'a:\r\n  b: 1\r\n  c: 1\r\n'],
    ['at an end without a line break', 'a:\n  b: 1\nc: 1', 'c', 'a.c', 'a:\n  b: 1\n  c: 1'],
    ['not over another', 'a:\n  c: 1\nc: 2\n', 'c', 'a.c', null],
    ['not into a map in flow style', 'a: {b: 1}\nc: 2\n', 'c', 'a.c', null],
    ['not out of one', 'a:\n  b: 1\nd: {c: 2}\n', 'd.c', 'a.c', null],
    ['not where it is not', 'a:\n  b: 1\n', 'c', 'a.c', null],
  ])('%s', (_, text, from, to, expected) => {
    expect(moved(text, from, to)).toBe(expected);
  });
});
