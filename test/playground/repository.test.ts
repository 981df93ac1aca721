import { describe, expect, test } from 'vitest';
import { pathsOf, textOf, withFile, withSuggestion, type Repository } from '../../site/src/playground/repository.ts';
import { fragmentOf, sharedFrom } from '../../site/src/playground/share.ts';

/** Names that every object has. */
const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];

describe('files that are called like what every object has', () => {
  test.each(names)('%s is no file until it is made', (name) => {
    expect(textOf({}, name)).toBeUndefined();
    const { head } = withFile({ base: null, head: {} }, 'head', name, 'text');
    expect(Object.entries(head)).toEqual([[name, 'text']]);
    expect(pathsOf({ base: {}, head })).toEqual([{ path: name, change: 'added' }]);
    expect(pathsOf({ base: head, head: {} })).toEqual([{ path: name, change: 'removed' }]);
  });

  test.each(names)('%s comes back out of a link', async (name) => {
    const one = Object.fromEntries([[name, 'text']]);
    for (const repository of [
      { base: {}, head: one },
      { base: one, head: {} },
    ] satisfies Repository[]) {
      const fragment = await fragmentOf({ repository, open: null });
      const shared = await sharedFrom(fragment ?? '');
      expect(pathsOf(shared.repository)).toEqual(pathsOf(repository));
    }
  });
});

describe('a suggestion', () => {
  test.each([
    ['a\nb\nc\n', 2, 2, 'x\ny', 'a\nx\ny\nc\n'],
    ['a\r\nb\r\nc', 2, 2, 'x\ny', 'a\r\nx\r\ny\r\nc'],
    ['a\r\nb\nc\r\n', 2, 2, 'x', 'a\r\nx\nc\r\n'],
    ['a\nb', 2, 2, 'x\ny', 'a\nx\ny'],
    ['a\r\nb', 2, 2, 'x\ny', 'a\r\nx\r\ny'],
    ['a\nb\nc\n', 1, 3, 'x', 'x\n'],
  ])('of %j for lines %i to %i leaves every other byte', (text, startLine, endLine, replacement, after) => {
    expect(withSuggestion({ a: text }, { path: 'a', startLine, endLine, replacement })).toEqual({ a: after });
  });
});
