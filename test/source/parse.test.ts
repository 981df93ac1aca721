import { describe, expect, test } from 'vitest';
import { toJson } from '../../src/source/json.ts';
import { get } from '../../src/source/node.ts';
import { parseYaml } from '../../src/source/parse.ts';

function values(text: string): unknown[] {
  return parseYaml('a.yaml', text).documents.map(({ root }) => toJson(root));
}

/** `line:column text` of a value. */
function place(text: string, ...path: (string | number)[]): string {
  const node = get(parseYaml('a.yaml', text).documents[0]?.root, ...path);
  if (node === undefined || !('path' in node.at)) return 'nowhere';
  const { line, column, endLine, endColumn, start, end } = node.at;
  return `${line}:${column}-${endLine}:${endColumn} ${text.slice(start, end)}`;
}

describe('a value stands where it is written', () => {
  test.each([
    ['a plain scalar', 'a: b c # d\n', '1:4-1:7 b c'],
    ['a quoted scalar, quotes included', 'a:   "b"\n', '1:6-1:9 "b"'],
    ['a scalar on several lines', 'a: b\n  c\n', '1:4-2:4 b\n  c'],
    ['a literal block, up to its last line', 'a: |\n  b\n\n  c\n\nd: 1\n', '1:4-4:4 |\n  b\n\n  c'],
    ['a kept block, with its blank lines', 'a: |+\n  b\n\nd: 1\n', '1:4-3:1 |+\n  b\n'],
    ['a block map, up to its last value', 'a:\n  b: 1\n  c: 2 # e\n\n# f\nd: 1\n', '2:3-3:7 b: 1\n  c: 2'],
    ['a block list', 'a:\n- b\n- c\nd: 1\n', '2:1-3:4 - b\n- c'],
    ['a flow map', 'a: {b: 1,\n  c: 2}\n', '1:4-2:8 {b: 1,\n  c: 2}'],
    ['nothing, after the colon', 'a:\nb: 1\n', '1:3-1:3 '],
    ['an anchored value, without the anchor', 'a: &x b\n', '1:7-1:8 b'],
    ['a tagged value, without the tag', 'a: !!str b\n', '1:10-1:11 b'],
    ['CRLF', 'x: 1\r\na: b\r\n', '2:4-2:5 b'],
    ['a byte order mark, which takes a column', '\ufeffa: b\n', '1:5-1:6 b'],
    ['an alias', 'x: &x b\na: *x\n', '2:4-2:6 *x'],
    ['characters of two units', 'a: "🐒" # x\n', '1:4-1:8 "🐒"'],
  ])('%s', (_name, text, where) => {
    expect(place(text, 'a')).toBe(where);
  });

  test('below an alias, where the anchor wrote it', () => {
    expect(place('x: &x {b: 1}\na: *x\n', 'a')).toBe('2:4-2:6 *x');
    expect(place('x: &x {b: 1}\na: *x\n', 'a', 'b')).toBe('1:11-1:12 1');
  });

  test('after a merge, where the merged map wrote it', () => {
    expect(place('x: &x {b: 1}\na:\n  <<: *x\n', 'a', 'b')).toBe('1:11-1:12 1');
  });
});

describe('documents', () => {
  test.each<[string, string, unknown[]]>([
    ['several', 'a: 1\n---\nb: 1\n', [{ a: 1 }, { b: 1 }]],
    ['empty ones are skipped', '---\n---\n# c\n---\na: 1\n---\n', [{ a: 1 }]],
    ['an explicit end', 'a: 1\n...\n---\nb: 1\n...\n', [{ a: 1 }, { b: 1 }]],
    ['nothing but comments', '# a\n# b\n', []],
    ['nothing', '', []],
    ['null written out', 'null\n', [null]],
    ['CRLF', 'a: 1\r\n---\r\nb: |\r\n  x\r\n  y\r\n', [{ a: 1 }, { b: 'x\ny\n' }]],
    ['a byte order mark', '\ufeffa: 1\n', [{ a: 1 }]],
    ['a tab after a value', 'a: 1\t# c\n', [{ a: 1 }]],
    ['--- within a block scalar', 'a: |\n  x\n  ---\n  y\nb: 1\n', [{ a: 'x\n---\ny\n', b: 1 }]],
    ['a directive does not change the dialect', '%YAML 1.1\n---\na: yes\n', [{ a: true }]],
    ['a block scalar cut short by the end of the file', 'a: |\n  x', [{ a: 'x' }]],
  ])('%s', (_name, text, roots) => {
    expect(values(text)).toEqual(roots);
  });

  test('have their index in the file', () => {
    const { documents } = parseYaml('a.yaml', '---\n---\na: 1\n---\nb: 1\n');
    expect(documents.map(({ index }) => index)).toEqual([1, 2]);
  });
});

describe('a broken document leaves the others whole, and says where it broke', () => {
  test.each([
    ['a tab', 'a: 1\n---\nb:\n\tc: 1\n---\nd: 1\n', 4],
    ['an open list', 'a: 1\n---\nb: [\n---\nd: 1\n', 3],
    ['an open quote', 'a: 1\n---\nb: "x\n---\nd: 1\n', 3],
    ['a wrong indentation', 'a: 1\n---\nb:\n    c: 1\n  e: 1\n---\nd: 1\n', 5],
    ['a key without colon', 'a: 1\n---\nb\nc: 1\n---\nd: 1\n', 3],
    ['a value with a colon', 'a: 1\n---\nb: c: d\n---\nd: 1\n', 3],
    ['a stray bracket', 'a: 1\n---\nb: {c: 1}}\n---\nd: 1\n', 3],
  ])('%s', (_name, text, line) => {
    const file = parseYaml('a.yaml', text);
    expect(file.documents.map(({ root }) => toJson(root))).toEqual([{ a: 1 }, { d: 1 }]);
    expect(file.problems[0]).toMatchObject({ kind: 'syntax', at: { line } });
  });
});

