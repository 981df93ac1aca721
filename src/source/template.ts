import type { SyntaxProblem } from './document.ts';
import type { Node } from './node.ts';

/** Whether a scalar holds `{{ … }}`, for Helm or an Argo CD ApplicationSet to fill in. */
export function templated(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && typeof node.value === 'string' && action.test(node.value);
}

const action = /\{\{[^]*?\}\}/;

/** What only a Helm template says; an ApplicationSet's own parameters look different. */
const helmAction =
  /\{\{-?\s*(?:\/\*|(?:if|else|end|range|with|define|template|include|block|toYaml|tpl)\b|\$|\.(?:Values|Release|Chart|Capabilities|Files|Template)\b)/;

/** Whether a file that does not parse is a Helm template rather than broken YAML. */
export function holdsTemplates(text: string, problems: readonly SyntaxProblem[]): boolean {
  if (!text.includes('{{')) return false;
  const rows = text.split('\n');
  const code = rows.filter((row) => !row.trimStart().startsWith('#'));
  if (code.some((row) => helmAction.test(row))) return true;
  return problems.some((problem) => problem.kind === 'syntax' && (rows[problem.at.line - 1] ?? '').includes('{{'));
}
