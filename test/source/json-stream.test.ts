import { describe, expect, test } from 'vitest';
import { parseYaml } from '../../src/source/parse.ts';
import { stringAt } from '../../src/source/node.ts';

const object = (name: string): string => `{"kind": "ConfigMap", "metadata": {"name": "${name}"}}`;

/** The names of the objects in a text, `+` before those that only kubectl reads; the faults where it has some. */
function read(text: string): string {
  const { documents, problems, unread } = parseYaml('a.json', text);
  if (unread !== null) return unread.reason;
  if (problems.length > 0) return 'faults';
  return documents
    .map(({ root, streamed }) => `${streamed === true ? '+' : ''}${stringAt(root, 'metadata', 'name')?.value}`)
    .join(' ');
}

/** kubectl applies what stands before and stops there; kustomize and Helm read no further. */
const behind = (line: number): string => `has YAML on line ${line} that kubectl may accept and that is not read here`;

describe('objects that follow each other', () => {
  test.each([
    ['on lines of their own', `${object('a')}\n${object('b')}\n`, 'a +b'],
    ['on one line', `${object('a')}${object('b')} ${object('c')}`, 'a +b +c'],
    ['behind a byte order mark', `\uFEFF${object('a')}\n${object('b')}`, 'a +b'],
    ['with a line between', `${object('a')}\n---\n${object('b')}\n${object('c')}\n`, 'a b +c'],
    ['beside YAML', `${object('a')}${object('b')}\n---\nkind: X\nmetadata: {name: c}\n`, 'a +b c'],
    ['with braces in strings', `${object('a}{')}\n${object('b\\"{')}\n`, 'a}{ +b"{'],
    ['and one that is not closed', `${object('a')}\n{"kind": `, behind(2)],
    ['and then a word', `${object('a')}\nhello\n`, behind(2)],
    ['and then YAML', `${object('a')}\nkind: X\n`, behind(2)],
    ['and then a list', `\n${object('a')} [1]\n`, behind(2)],
    ['and then a brace, in the second of two', `kind: X\nmetadata: {name: x}\n---\n${object('a')}\n}\n`, behind(5)],
    ['behind what is broken', `a: ]\n---\n${object('a')}\n}\n`, 'faults'],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test('keep their places', () => {
    const [, second] = parseYaml('a.json', `${object('a')}\n${object('b')}\n`).documents;
    expect(second?.root.at).toMatchObject({ line: 2, column: 1 });
  });
});

test('what follows a document behind "..." without "---" is read by no tool', () => {
  expect(read('metadata: {name: a}\n...\nmetadata: {name: b}\n')).toBe('a');
  expect(read('metadata: {name: a}\n...\n---\nmetadata: {name: b}\n')).toBe('a b');
});
