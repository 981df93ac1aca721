import { expect, test } from 'vitest';
import { ownersIn } from '../../src/review/owners.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';

const owned = (text: string, path: string, at = '.github/CODEOWNERS'): string =>
  ownersIn(sourcesOf({ [at]: text }))(path).replace(/^ \(owned by (.*)\)$/, '$1');

test.each<[pattern: string, path: string, isMeant: boolean]>([
  ['*', 'a/b/c.yaml', true],
  ['*.yaml', 'a/b/c.yaml', true],
  ['*.yml', 'a/b/c.yaml', false],
  ['/shop/', 'shop/a/b.yaml', true],
  ['/shop/', 'teams/shop/b.yaml', false],
  ['shop/', 'teams/shop/b.yaml', true],
  ['shop', 'teams/shop/b.yaml', true],
  ['docs/*', 'docs/a.md', true],
  ['docs/*', 'docs/deep/a.md', false],
  ['teams/shop', 'teams/shop/b.yaml', true],
  ['teams/shop', 'x/teams/shop/b.yaml', false],
  ['**/logs', 'a/logs/b.yaml', true],
  ['/apps/**/route.yaml', 'apps/a/b/route.yaml', true],
  ['a\\ b/', 'a b/c.yaml', true],
])('%s means %s: %s', (pattern, path, isMeant) => {
  expect(owned(`${pattern} @acme/shop\n`, path)).toBe(isMeant ? 'acme/shop' : '');
});

test.each<[what: string, text: string, expected: string]>([
  ['the last line that fits', '* @all\n/shop/ @acme/shop @jo\n/other/ @x\n', 'acme/shop, jo'],
  ['a line without owners takes them away', '* @all\n/shop/\n', ''],
  ['comments', '# /shop/ @no\n/shop/ @yes # @maybe\n', 'yes'],
  ['addresses', '/shop/ jo@example.com\n', 'jo@example.com'],
  ['the first of many', '* @a @b @c @d @e\n', 'a, b, c and 2 more'],
  ['a pattern that is not followed', '* @all\n/sh[o]p/ @x\n', ''],
  [
    'more lines than are read',
    '* @all\n'.repeat(3000),
    ' (owners not looked up: CODEOWNERS has more than 2000 lines, or 200000 characters)',
  ],
])('%s', (_, text, expected) => {
  expect(owned(text, 'shop/route.yaml')).toBe(expected);
});

test('the first of the places that GitHub looks at counts', () => {
  const files = { CODEOWNERS: '* @root\n', 'docs/CODEOWNERS': '* @docs\n' };
  expect(ownersIn(sourcesOf(files))('a.yaml')).toBe(' (owned by root)');
  expect(ownersIn(sourcesOf({}))('a.yaml')).toBe('');
});