describe('what the parser refuses and kubectl does not is read as kubectl reads it', () => {
  test.each<[string, string, unknown]>([
    ['a bracket in the first column', 'a: [\n  1,\n  2\n]\nb: 1\n', { a: [1, 2], b: 1 }],
    [
      'a flow map indented less than its parent',
      'x:\n  a: {\n b: "}", # c\n\n c: [1,\n2]\n }\n  d: 1\n',
      { x: { a: { b: '}', c: [1, 2] }, d: 1 } },
    ],
  ])('%s', (_name, text, root) => {
    const file = parseYaml('a.yaml', text);
    expect([values(text), file.problems]).toEqual([[root], []]);
    expect(file.comments.map((each) => each.text)).toEqual(text.includes('#') ? ['# c'] : []);
  });

  test('and its values stand where they are', () => {
    expect(place('x:\n  a: {\n b: 1\n }\n', 'x', 'a', 'b')).toBe('3:5-3:6 1');
  });
});

describe('comments', () => {
  test('are found wherever YAML has them, and nowhere else', () => {
    const text = '# one\na: "# no" # two\nb: |\n  # no\n  x\n  # three\nc: [1, # four\n  2]\nd#no: e#no\n';
    const { comments } = parseYaml('a.yaml', text);
    expect(comments.map((each) => [each.text, each.at.line, each.ownLine])).toEqual([
      ['# one', 1, true],
      ['# two', 2, false],
      ['# four', 7, false],
    ]);
    expect(comments.map(({ at }) => text.slice(at.start, at.end))).toEqual(['# one', '# two', '# four']);
  });

  test('end before CRLF', () => {
    expect(parseYaml('a.yaml', 'a: 1 # c\r\n').comments).toMatchObject([{ text: '# c', at: { endColumn: 9 } }]);
  });
});

describe('Go templates', () => {
  const reason = 'holds template actions that only Helm can render';
  test.each([
    ['in the place of a value', 'a: {{ .Values.a }}\n'],
    ['around lines', '{{- if .Values.a }}\na: 1\n{{- end }}\n'],
    ['in the place of lines', 'metadata:\n  {{- include "x" . | nindent 2 }}\n'],
    ['within quotes that they break', 'a: "{{ template "x" . }}"\n'],
    ['in a list', '- {{ .a }}\n'],
  ])('%s leave the file unread', (_name, text) => {
    expect(parseYaml('a.yaml', text)).toMatchObject({ unread: { reason }, documents: [], problems: [] });
  });

  test.each([
    [
      'Jinja',
      'a: 1\n{% if x %}\nb: 1\n{% endif %}\n',
      'holds template statements, {% … %}, that have to be rendered first',
    ],
    ['Flux', 'a: [${X}, ${Z}]\n', 'holds variables, ${ … }, that have to be filled in before it is YAML'],
  ])('and so do the marks of %s that break the YAML', (_name, text, why) => {
    expect(parseYaml('a.yaml', text)).toMatchObject({ unread: { reason: why }, problems: [] });
  });

  test.each([
    ['a variable', 'a: ${X}\nb: "${Z}"\n'],
    ['a quoted scalar', "a: '{{ name }}'\n"],
    ['a plain scalar', 'a: edge-{{name}}\n'],
    ['a comment', 'a: 1 # {{ x }}\n'],
    ['a block scalar', 'a: |\n  {{ if .x }}\n'],
    ['a flow map in a flow map', 'a: { {b: 1}: 2 }\n'],
  ])('within %s do not', (_name, text) => {
    expect(parseYaml('a.yaml', text).unread).toBeNull();
  });

  test('of an ApplicationSet do not hide a fault elsewhere in the file', () => {
    const file = parseYaml('a.yaml', "name: '{{name}}'\npath: [\nx: 1\n");
    expect(file).toMatchObject({ unread: null, problems: [{ at: { line: 2 } }] });
  });
});

describe('what is wrong is told in the words of the file', () => {
  test.each([
    ['a: b: c\n', 'a key stands where a plain value must: quote the value, or correct the indentation', 4],
    ['a\nb: 1\n', 'a key spans several lines: a colon is missing, or the indentation is wrong', 1],
    ['a: 1\nb\n', 'a key has no colon after it', 1],
    ['a:\n    b: 1\n  c: 1\n', 'the keys of one map are not in one column', 1],
    ['a: "b\n', 'the closing " is missing', 4],
    ["a: 'b\n", "the closing ' is missing", 4],
    ['a: [b, c\n', 'a ] is missing, or the lines before it are not indented enough', 8],
    ['a: {b: [c}\n', 'a ] is missing, or the lines before it are not indented enough', 9],
    ['a: {b: 1\nc: 2\n', 'a } is missing, or the lines before it are not indented enough', 8],
    [
      'a: {b: 1}}\n',
      'the text does not belong here: a quote, a comma or a line break is missing, or the indentation is wrong',
      10,
    ],
  ])('%j: %s', (text, message, column) => {
    const [problem] = parseYaml('a.yaml', text).problems;
    expect([problem?.message, problem?.at.column]).toEqual([message, column]);
  });
});
