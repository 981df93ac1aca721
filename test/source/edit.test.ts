import { describe, expect, test } from 'vitest';
import { applyEdits, editFor, editToSuggestion } from '../../src/source/edit.ts';
import { embeddedRoot } from '../../src/source/embedded.ts';
import { get } from '../../src/source/node.ts';
import type { Json, Node } from '../../src/source/node.ts';
import { parseYaml } from '../../src/source/parse.ts';

type Path = readonly (string | number)[];

function rootOf(text: string, path = 'values.yaml'): Node {
  const root = parseYaml(path, text).documents[0]?.root;
  if (root === undefined) throw new Error('the case is no YAML');
  return root;
}

function put(text: string, below: Path, path: readonly string[], value: Json, file = 'values.yaml'): string | null {
  const map = get(rootOf(text, file), ...below);
  if (map?.kind !== 'map') throw new Error('the case has no map there');
  const edit = editFor({ kind: 'put', map, path, value }, parseYaml(file, text));
  return edit && applyEdits(text, [edit]);
}

function append(text: string, below: Path, value: Json): string | null {
  const list = get(rootOf(text), ...below);
  if (list?.kind !== 'list') throw new Error('the case has no list there');
  const edit = editFor({ kind: 'append', list, value }, parseYaml('values.yaml', text));
  return edit && applyEdits(text, [edit]);
}

function set(text: string, below: Path, value: string | number | boolean): string | null {
  const node = get(rootOf(text), ...below);
  if (node?.kind !== 'scalar') throw new Error('the case has no scalar there');
  const edit = editFor({ kind: 'set', node, value }, parseYaml('values.yaml', text));
  return edit && applyEdits(text, [edit]);
}

describe('a value is set', () => {
  test.each([
    ['a plain number', 'a: 1 # one\n', 2, 'a: 2 # one\n'],
    ['double quotes', 'a: "x"\n', 'y', 'a: "y"\n'],
    ['single quotes', "a: 'x'\n", "it's", "a: 'it''s'\n"],
    ['a plain word that YAML 1.1 would take for a boolean', 'a: x\n', 'on', 'a: "on"\n'],
    ['a number in quotes that must become a number', 'a: "80"\n', 443, 'a: 443\n'],
    ['a plain string with a colon', 'a: x\n', 'b: c', 'a: "b: c"\n'],
    ['nothing at all', 'a:\nb: 1\n', 2, 'a: 2\nb: 1\n'],
    ['nothing before a comment', 'a: # why\n', 2, 'a: 2 # why\n'],
    ['flow style', '{a: 1, b: 2}', 'x,y', '{a: "x,y", b: 2}'],
    ['a literal block', 'a: |\n  x\n  y\nb: 1\n', 'p\nq\n', 'a: |\n  p\n  q\nb: 1\n'],
    ['a literal block that loses its last break', 'a: |\n  x\nb: 1\n', 'p', 'a: |-\n  p\nb: 1\n'],
    ['CRLF', 'a: 1\r\nb: 2\r\n', 3, 'a: 3\r\nb: 2\r\n'],
    ['an alias, whose anchor stays', 'x: &n 1\na: *n\n', 2, 'x: &n 1\na: 2\n'],
  ])('%s', (_name, text, value, after) => {
    expect(set(text, ['a'], value)).toBe(after);
  });

  test('not where a tag would turn it into something else', () => {
    expect(set('a: !!str 80\n', ['a'], 443)).toBeNull();
  });

  test('not in an anchor, for its aliases would change too', () => {
    expect(set('a: &n 1\nb: *n\n', ['a'], 2)).toBeNull();
  });
});

