import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cases } from '../../scripts/yaml-tools/cases.ts';
import { cell, own, ownText } from '../../scripts/yaml-tools/reading.ts';

const page = readFileSync(new URL('../../docs/yaml.md', import.meta.url), 'utf8');
const row = (what: string): string | undefined => page.split('\n').find((line) => line.startsWith(`| ${what} |`));

test.each(cases.map((each) => [each.what, each] as const))('%s is read as the table of tools says', (what, each) => {
  expect(row(what)?.endsWith(` | ${cell(ownText(own(each)))} |`)).toBe(true);
});

test('and the table has no other rows', () => {
  expect(page.split('\n').filter((line) => line.startsWith('| '))).toHaveLength(cases.length + 2);
});
