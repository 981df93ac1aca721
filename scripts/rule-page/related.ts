import { relative } from 'node:path/posix';
import { rules } from '../../src/rules/index.ts';
import type { Rule } from '../../src/rules/model/rule.ts';

const section = /^## Related rules\n\n((?:- .*\n)+)/m;
const entry = /^- \[([\w-]+)\]/;

/** Ids of the rules that a page names as related, in its order. */
export function relatedRules(page: string): readonly string[] {
  const lines = section.exec(page)?.[1]?.split('\n') ?? [];
  return lines.flatMap((line) => entry.exec(line)?.[1] ?? []);
}

/** The page with the links and titles of its related rules as they are now; an author writes `- [rule-id]`. */
export function withRelated(page: string, { about }: Pick<Rule, 'about'>): string {
  const lines = relatedRules(page).map((id) => {
    const rule = rules.find((each) => each.id === id);
    if (rule === undefined) throw new Error(`there is no rule "${id}" to be related to`);
    return `- [${id}](${relative(about, `${rule.about}/${id}.md`)}): ${rule.title}\n`;
  });
  return page.replace(section, `## Related rules\n\n${lines.join('')}`);
}
