import { describe, expect, test } from 'vitest';
import { limits } from '../../src/source/limits.ts';
import { parseYaml } from '../../src/source/parse.ts';

const mebibyte = 1024 * 1024;

function filled(part: string, length = mebibyte): string {
  return part.repeat(Math.floor(length / part.length));
}

function numbered(part: (index: number) => string, count: number): string {
  return Array.from({ length: count }, (_, index) => part(index)).join('');
}

/** Every input here hangs, exhausts or kills a parser without limits, or comes near. */
describe('hostile input is unread, with the limit it reached', () => {
  test.each([
    ['a large file', `a: ${filled('x', limits.fileBytes)}`, 'is larger than 4 MiB'],
    ['binary', 'a: \0', 'is binary'],
    ['deep flow lists', filled('['), 'is nested more than 100 levels deep'],
    ['deep flow maps', filled('{a: '), 'is nested more than 100 levels deep'],
    ['deep block lists', filled('- '), 'is nested more than 100 levels deep'],
    ['deep block maps', numbered((index) => `${' '.repeat(index)}a:\n`, 1000), 'is nested more than 100 levels deep'],
    ['deep explicit keys', filled('? '), 'is nested more than 100 levels deep'],
    [
      'depth through aliases',
      `a0: &a0 [x]\n${numbered((index) => `a${index + 1}: &a${index + 1} [*a${index}]\n`, 500)}`,
      'is nested more than 100 levels deep',
    ],
    [
      'a bomb of aliases',
      `a0: &a0 [x,x,x,x,x,x,x,x]\n${numbered((index) => `a${index + 1}: &a${index + 1} [${Array(8).fill(`*a${index}`).join(',')}]\n`, 20)}`,
      'holds more than 200000 values',
    ],
    [
      'a bomb of merges',
      `x: &x {${numbered((index) => `k${index}: 1,`, 5000)}}\n${numbered((index) => `y${index}: {<<: *x}\n`, 1000)}`,
      'holds more than 200000 values',
    ],
    ['a wide map', numbered((index) => `k${index}: 1\n`, 10_001), 'has a map of more than 10000 keys'],
    ['many documents', numbered(() => '--- a\n', 2001), 'holds more than 2000 documents'],
    ['many anchors', numbered((index) => `- &a${index} x\n`, 10_001), 'holds more than 10000 anchors'],
    ['a dense list', `[${filled('1,', mebibyte - 2)}]`, 'holds more than 350000 YAML tokens'],
    ['empty lines', filled('\n'), 'holds more than 350000 YAML tokens'],
    ['empty comments', filled('#\n'), 'holds more than 350000 YAML tokens'],
  ])('%s', (_name, text, reason) => {
    expect(parseYaml('a.yaml', text)).toMatchObject({
      unread: { path: 'a.yaml', reason },
      documents: [],
      problems: [],
    });
  });
});

describe('nothing but faults is read up to the limit of faults', () => {
  test.each([
    ['closing brackets', filled(']')],
    ['bad escapes', `a: "${filled('\\q', mebibyte - 5)}"`],
    ['tabs in a block scalar', `a: |\n  x\n${filled('\t\n', mebibyte - 20)}`],
    ['keys after list items', filled('- a\nb\n')],
  ])('%s', (_name, text) => {
    const { problems, documents, unread } = parseYaml('a.yaml', text);
    expect([problems.length, documents, unread]).toEqual([limits.problems, [], null]);
  });
});

describe('what people write stays far below the limits', () => {
  test.each([
    ['a hundred levels', `${'['.repeat(99)}${']'.repeat(99)}`],
    ['a long text', `a: |\n${filled('  some text of a script\n', mebibyte - 10)}`],
    ['a hundred and one aliases', `a: &a {b: c}\nl:\n${'- *a\n'.repeat(101)}`],
    ['a wide map', numbered((index) => `key-${index}: value\n`, 9_999)],
    ['a big definition', numbered((index) => `  - name: n${index}\n    description: some words about it\n`, 18_000)],
  ])('%s', (_name, text) => {
    expect(parseYaml('a.yaml', text)).toMatchObject({ unread: null, problems: [] });
  });
});
