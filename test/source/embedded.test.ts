import { describe, expect, test } from 'vitest';
import { embeddedComments, embeddedRoot, embeddedRoots } from '../../src/source/embedded.ts';
import { toJson } from '../../src/source/json.ts';
import type { LineIndex } from '../../src/source/line-index.ts';
import { get } from '../../src/source/node.ts';
import type { Node, ScalarNode } from '../../src/source/node.ts';
import { parseYaml } from '../../src/source/parse.ts';

function scalarIn(text: string): ScalarNode {
  const node = get(parseYaml('app.yaml', text).documents[0]?.root, 'a');
  if (node?.kind !== 'scalar') throw new Error('the case has no scalar a');
  return node;
}

const linesIn = (text: string): LineIndex => parseYaml('app.yaml', text).lines;

/** Every scalar below a node as `line:column text`, the text taken from the file. */
function places(node: Node, text: string): string[] {
  if (node.kind === 'map') return [...node.entries.values()].flatMap(({ value }) => places(value, text));
  if (node.kind === 'list') return node.items.flatMap((item) => places(item, text));
  return 'path' in node.at ? [`${node.at.line}:${node.at.column} ${text.slice(node.at.start, node.at.end)}`] : [];
}

describe('YAML within a scalar has its places in the outer file', () => {
  test.each<[string, string, string[]]>([
    ['a literal block', 'a: |\n  x: 1\n\n  z:\n    - "q" # c\nb: 1\n', ['2:6 1', '5:7 "q"']],
    ['a deeper literal block', 'a: |\n      x: 1\n      z: 2\n', ['2:10 1', '3:10 2']],
    ['an explicit indentation', 'a: |2\n    x: 1\n', ['2:8 1']],
    ['an explicit indentation with chomping', 'a: |-2\n  x: 1\n', ['2:6 1']],
    ['CRLF', 'a: |\r\n  x: 1\r\n\r\n  z: 2\r\n', ['2:6 1', '4:6 2']],
    ['blank lines shorter than the indentation', 'a: |\n    x: 1\n \n    z: 2\n', ['2:8 1', '4:8 2']],
    ['a kept block', 'a: |+\n  x: 1\n\n\nb: 1\n', ['2:6 1']],
    ['the end of the file', 'a: |\n  x: 1', ['2:6 1']],
    ['a folded block that folds nothing', 'a: >\n  {x: 1}\n', ['2:7 1']],
    ['a folded block of indented lines', 'a: >\n  x:\n    p: 1\n    q: 2\n  \n', ['3:8 1', '4:8 2']],
    ['a plain scalar', 'a: "x: 1"\n', ['1:8 1']],
    ['a single quoted scalar', 'a: \'{"x": "1"}\'\n', ['1:11 "1"']],
  ])('%s', (_name, text, expected) => {
    const read = embeddedRoot(scalarIn(text), linesIn(text));
    expect('root' in read && places(read.root, text)).toEqual(expected);
  });

  test('through two levels', () => {
    const text = 'a: |\n  a: |\n    x: 1\n    z: [2]\n';
    const outer = embeddedRoot(scalarIn(text), linesIn(text));
    const inner = 'root' in outer ? get(outer.root, 'a') : undefined;
    const read = inner?.kind === 'scalar' ? embeddedRoot(inner, linesIn(text)) : undefined;
    expect(read && 'root' in read && places(read.root, text)).toEqual(['3:8 1', '4:9 2']);
  });
});

describe('where no place would be exact, every value stands at the scalar', () => {
  test.each([
    ['escapes', 'a: "x: 1\\nz: 2"\n', { x: 1, z: 2 }],
    ['doubled quotes', "a: 'x: ''1'''\n", { x: '1' }],
    ['folded lines', 'a: >-\n  x: 1\n\n  z: 2\n', { x: 1, z: 2 }],
  ])('%s', (_name, text, json) => {
    const node = scalarIn(text);
    const read = embeddedRoot(node, linesIn(text));
    if (!('root' in read)) throw new Error(read.reason);
    expect(toJson(read.root)).toEqual(json);
    expect(get(read.root, 'x')?.at).toEqual(node.at);
  });
});

describe('what is embedded may be', () => {
  test('nothing', () => {
    expect(embeddedRoot(scalarIn('a: ""\n'), linesIn('a: ""\n'))).toMatchObject({
      root: { kind: 'scalar', value: null },
    });
    expect(embeddedRoot(scalarIn('a:\n'), linesIn('a:\n'))).toMatchObject({ root: { kind: 'scalar', value: null } });
  });

  test('several documents', () => {
    const text = 'a: |\n  x: 1\n  ---\n  x: 2\n';
    const read = embeddedRoots(scalarIn(text), linesIn(text));
    expect('roots' in read && read.roots.map((root) => places(root, text))).toEqual([['2:6 1'], ['4:6 2']]);
  });

  test.each([
    ['a: 5\n', 'syntax', 'it is not text'],
    ['a: "x: ["\n', 'syntax', 'line 1 of the text: a ] is missing, or the lines before it are not indented enough'],
    ['a: "{{ .x }}: 1"\n', 'template', 'it holds template actions that only Helm can render'],
  ])('unreadable: %j', (text, cause, reason) => {
    expect(embeddedRoot(scalarIn(text), linesIn(text))).toEqual({ cause, reason });
  });
});

test('comments within block scalars stand in the outer file', () => {
  const text = '# outer\na:\n  - |\n    # own line\n    x: "# no" # behind\n';
  const comments = embeddedComments(parseYaml('app.yaml', text));
  expect(comments.map((each) => [each.text, each.at.line, each.at.column, each.ownLine])).toEqual([
    ['# own line', 4, 5, true],
    ['# behind', 5, 15, false],
  ]);
});