describe('a value is put into a map', () => {
  test.each<[string, string, Path, string[], Json, string]>([
    ['block style', 'a: 1\n', [], ['b'], 2, 'a: 1\nb: 2\n'],
    ['without a final newline', 'a: 1', [], ['b'], 2, 'a: 1\nb: 2'],
    ['CRLF', 'a: 1\r\n', [], ['b'], 2, 'a: 1\r\nb: 2\r\n'],
    ['mixed line breaks', 'a:\r\n  x: 1\r\nb:\n  x: 1\n', ['b'], ['z'], 2, 'a:\r\n  x: 1\r\nb:\n  x: 1\n  z: 2\n'],
    ['a comment at the end of the last line', 'a: 1 # c\n', [], ['b'], 2, 'a: 1 # c\nb: 2\n'],
    [
      'comments below the last entry',
      'a:\n  x: 1\n  # later\nb: 1\n',
      ['a'],
      ['w'],
      2,
      'a:\n  x: 1\n  w: 2\n  # later\nb: 1\n',
    ],
    ['maps in between', 'a: 1\n', [], ['p', 'q'], 2, 'a: 1\np:\n  q: 2\n'],
    ['the file steps by four', 'a:\n    x: 1\n', [], ['p', 'q'], 2, 'a:\n    x: 1\np:\n    q: 2\n'],
    ['a null value', 'a:\nb: 1\n', [], ['a', 'x'], 2, 'a:\n  x: 2\nb: 1\n'],
    ['a null value with a comment', 'a: ~ # none\n', [], ['a', 'x'], 2, 'a: # none\n  x: 2\n'],
    ['an empty map', 'a: {} # none\nb: 1\n', [], ['a', 'x'], 2, 'a: # none\n  x: 2\nb: 1\n'],
    ['an empty map as the target', 'a: {}\n', ['a'], ['x'], { w: 1 }, 'a:\n  x:\n    w: 1\n'],
    ['flow style', 'a: {x: 1}\n', ['a'], ['w', 'z'], 2, 'a: {x: 1, w: {z: 2}}\n'],
    ['flow style on several lines', 'a: {\n  x: 1 # c\n}\n', ['a'], ['w'], 2, 'a: {\n  x: 1, # c\n  w: 2\n}\n'],
    ['flow style with a last comma', 'a: {\n  x: 1,\n}\n', ['a'], ['w'], 2, 'a: {\n  x: 1,\n  w: 2,\n}\n'],
    ['a list below, indented as in the file', 'a:\n- 1\n', [], ['b'], [2], 'a:\n- 1\nb:\n- 2\n'],
    [
      'a list below, in a file that indents lists',
      'a:\n  - 1\n',
      [],
      ['b'],
      [{ x: 2, w: 3 }],
      'a:\n  - 1\nb:\n  - x: 2\n    w: 3\n',
    ],
    ['a map in a list', 'a:\n  - x: 1\n  - x: 2\n', ['a', 0], ['w'], 2, 'a:\n  - x: 1\n    w: 2\n  - x: 2\n'],
    ['a string that needs quotes', "a: 'x'\n", [], ['b'], 'true', "a: 'x'\nb: 'true'\n"],
    ['a key that needs quotes', 'a: 1\n', [], ['y'], 1, 'a: 1\n"y": 1\n'],
    ['an existing scalar', 'a: "x"\n', [], ['a'], 'y', 'a: "y"\n'],
    [
      'after a block scalar',
      'a: |\n  x\n\nb:\n  c: |+\n    x\n\n',
      ['b'],
      ['d'],
      1,
      'a: |\n  x\n\nb:\n  c: |+\n    x\n\n  d: 1\n',
    ],
    ['before the next document', 'a: 1\n---\nb: 1\n', [], ['c'], 2, 'a: 1\nc: 2\n---\nb: 1\n'],
    ['after a merge', 'x: &x {p: 1}\na:\n  <<: *x\n', ['a'], ['p'], 2, 'x: &x {p: 1}\na:\n  <<: *x\n  p: 2\n'],
  ])('%s', (_name, text, below, path, value, after) => {
    expect(put(text, below, path, value)).toBe(after);
  });

  test('JSON stays JSON', () => {
    expect(put('{\n  "a": 1\n}\n', [], ['b'], 'x', 'values.json')).toBe('{\n  "a": 1,\n  "b": "x"\n}\n');
  });

  test.each<[string, string, Path, string[]]>([
    ['through a scalar', 'a: 1\n', [], ['a', 'b']],
    ['into a merged map', 'x: &x {p: {q: 1}}\na:\n  <<: *x\n', ['a'], ['p', 'r']],
    ['into an alias', 'x: &x {p: 1}\na: *x\n', ['a'], ['r']],
  ])('never %s', (_name, text, below, path) => {
    expect(put(text, below, path, 1)).toBeNull();
  });
});

