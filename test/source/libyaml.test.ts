import { describe, expect, test } from 'vitest';
import { toJson } from '../../src/source/json.ts';
import { get, type Json } from '../../src/source/node.ts';
import { parseYaml } from '../../src/source/parse.ts';

/** What kubectl, Helm and kustomize make of these, by sigs.k8s.io/yaml and go.yaml.in/yaml/v3. */
describe('what libyaml accepts is valid, and is read as it reads it', () => {
  test.each<[what: string, text: string, value: Json]>([
    ['a quoted scalar less indented than its key', 'note: "two\nlines"\nnext: 1\n', { note: 'two lines', next: 1 }],
    ['one in single quotes', "a:\n  b: 'x\n it''s\n\n  z'\n  c: 1\n", { a: { b: "x it's\nz", c: 1 } }],
    ['one with an escaped line break', 'a: "x\\\n  y"\nb: "x\\\ny"\n', { a: 'xy', b: 'xy' }],
    ['one with blanks around its line breaks', 'a: "x  \t\n\t y"\n', { a: 'x y' }],
    ['one that tabs begin', 'a:\n  b: "x\n\ty"\n', { a: { b: 'x y' } }],
    ['one with CRLF', 'a: "x\r\ny"\r\nb: 1\r\n', { a: 'x y', b: 1 }],
    ['one that ends with an escaped quote on its first line', 'a: "x\\"\ny"\n', { a: 'x" y' }],
    ['one in a list', '- "x\ny"\n- b\n', ['x y', 'b']],
    ['one with what looks like a comment', 'a: "x\n# y"\n', { a: 'x # y' }],
    [
      'many of them',
      Array.from({ length: 20 }, (_, i) => `k${i}: "x\ny"\n`).join(''),
      Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`k${i}`, 'x y'])),
    ],
    ['a flow list with a word on two lines', 'a: [b\nc, d]\n', { a: ['b c', 'd'] }],
    ['a flow map with quotes on two lines', 'a: {b: "x\ny",\nc: 1}\n', { a: { b: 'x y', c: 1 } }],
    ['a flow list with a comment behind a comma', 'a: [\n b,# c\n d\n ]\n', { a: ['b', 'd'] }],
    ['a comment behind a quote', 'a: "b"# c\n', { a: 'b' }],
    ['an apostrophe escaped in double quotes', 'a: "it\\\'s \\\\"\n', { a: "it's \\" }],
    ['a comment between a key and its value', 'a:\n# b\n  c\nd: 1\n', { a: 'c', d: 1 }],
    ['a byte order mark before a list', '\ufeff- a\n-\n  b\n', ['a', 'b']],
    ['a byte order mark before a map', '\ufeffa:\n  b: 1\nc: 2\n', { a: { b: 1 }, c: 2 }],
    ['tabs between tokens', 'a:\t1\nb:\t# c\n  - 2\t\n', { a: 1, b: [2] }],
    ['tabs in JSON', '{\n\t"a": [\n\t\t1\n\t]\n}\n', { a: [1] }],
    ['a key that stands twice', 'a: 1\na: 2\n', { a: 2 }],
    ['lists of several merged maps', 'x: &x {a: 1}\nz:\n  <<: [*x, *x]\n', { x: { a: 1 }, z: { a: 1 } }],
    ['a directive', '%YAML 1.1\n---\na: 1\n...\n', { a: 1 }],
    ['an alias as a key, right before its colon', 'a: &a x\nb:\n  *a:\n    c: 1\n', { a: 'x', b: { x: { c: 1 } } }],
    ['one before a list', 'a: &a x\nb:\n  *a:\n  - 1\n  c: 2\n', { a: 'x', b: { x: [1], c: 2 } }],
    ['one before a text', 'a: &a x\nb:\n  *a: |\n    y\n    z\n  c: 1\n', { a: 'x', b: { x: 'y\nz\n', c: 1 } }],
    ['one before words on two lines', 'a: &a x\nb:\n  *a: y\n   z\n', { a: 'x', b: { x: 'y z' } }],
    ['one in braces', 'a: &a x\nb: {*a: 1, c: 2}\n', { a: 'x', b: { x: 1, c: 2 } }],
    ['explicit keys', '? a\n: b\n? c\n', { a: 'b', c: null }],
  ])('%s', (_, text, value) => {
    const { documents, problems, unread } = parseYaml('a.yaml', text);
    expect({ unread, problems: problems.filter(({ kind }) => kind === 'syntax') }).toEqual({
      unread: null,
      problems: [],
    });
    expect(documents.map(({ root }) => toJson(root))).toEqual([value]);
  });
});

