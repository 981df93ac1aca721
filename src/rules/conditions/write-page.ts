import { docsUrl } from '../rule-pages.ts';
import { conditions } from './conditions.ts';
import type { ConditionPage, ReasonPage, Writer } from './condition-page.ts';
import { reasons } from './reasons.ts';

const writers: Readonly<Record<Writer, string>> = {
  controller: 'Kong Ingress Controller',
  operator: 'Kong Operator',
  default: 'Gateway API itself, before any controller',
};

const nouns: Readonly<Record<ReasonPage['on'][number], string>> = {
  class: 'a GatewayClass',
  gateway: 'a Gateway',
  listener: 'a listener',
  route: 'a route',
};

/** Where the conditions of an object can be read in a cluster: the command, and the headings above them in what it prints. */
const shown: Readonly<Record<ReasonPage['on'][number], readonly [command: string, ...headings: string[]]>> = {
  class: ['kubectl describe gatewayclass NAME', 'Status', 'Conditions'],
  gateway: ['kubectl describe gateway NAME -n NAMESPACE', 'Status', 'Conditions'],
  listener: ['kubectl describe gateway NAME -n NAMESPACE', 'Status', 'Listeners', 'Conditions'],
  route: ['kubectl describe httproute NAME -n NAMESPACE', 'Status', 'Parents', 'Conditions'],
};

/** Names of conditions and of reasons, each once. */
export const conditionNames: readonly string[] = [
  ...new Set([...conditions.map(({ type }) => type), ...reasons.map(({ reason }) => reason)]),
];

/** What is known of a condition or a reason, as Markdown; null for a name that is neither. Capitals do not count. */
export function conditionPage(name: string): string | null {
  const known = conditionNames.find((each) => each.toLowerCase() === name.toLowerCase());
  if (known === undefined) return null;
  const condition = conditions.find(({ type }) => type === known);
  const own = reasons.filter(({ reason }) => reason === known);
  return `# ${known}\n\n${[...(condition ? [ofCondition(condition)] : []), ...own.map(ofReason)].join('\n')}`;
}

/** Everything that is known of conditions, as one page of Markdown. */
export function conditionsPage(): string {
  const types = conditions.map((each) => `## ${each.type}\n\n${ofCondition(each)}`);
  const parts = reasons.map((each) => `### ${each.reason}\n\n${ofReason(each)}`);
  return [...types, '## Reasons\n', ...parts].join('\n');
}

function ofCondition({ type, on, means }: ConditionPage): string {
  const own = reasons.filter(({ conditions: written }) => written.some((each) => each.startsWith(`${type}=`)));
  const rows = own.map((reason) => {
    const values = reason.conditions.filter((each) => each.startsWith(`${type}=`));
    return `| ${values.map((each) => each.slice(type.length + 1)).join(', ')} | ${reason.reason} | ${reason.on.map((each) => nouns[each]).join(', ')} |`;
  });
  const table = rows.length === 0 ? '' : `\n| Status | Reason | On |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
  return `A condition of ${listOf(on.map((each) => nouns[each]))}. ${means}\n${table}`;
}

function ofReason({ reason, conditions: written, on, by, means, remedy, rules }: ReasonPage): string {
  const lines = [
    `${listOf(written.map((each) => `\`${each}\``))} on ${listOf(on.map((each) => nouns[each]))}, written by ${listOf(by.map((each) => writers[each]))}.`,
    means,
    ...(remedy === null ? [] : [`What to do: ${remedy}`]),
    ...(rules.length === 0 ? [] : [`Before the merge: ${rules.map((id) => `[${id}](${docsUrl(id)})`).join(', ')}.`]),
    'In a cluster:',
    ...on.map((each) => inCluster(each, written[0] ?? '', reason)),
  ];
  return `${lines.join('\n\n')}\n`;
}

/** The lines of a condition as `kubectl describe` prints them, with its times and its message left out. */
function inCluster(on: ReasonPage['on'][number], condition: string, reason: string): string {
  const [command, ...headings] = shown[on];
  const [type = '', status = ''] = condition.split('=');
  const lines = [`Reason:  ${reason}`, `Status:  ${status}`, `Type:    ${type}`];
  return [
    '```text',
    `$ ${command}`,
    ...headings.map((heading, depth) => `${'  '.repeat(depth)}${heading}:`),
    ...lines.map((line) => `${'  '.repeat(headings.length)}${line}`),
    '```',
  ].join('\n');
}

function listOf(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
