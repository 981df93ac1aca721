import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NearNames, isTypingError } from '../../src/source/near-name.ts';

const letter = fc.constantFrom('a', 'b', 'e', '-', '1');
const name = fc.string({ unit: letter, maxLength: 8 });
/** Names that are one letter, or none, apart from another. */
const alike = fc
  .tuple(name, fc.nat(8), letter, fc.constantFrom('insert', 'remove', 'replace', 'swap'))
  .map(([text, at, inserted, how]) => {
    const [before, here, next, after] = [text.slice(0, at), text[at] ?? '', text[at + 1] ?? '', text.slice(at + 2)];
    if (how === 'insert') return [text, before + inserted + text.slice(at)];
    if (how === 'remove') return [text, before + text.slice(at + 1)];
    return [text, how === 'swap' ? before + next + here + after : before + inserted + text.slice(at + 1)];
  });

test('names are found as if each were held against each', () => {
  fc.assert(
    fc.property(fc.array(alike, { maxLength: 8 }), (pairs) => {
      const names = pairs.flat();
      const index = new NearNames(names.entries(), ([, each]) => each);
      for (const asked of names) {
        const one = [...names.entries()].filter(([, each]) => isTypingError(asked, each));
        expect(index.near(asked).toSorted(([a], [b]) => a - b)).toEqual(one);
      }
    }),
  );
});

test('the names of a thousand objects, each with a letter too few', () => {
  const names = Array.from({ length: 1000 }, (_, index) => `${'long-'.repeat(40)}gateway-${index}-of-many`);
  const index = new NearNames(names, (each) => each);
  expect(names.map((each) => index.near(each.replace('gateway-', 'gatewai-')))).toEqual(names.map((each) => [each]));
});
