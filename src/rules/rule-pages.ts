import { rules } from './index.ts';
import type { Rule } from './model/rule.ts';

/** The page of a rule, in the repository of Portcullis: `src/rules/listener/listener-conflict.md`. */
export function pagePath({ about, id }: Pick<Rule, 'about' | 'id'>): string {
  return `src/rules/${about}/${id}.md`;
}

/** Where the page of a rule can be read; for a name that no rule has, the table of rules. */
export function docsUrl(id: string): string {
  const rule = rules.find((each) => each.id === id);
  return `https://github.com/portcullis-app/portcullis/blob/main/${rule ? pagePath(rule) : 'src/rules/README.md'}`;
}
