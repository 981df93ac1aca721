/** The table below the heading of a rule's page: what a reader asks first. */
import type { Outcome } from '../../src/finding.ts';
import { reasons } from '../../src/rules/conditions/reasons.ts';
import type { Rule } from '../../src/rules/model/rule.ts';
import { parseRulePage } from '../rule-page.ts';

/** Names of the rows; the last two are written by hand. */
export const headerRows = ['Rule', 'Severity', 'After the merge', 'Conditions', 'Suggestion', 'Holds for'] as const;

/** The page with a header: what the rule and its example say is written anew, the rest is kept. */
export function withHeader(page: string, rule: Rule, outcome: Outcome | null): string {
  const { header, heading } = parseRulePage(page);
  const own = new Map(header);
  const values: Readonly<Record<(typeof headerRows)[number], string>> = {
    Rule: `\`${rule.id}\``,
    Severity: rule.severity,
    'After the merge': outcome === null ? 'as the text below says' : `${outcome.sentence} (the example)`,
    Conditions: conditionsOf(rule.id),
    Suggestion: own.get('Suggestion') ?? '',
    'Holds for': own.get('Holds for') ?? '',
  };
  const rows = headerRows.map((name) => `| ${name} | ${values[name].replaceAll('|', '\\|')} |\n`);
  rows.splice(1, 0, '| --- | --- |\n');
  const above = `# ${heading}\n`;
  const below = page.slice(page.indexOf(above) + above.length).replace(/^\n(?:\|.*\n)*\n*/, '');
  return `${above}\n${rows.join('')}\n${below}`;
}

/** The reasons by which a cluster says it, each with its page. */
function conditionsOf(id: string): string {
  const own = reasons.filter(({ rules }) => rules.includes(id));
  if (own.length === 0) return 'none says it';
  return own
    .map(({ reason, conditions }) => {
      const link = `[${reason}](../../../docs/conditions.md#${reason.toLowerCase()})`;
      return `${conditions.map((each) => `\`${each}\``).join(', ')} with ${link}`;
    })
    .join('; ');
}