describe('an item is appended to a list', () => {
  test.each<[string, string, Json, string]>([
    ['block style', 'a:\n- 1\nb: 1\n', 2, 'a:\n- 1\n- 2\nb: 1\n'],
    ['indented', 'a:\n  - 1 # c\n', 2, 'a:\n  - 1 # c\n  - 2\n'],
    ['maps', 'a:\n  - x: 1\n    w: 2\n', { x: 3, w: [4] }, 'a:\n  - x: 1\n    w: 2\n  - x: 3\n    w:\n      - 4\n'],
    ['a wide gap after the dash', 'a:\n  -   x: 1\n', { x: 3, w: 4 }, 'a:\n  -   x: 1\n  -   x: 3\n      w: 4\n'],
    ['flow maps in a block list', 'a:\n  - {x: 1}\n', { x: 2 }, 'a:\n  - {x: 1}\n  - {x: 2}\n'],
    ['flow maps with blanks', 'a:\n  - { x: 1 }\n', { x: 2 }, 'a:\n  - { x: 1 }\n  - { x: 2 }\n'],
    ['flow style', 'a: [1, 2]\n', 3, 'a: [1, 2, 3]\n'],
    ['an empty list of plain values', 'a: []\n', 'x', 'a: [x]\n'],
    ['an empty list of maps', 'a: [] # none\nb: 1\n', { x: 1 }, 'a: # none\n  - x: 1\nb: 1\n'],
    ['a last item without value', 'a:\n  - 1\n  -\nb: 1\n', 2, 'a:\n  - 1\n  -\n  - 2\nb: 1\n'],
    ['CRLF and no final newline', 'a:\r\n  - 1', 2, 'a:\r\n  - 1\r\n  - 2'],
    ['a list in a list', 'a:\n- - 1\n', [2, 3], 'a:\n- - 1\n- - 2\n  - 3\n'],
  ])('%s', (_name, text, value, after) => {
    expect(append(text, ['a'], value)).toBe(after);
  });
});

test.each([
  ['LF', '\n'],
  ['CRLF', '\r\n'],
])('YAML inside a block scalar is edited in the outer file (%s)', (_name, lineBreak) => {
  const text = 'spec:\n  values: |\n    proxy:\n      enabled: true # on\n    admin: {}\n  next: 1\n'.replaceAll(
    '\n',
    lineBreak,
  );
  const scalar = get(rootOf(text), 'spec', 'values');
  const inner =
    scalar?.kind === 'scalar' ? embeddedRoot(scalar, parseYaml('values.yaml', text).lines) : { reason: 'no scalar' };
  if (!('root' in inner) || inner.root.kind !== 'map') throw new Error('no inner map');
  const edit = editFor(
    { kind: 'put', map: inner.root, path: ['proxy', 'stream'], value: [{ containerPort: 9000 }] },
    parseYaml('values.yaml', text),
  );
  expect(edit && applyEdits(text, [edit])).toBe(
    'spec:\n  values: |\n    proxy:\n      enabled: true # on\n      stream:\n        - containerPort: 9000\n    admin: {}\n  next: 1\n'.replaceAll(
      '\n',
      lineBreak,
    ),
  );
});

describe('edits as whole lines', () => {
  test.each([
    [
      'a replaced value',
      'a: 1\nb: 2\n',
      [{ start: 8, end: 9, replacement: '3' }],
      { startLine: 2, endLine: 2, replacement: 'b: 3' },
    ],
    [
      'an added line',
      'a: 1\r\nb: 2\r\n',
      [{ start: 4, end: 4, replacement: '\r\nc: 3' }],
      { startLine: 1, endLine: 1, replacement: 'a: 1\r\nc: 3' },
    ],
    [
      'the last line of a file without newline',
      'a: 1\nb: 2',
      [{ start: 9, end: 9, replacement: '\nc: 3' }],
      { startLine: 2, endLine: 2, replacement: 'b: 2\nc: 3' },
    ],
    [
      'two edits with a line between them',
      'a: 1\nb: 2\nc: 3\n',
      [
        { start: 13, end: 14, replacement: '4' },
        { start: 3, end: 4, replacement: '0' },
      ],
      { startLine: 1, endLine: 3, replacement: 'a: 0\nb: 2\nc: 4' },
    ],
  ])('%s', (_name, text, edits, lines) => {
    expect(
      editToSuggestion(
        text,
        edits.map((edit) => ({ path: 'a.yaml', ...edit })),
      ),
    ).toEqual(lines);
  });

  test('an edit that overlaps an earlier one is left out', () => {
    const edits = [
      { path: 'a', start: 0, end: 2, replacement: 'x' },
      { path: 'a', start: 1, end: 3, replacement: 'y' },
    ];
    expect(applyEdits('abcd', edits)).toBe('xcd');
  });
});
