import packageJson from '../../package.json' with { type: 'json' };
import { rules } from './index.ts';
import type { Rule } from './model/rule.ts';

/** The page of a rule, in the repository of Portcullis: `src/rules/listener/listener-conflict.md`. */
export function pagePath({ about, id }: Pick<Rule, 'about' | 'id'>): string {
  return `src/rules/${about}/${id}.md`;
}

/** Where the site of this release stands: a later one has a folder of its own, and moves no page of an earlier one. */
export const siteUrl = `https://portcullis-app.github.io/portcullis/v${packageJson.version}/`;

/** Where the page of a rule can be read; for a name that no rule has, the table of rules. */
export function docsUrl(id: string): string {
  return rules.some((each) => each.id === id) ? `${siteUrl}rules/${id}/` : `${siteUrl}rules/`;
}
