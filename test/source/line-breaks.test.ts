import { describe, expect, test } from 'vitest';
import { toJson } from '../../src/source/json.ts';
import { parseYaml } from '../../src/source/parse.ts';

/** By sigs.k8s.io/yaml 1.6.0 and go.yaml.in/yaml/v3 3.0.4, which kubectl 1.34 and kustomize 5.7 are built with. */
describe('a line break of YAML 1.1', () => {
  test.each([
    ['between characters in double quotes', '{"a": "x\u2028y"}\n', { a: 'x\u2028y' }],
    ['between characters in single quotes', "a: 'x\u2029y'\n", { a: 'x\u2029y' }],
    ['at the end of a comment', 'a: 1 # x\u2028\nb: 2\n', { a: 1, b: 2 }],
    ['between two comments', 'a: 1 # x\u0085  # y\n', { a: 1 }],
  ])('is read %s', (_, text, value) => {
    const { documents, unread } = parseYaml('a.yaml', text);
    expect({ unread, values: documents.map(({ root }) => toJson(root)) }).toEqual({ unread: null, values: [value] });
  });

  test.each([
    ['within a comment', 'a: 1 # x\u2028a: 2\n'],
    ['within a plain scalar', 'a: x\u2028b: 2\n'],
    ['before a blank in quotes', "a: 'x\u2028 y'\n"],
    ['that folds in quotes', 'a: "x\u0085y"\n'],
    ['before a marker in quotes', 'a: "x\u2028--- y"\n'],
    ['within a key', '"a\u2028b" : 1\n'],
    ['within a block scalar', 'a: |\n  x\u2028  y\n'],
    ['between documents', 'a: 1\n\u2028---\u2028b: 1\n'],
    ['behind what the lexer takes for a template', 'a: {{ b }} # \u2028a: 1\n'],
  ])('is told %s, where lines are others than they look', (_, text) => {
    expect(parseYaml('a.yaml', text)).toMatchObject({ documents: [], unread: { cause: 'line-endings' } });
  });

  test('is named with its line', () => {
    expect(parseYaml('a.yaml', 'a: 1\nb: 2 # x\u0085b: 3\n').unread?.reason).toBe(
      'has the line break U+0085 on line 2: kubectl begins a line there, GitHub does not',
    );
  });
});

test.each(['\u0001', '\u0007', '\u007f', '\u009f', '\uffff'])(
  'a control character is refused by all: %j',
  (character) => {
    expect(parseYaml('a.yaml', `a: 1 # ${character}\n`).unread).toMatchObject({ cause: 'syntax' });
  },
);

describe('a value in base64', () => {
  test.each([
    ['is text', 'a: !!binary OTkwMQ==\n', { a: '9901' }],
    ['may be on several lines', 'a: !!binary |\n  R2F0\n  ZXdheQ==\n', { a: 'Gateway' }],
    ['may hold what is no text', 'a: !<tag:yaml.org,2002:binary> "//79"\n', { a: '\ufffd\ufffd\ufffd' }],
    ['may be a key', '!!binary cG9ydA==: 1\n', { port: 1 }],
  ])('%s', (_, text, value) => {
    expect(parseYaml('a.yaml', text).documents.map(({ root }) => toJson(root))).toEqual([value]);
  });

  test('that is none is refused', () => {
    expect(parseYaml('a.yaml', "a: !!binary '***'\n")).toMatchObject({ documents: [], problems: [{ kind: 'syntax' }] });
  });
});

test('a byte order mark behind --- is not read: tools differ', () => {
  expect(parseYaml('a.yaml', 'a: 1\n---\n\ufeffb: 2\nc: 3\n').unread).toMatchObject({ cause: 'line-endings' });
});
