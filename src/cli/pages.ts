import { existsSync, readFileSync } from 'node:fs';
import type { Rule } from '../rules/model/rule.ts';
import { pagePath } from '../rules/rule-pages.ts';

/** The page of a rule as Markdown; undefined when there is none. The build puts a module in place of this one that holds every page. */
export function pageOf(rule: Pick<Rule, 'about' | 'id'>): string | undefined {
  const page = new URL(`../../${pagePath(rule)}`, import.meta.url);
  return existsSync(page) ? readFileSync(page, 'utf8') : undefined;
}
