import { describe, expect, test } from 'vitest';
import { toJson } from '../../src/source/json.ts';
import { get, type Json } from '../../src/source/node.ts';
import { parseYaml } from '../../src/source/parse.ts';

function read(text: string): Json {
  const file = parseYaml('a.yaml', text);
  expect(file.unread).toBeNull();
  const [document] = file.documents;
  return document === undefined ? undefined : toJson(document.root);
}

/** What sigs.k8s.io/yaml (kubectl, Helm, Argo CD, Flux) makes of a plain scalar. */
describe('a plain scalar is read as kubectl and Helm read it', () => {
  test.each<[string, Json]>([
    ['y', true],
    ['Yes', true],
    ['on', true],
    ['True', true],
    ['n', false],
    ['NO', false],
    ['off', false],
    ['yEs', 'yEs'],
    ['~', null],
    ['null', null],
    ['nil', 'nil'],
    ['010', 8],
    ['0o17', 15],
    ['-0o17', -15],
    ['08', 8],
    ['0x1F', 31],
    ['-0x1f', -31],
    ['0b101', 5],
    ['-0b11', -3],
    ['1_000', 1000],
    ['0x', '0x'],
    ['1e3', 1000],
    ['.5', 0.5],
    ['5.', 5],
    ['+1', 1],
    ['1e400', '1e400'],
    ['1:30', '1:30'],
    ['190:20:30', '190:20:30'],
    ['2001-01-01', '2001-01-01'],
    ['2001-12-14t21:59:43Z', '2001-12-14t21:59:43Z'],
    ['1.2.3', '1.2.3'],
    ['_1', '_1'],
    ['9007199254740993', 9007199254740992],
    ['=', '='],
    ['a#b', 'a#b'],
    ['"010"', '010'],
    ["'yes'", 'yes'],
    ['!!str 5', '5'],
    ['!!int "5"', 5],
    ['!!float 5', 5],
    ['!!bool "yes"', true],
    ['!mine 5', '5'],
    ['! 5', '5'],
  ])('%s', (text, value) => {
    expect(read(`a: ${text}\n`)).toEqual({ a: value });
  });
});

describe('a key that is no string becomes the string that JSON has for it', () => {
  test.each([
    ['y', 'true'],
    ['off', 'false'],
    ['010', '8'],
    ['1.50', '1.5'],
    ['1e3', '1000'],
    ['1e21', '1e+21'],
    ['"y"', 'y'],
    ['2001-01-01', '2001-01-01'],
  ])('%s', (key, name) => {
    expect(read(`${key}: 1\n`)).toEqual({ [name]: 1 });
  });

  test.each(['~: 1\n', '? [a]\n: 1\n', '? {a: 1}\n: 1\n'])('or is refused: %j', (text) => {
    const { documents, problems } = parseYaml('a.yaml', text);
    expect(documents).toEqual([]);
    expect(problems.map(({ message }) => message)).toEqual(['a key must be a string, a number or a boolean']);
  });
});

describe('merge keys and aliases', () => {
  test.each<[string, string, Json]>([
    ['keys after the merge win', 'x: &x {a: 1, b: 1}\ny:\n  <<: *x\n  a: 2\n', { a: 2, b: 1 }],
    ['keys before the merge are no matter where they are the same', 'x: &x {a: 1}\ny:\n  a: 1\n  <<: *x\n', { a: 1 }],
    ['of several maps the first wins', 'x:\n- &a {k: 1}\n- &b {k: 2, l: 2}\ny:\n  <<: [*a, *b]\n', { k: 1, l: 2 }],
    ['a map written in place', 'y:\n  <<: {a: 1}\n', { a: 1 }],
    ['two merges', 'y:\n  <<: {a: 1}\n  <<: {b: 2}\n', { a: 1, b: 2 }],
    ['a merge key with its tag, as yq writes it', 'x: &x {a: 1, b: 1}\ny:\n  !!merge <<: *x\n  a: 2\n', { a: 2, b: 1 }],
    ['the tag in full', 'x: &x {a: 1}\ny:\n  !<tag:yaml.org,2002:merge> <<: *x\n', { a: 1 }],
    ['a quoted "<<" with the tag', 'x: &x {a: 1}\ny:\n  !!merge "<<": *x\n', { a: 1 }],
    ['an anchored merge key with the tag', 'x: &x {a: 1}\ny:\n  &m !!merge <<: *x\n', { a: 1 }],
    ['the tag that stands for none', 'x: &x {a: 1}\ny:\n  ! <<: *x\n', { a: 1 }],
    ['another tag makes it a key', 'y:\n  !!str <<: {a: 1}\n', { '<<': { a: 1 } }],
    ['a quoted "<<" is a key like any other', 'y:\n  "<<": {a: 1}\n', { '<<': { a: 1 } }],
    ['an alias', 'x: &x [1]\ny: *x\n', [1]],
    ['the nearest anchor of a name counts', 'x: &x 1\nz: &x 2\ny: *x\n', 2],
  ])('%s', (_name, text, value) => {
    expect(read(text)).toMatchObject({ true: value });
  });

  test.each([
    ['a: *x\n', 'the anchor "x" is not defined before this place'],
    ['a: &x [*x]\n', 'the anchor "x" contains itself'],
    ['a:\n  !!merge <<: 3\n', 'a merge key needs a map or a list of maps'],
    ['a:\n  <<: 3\n', 'a merge key needs a map or a list of maps'],
  ])('%j is refused', (text, message) => {
    expect(parseYaml('a.yaml', text).problems).toMatchObject([{ kind: 'syntax', message }]);
  });
});

