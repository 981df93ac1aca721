import { expect, test } from 'vitest';
import { readSourceFiles } from '../architecture/source-files.ts';
import { patternsIn, superLinear } from './patterns.ts';

/** Patterns that are slow on long texts and never get one, each with what bounds it. */
const bounded: ReadonlyMap<string, string> = new Map([
  ['app/logger.ts', 'where nothing ends a key, the end of the text does: it is searched once'],
  ['gitops/flux/filled-in.ts', 'the text ends with the last closing brace'],
  ['source/replace.ts', 'at most 200 characters before a value'],
]);

test('every literal pattern takes time in proportion to its text', () => {
  const files = readSourceFiles().filter(({ file }) => !file.includes('/schema/data/'));
  const found = files.flatMap(({ file, text }) =>
    patternsIn(text).flatMap((pattern) =>
      superLinear(pattern).map((why) => ({ file, told: `${file}:${pattern.line} /${pattern.source}/: ${why}` })),
    ),
  );
  expect(found.filter(({ file }) => !bounded.has(file)).map(({ told }) => told)).toEqual([]);
  expect(new Set(found.map(({ file }) => file))).toEqual(new Set(bounded.keys()));
});

/** Those that were found by attack, as they were. */
test.each([
  [String.raw`\$\{[^}]*\}`, ''],
  ['<path:[^>]*>', ''],
  [String.raw`\{\{-?\s*([^{}]*?)\s*-?\}\}`, 'g'],
  [String.raw`\/+$`, ''],
  [String.raw`^\$([^/]+)\/?(.*)$`, ''],
  [String.raw`^\s*kind:\s*Gateway\s*$`, 'm'],
  [String.raw`(?:\s|#.*)*-(?=\s|$)`, 'y'],
  [String.raw`^([ \t]*)(,?)([ \t]*(?:#.*)?)$`, ''],
  ['^(a+)+$', ''],
])('this test sees that /%s/%s does not', (source, flags) => {
  expect(superLinear({ source, flags })).not.toEqual([]);
});

test.each([
  [String.raw`\{\{([^{}]*)\}\}`, 'g'],
  [String.raw`^[a-z]+\.[a-z]+$`, ''],
  [String.raw`=.*`, 's'],
])('and that /%s/%s does', (source, flags) => {
  expect(superLinear({ source, flags })).toEqual([]);
});
