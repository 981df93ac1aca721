import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyNameIn } from '../../../src/gitops/tree/any-name.ts';

const manyNames = Array.from({ length: 200 }, (_, index) => `team-${index}-web`);

test.each([
  ['a name as a word', 'name: team-7-web\n', true],
  ['within a longer word', 'url: http://my-team-7-website.example.com/', true],
  ['in a comment', '# see team-7-web', true],
  ['half of one', 'name: team-7', false],
  ['in a long stretch of data', `data: ${'x'.repeat(400)}team-7-web${'x'.repeat(400)}`, true],
  ['nowhere in a long stretch', `data: ${'x'.repeat(1000)}`, false],
])('%s among many names', (_, text, expected) => {
  expect(anyNameIn(manyNames)(text)).toBe(expected);
});

test('names with signs that stand between words are found too', () => {
  expect(anyNameIn([...manyNames, '${app} web'])('name: ${app} web')).toBe(true);
  expect(anyNameIn([...manyNames, '${app} web'])('name: ${app}web')).toBe(false);
});

test('however many names there are, it is what a search for each of them finds', () => {
  const part = fc.string({ unit: fc.constantFrom('a', 'b', '-', '.', ' ', ':', 'é'), minLength: 1, maxLength: 6 });
  const names = fc.uniqueArray(part, { minLength: 41, maxLength: 60 });
  fc.assert(
    fc.property(names, fc.array(part), (some, parts) => {
      const text = parts.join('');
      expect(anyNameIn(some)(text)).toBe(some.some((name) => text.includes(name)));
    }),
  );
});
