import type { SyntaxProblem } from './document.ts';

/** Why a Helm template is not read. */
export const helmTemplate = 'holds template actions that only Helm can render';

/** What only a Helm template says; an ApplicationSet's own parameters look different. */
const helmAction =
  /\{\{-?\s*(?:\/\*|(?:if|else|end|range|with|define|template|include|block|toYaml|tpl)\b|\$|\.(?:Values|Release|Chart|Capabilities|Files|Template)\b)/;

/** Other marks of text that becomes YAML only once something has been filled in. */
const placeholders: readonly (readonly [mark: string, reason: string])[] = [
  ['{{', helmTemplate],
  ['{%', 'holds template statements, {% … %}, that have to be rendered first'],
  ['<%', 'holds template statements, <% … %>, that have to be rendered first'],
  ['${', 'holds variables, ${ … }, that have to be filled in before it is YAML'],
];

/** Why a file that does not parse is a template rather than broken YAML, or null when it is broken. */
export function templateReason(text: string, problems: readonly SyntaxProblem[]): string | null {
  const marks = placeholders.filter(([mark]) => text.includes(mark));
  if (marks.length === 0) return null;
  const rows = text.split('\n');
  if (rows.some((row) => helmAction.test(row) && !row.trimStart().startsWith('#'))) return helmTemplate;
  const faulty = problems.filter(({ kind }) => kind === 'syntax').map(({ at }) => rows[at.line - 1] ?? '');
  return marks.find(([mark]) => faulty.some((row) => row.includes(mark)))?.[1] ?? null;
}