// kubectl and Helm (go-yaml 2) read b, kustomize (go-yaml 3) reads a.
test.each([
  'y:\n  k: a\n  <<: {k: b}\n',
  'y:\n  k: a\n  <<: [{l: 1}, {k: b}]\n',
  'y:\n  k: {a: 1}\n  <<: {k: b}\n',
  'y:\n  k: "1"\n  <<: {k: 1}\n',
])('a key before a merge key that brings another value is unknown: %j', (text) => {
  const { documents, problems } = parseYaml('a.yaml', text);
  expect(problems).toEqual([]);
  expect(get(documents[0]?.root, 'true', 'k')).toMatchObject({ kind: 'unknown', at: { line: 3 } });
});

test('two merge keys are told at the second: kustomize refuses them', () => {
  const { problems } = parseYaml('a.yaml', 'y:\n  <<: {a: 1}\n  <<: {b: 2}\n');
  expect(problems).toMatchObject([{ kind: 'duplicate-merge', at: { line: 3, column: 3 } }]);
});

describe('a directive', () => {
  const object = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';

  test.each([
    ['%YAML 1.1\n---\n', 1],
    ['\ufeff# what\n\n%YAML 1.1\r\n---\n', 3],
    ['%TAG ! tag:example.com,2026:\n---\n', 1],
    ['%YAML 1.1\n---\n# nothing\n---\n', 1],
  ])('above objects is refused: %j', (above, line) => {
    const { documents, problems } = parseYaml('a.yaml', above + object);
    expect(documents).toEqual([]);
    expect(problems).toMatchObject([{ kind: 'syntax', at: { line } }]);
  });

  test.each([
    ['behind another document', `${object}...\n%YAML 1.1\n---\n${object}`],
    [
      'above a kustomization, which is read as a whole',
      '%YAML 1.1\n---\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n',
    ],
    ['above values', '%YAML 1.1\n---\nproxy: {}\n'],
  ])('%s is none of its business', (_, text) => {
    expect(parseYaml('a.yaml', text)).toMatchObject({ problems: [], unread: null });
  });
});

describe('a key that stands twice', () => {
  test('is a problem at the second place, and the last value wins', () => {
    const file = parseYaml('a.yaml', 'a: 1\nb: 2\na: 3\n');
    expect(file.documents.map(({ root }) => toJson(root))).toEqual([{ a: 3, b: 2 }]);
    expect(file.problems).toMatchObject([{ kind: 'duplicate-key', at: { line: 3, column: 1 } }]);
  });

  test('is one whatever it is written like', () => {
    expect(parseYaml('a.yaml', 'on: 1\ntrue: 2\n').problems).toMatchObject([
      { kind: 'duplicate-key', at: { line: 2 } },
    ]);
  });

  test('is none in two maps', () => {
    expect(parseYaml('a.yaml', 'a: {x: 1}\nb: {x: 1}\n').problems).toEqual([]);
  });
});

test('a key called __proto__ is a key like any other', () => {
  const root = read('__proto__: {polluted: true}\nconstructor: 1\n');
  expect(Object.keys(root as object)).toEqual(['__proto__', 'constructor']);
  expect(Object.getPrototypeOf(root)).toBe(Object.prototype);
});
