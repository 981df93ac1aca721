import { expect, test } from 'vitest';
import { readSourceFiles } from './source-files.ts';

/** What holds a sentence, or the name of a thing as messages show it. */
const sentence = '(?:message|reason|statement|sentence|about|title|evidence|problem|doubt|fault|resource)';

const decisions = [
  new RegExp(
    `\\b${sentence}\\)?[?!]?\\.(?:includes|startsWith|endsWith|match|matchAll|split|indexOf|lastIndexOf|search|replace|replaceAll)\\(.*`,
    'g',
  ),
  new RegExp(`\\.(?:test|exec)\\([^)]*\\b${sentence}\\b.*`, 'g'),
  new RegExp(`\\.(?:includes|startsWith|endsWith)\\([^)]*\\b${sentence}\\b.*`, 'g'),
];

/** Why a file may all the same. */
const allowed: Readonly<Record<string, string>> = {
  'github/client/pace.ts': 'GitHub says by its sentence alone which limit a 403 is about',
};

function decisionsIn(text: string): string[] {
  return decisions.flatMap((pattern) => [...text.matchAll(pattern)].map(([found]) => found));
}

test('nothing is decided by matching or cutting a sentence', () => {
  const found = readSourceFiles()
    .filter(({ file }) => !(file in allowed))
    .flatMap(({ file, text }) => decisionsIn(text).map((decision) => `${file}: ${decision}`));
  expect(found).toEqual([]);
});

test('every file that may is still one that does', () => {
  const files = readSourceFiles().filter(({ text }) => decisionsIn(text).length > 0);
  expect(files.map(({ file }) => file)).toEqual(Object.keys(allowed));
});

test.each([
  "if (!reason.startsWith('remote resource')) return false;",
  'missed.some((reason) => reason.includes(path));',
  '/kong|gateway/i.test(`${path} ${reason}`)',
  "const at = message.lastIndexOf(' After merge: ');",
  '/^Missing closing (.)quote/.exec(fault.message)?.[1]',
  'status.resource.startsWith(nameOf(gateway.object))',
  "(unverified?.reason)?.includes('Secret')",
])('finds %s', (line) => {
  expect(decisionsIn(line)).not.toEqual([]);
});