describe('what libyaml may accept is never called broken', () => {
  test.each<[what: string, text: string]>([
    ['a tag with a bracket', 'a: ![a, b]\n'],
    ['a tag that is none of the handles', 'a: !!!str b\n'],
    ['a block scalar at the left edge', 'a:\n|\n  b\n'],
    ['a colon before a bracket', '!!map~ {a: b::}\n'],
    ['a dash before a bracket', '!!map {a: -}\n'],
    ['a directive behind a document', '- a\n-\n  b\n%YAML 1.1\n---\na: 1\n'],
    ['private characters by which lines are joined', 'a: "\ue000\nb"\n'],
    ['a key of several lines within brackets', 'a: {b\n"c": 1,\nd: 2}\n'],
  ])('%s', (_, text) => {
    expect(parseYaml('a.yaml', text)).toMatchObject({ documents: [], problems: [], unread: { cause: 'syntax' } });
  });
});

describe('what libyaml refuses is broken', () => {
  test.each<[what: string, text: string, line: number]>([
    ['a quote that is never closed', 'a: "x\ny\nb: 1\n', 1],
    ['a quote that the next document would close', 'a: "x\n---\ny"\n', 1],
    ['a key in quotes on two lines', '"a\nb": 1\n', 1],
    ['a bracket that is never closed', 'a: [b,\nc\n', 1],
    ['two maps on one line', 'a: b: c\n', 1],
    ['a tab for indentation', 'a:\n\tb: 1\n', 2],
    ['a tab in a block scalar', 'a: |\n  b\n\tc\n', 3],
    ['a key that is indented too little behind a block scalar', 'a:\n  b: |\n    c\n d: 1\n', 4],
    ['a missing comma', 'a: {b: c d: e}\n', 1],
    ['a word after a quote', 'a: "b" c\n', 1],
    ['a percent sign before a word', 'a: %b\n', 1],
    ['an alias of nothing', 'a: *b\n', 1],
    ['a key without a colon', 'a: 1\nb\nc: 1\n', 2],
    ['a list with an item that has no dash', 'a:\n- b\nc\n', 3],
  ])('%s', (_, text, line) => {
    const { problems, unread } = parseYaml('a.yaml', text);
    expect(unread).toBeNull();
    expect(problems[0]).toMatchObject({ kind: 'syntax', at: { line } });
  });
});

test('a comment that a value was read past keeps its place', () => {
  const { comments } = parseYaml('a.yaml', 'a:\n# b\n  c\nd: [\n1, # e\n2]\nf: 1 # g\n');
  expect(comments.map(({ text, at, ownLine }) => `${at.line}:${at.column} ${text} ${ownLine}`)).toEqual([
    '2:1 # b true',
    '5:4 # e false',
    '7:6 # g false',
  ]);
});

test('a scalar on several lines keeps its text and its place', () => {
  const [document] = parseYaml('a.yaml', 'a:\n  b: "x\ny"\n  c: 1\n').documents;
  const root = document?.root;
  expect(get(root, 'a', 'b')).toMatchObject({ text: '"x\ny"', at: { line: 2, endLine: 3, endColumn: 3 } });
  expect(get(root, 'a', 'c')).toMatchObject({ value: 1, at: { line: 4 } });
});
