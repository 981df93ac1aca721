import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { screenOf } from '../../scripts/screen.ts';
import { reviewFiles } from '../../src/review/in-memory.ts';
import { expectedSections, parseRulePage, rulesFor } from '../../scripts/rule-page.ts';
import { rules } from '../../src/rules/index.ts';
import { pagePath } from '../../src/rules/rule-pages.ts';

const folder = new URL('../../src/rules/', import.meta.url);
const filesOf = (extension: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith(extension));

test('every rule has a page, and every page a rule', () => {
  const pages = filesOf('.md').filter((path) => path !== 'README.md');
  expect(pages.toSorted()).toEqual(rules.map(({ about, id }) => `${about}/${id}.md`).toSorted());
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const text = readFileSync(new URL(`../../${pagePath(rule)}`, import.meta.url), 'utf8');
  const page = parseRulePage(text);

  test('has a file and a test of its own name in the folder of what it speaks of', () => {
    expect(filesOf('.ts')).toContain(`${rule.about}/${id}.ts`);
    expect(existsSync(new URL(`${rule.about}/${id}.test.ts`, import.meta.url))).toBe(true);
  });

  test('has the title of the rule, says what breaks, and has all sections', () => {
    expect(page.heading).toBe(rule.title);
    // What the template leaves to be replaced.
    expect(text).not.toMatch(/RULE TITLE|written by: npm run docs|One paragraph: what happens/);
    expect(page.introduction).not.toBe('');
    expect(page.sections).toEqual(expectedSections);
    expect(page.wrong).not.toHaveLength(0);
    expect(page.right).not.toHaveLength(0);
  });

  test.each(page.wrong.map((example, index) => [index + 1, example] as const))(
    'finds what wrong example %i shows',
    (_, example) => {
      const alone = rulesFor(id, example.files);
      expect(reviewFiles(example.files, null, alone).findings.map((finding) => finding.rule)).toContain(id);
      expect(screenOf(example.files, null, alone)).toBe(example.output);
    },
  );

  test.each(page.right.map((files, index) => [index + 1, files] as const))(
    'is silent on right example %i',
    (_, files) => {
      expect(reviewFiles(files, null, rulesFor(id, files)).findings).toEqual([]);
    },
  );
});
