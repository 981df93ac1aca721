import type { Finding, Status } from '../finding.ts';
import type { Review } from '../review/review.ts';
import { severities } from '../review/verdict.ts';

/** `1 error`, `2 errors`, `1 Gateway`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function bySeverity(findings: readonly Finding[]): string {
  return severities
    .map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => counted(count, severity))
    .join(' and ');
}

/**
 * What a title says of a change: `2 errors introduced, 1 existing, 1 fixed`. A tree without a base
 * (`compared` false) has only findings: `2 errors and 1 warning`.
 */
export function countsOf(findings: readonly Finding[], compared: boolean): string {
  if (!compared) return bySeverity(findings) || 'No findings';
  const having = (status: Status): readonly Finding[] => findings.filter((finding) => finding.status === status);
  const introduced = having('introduced');
  const parts = [
    introduced.length > 0 ? `${bySeverity(introduced)} introduced` : 'No findings introduced',
    ...(['existing', 'fixed'] as const)
      .filter((status) => having(status).length > 0)
      .map((status) => `${having(status).length} ${status}`),
  ];
  return parts.join(', ');
}

/** `2 findings have no suggestion, because there was no time to prove one. `, or nothing. */
export function unprovenSentence({ unproven }: Pick<Review, 'unproven'>): string {
  if (unproven === 0) return '';
  return `${counted(unproven, 'finding')} ${unproven === 1 ? 'has' : 'have'} no suggestion, because there was no time to prove one. `;
}
