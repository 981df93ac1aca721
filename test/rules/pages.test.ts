import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { screenOf } from '../../scripts/screen.ts';
import { reviewFiles } from '../../src/review/in-memory.ts';
import {
  expectedSections,
  filesIn,
  parseRulePage,
  restSection,
  rulesFor,
  sidesOf,
  toldFile,
  type ExampleFiles,
  type RulePage,
} from '../../scripts/rule-page.ts';
import { arranged } from '../../scripts/rule-page/arranged.ts';
import { headerRows } from '../../scripts/rule-page/header.ts';
import { relatedRules, withRelated } from '../../scripts/rule-page/related.ts';
import type { Finding } from '../../src/finding.ts';
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
    expect(text).not.toMatch(/RULE TITLE|written by: npm run docs|One paragraph: what happens|What a person sees who/);
    expect(page.introduction).not.toBe('');
    expect(page.sections.filter((section) => section !== restSection)).toEqual(expectedSections);
    expect(page.wrong).not.toHaveLength(0);
  });

  test('says in its header how grave it is, which conditions tell it, whether it is mended, and of whom it holds', () => {
    const header = new Map(page.header);
    expect([...header.keys()]).toEqual(headerRows);
    const suggests = page.wrong.some(({ output }) => /^suggestion: /m.test(output));
    expect(suggests ? ['yes, as below'] : ['in some cases', 'none of its own']).toContain(header.get('Suggestion'));
    expect(header.get('Holds for')).toMatch(/\w/);
    // A condition that the example predicts leads back to the rule.
    const predicted = findingOf(page)?.outcome?.conditions.flatMap(({ reason }) => reason ?? []) ?? [];
    for (const reason of predicted) expect(header.get('Conditions')).toContain(`[${reason}]`);
  });

  test('shows of an example the files that change, how they change, and where to see it', () => {
    expect(arranged(text)).toBe(text);
    const { right, wrong, blocks } = page;
    expect(right).not.toEqual(wrong[0]?.files);
    const shown = Object.keys(filesIn(blocks, 'Wrong'));
    const told = wrong.map(toldFile);
    const changed = shown.filter((path) => right[path] !== wrong[0]?.files[path]);
    expect(shown.filter((path) => !changed.includes(path) && !told.includes(path))).toEqual([]);
    expect(blocks.some(({ section, language }) => section === 'See it in the cluster' && language === 'sh')).toBe(true);
  });

  test('leads to related rules', () => {
    expect(relatedRules(text)).not.toHaveLength(0);
    expect(relatedRules(text)).not.toContain(id);
    expect(withRelated(text, rule)).toBe(text);
  });

  test.each(page.wrong.map((example, index) => [index + 1, example] as const))(
    'finds what wrong example %i shows',
    (_, example) => {
      const { head, base } = sidesOf(example.files);
      expect(findingsIn(example.files).map((finding) => finding.rule)).toContain(id);
      expect(screenOf(head, base, rulesFor(id, example.files))).toBe(example.output);
    },
  );

  test('is silent on the right example', () => {
    expect(findingsIn(page.right)).toEqual([]);
  });

  function findingOf({ wrong }: RulePage): Finding | undefined {
    return findingsIn(wrong[0]?.files ?? {}).find((finding) => finding.rule === id);
  }

  function findingsIn(files: ExampleFiles): readonly Finding[] {
    const { head, base } = sidesOf(files);
    return reviewFiles(head, base, rulesFor(id, files)).findings;
  }
});
