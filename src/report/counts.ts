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

/** `2 findings have no suggestion, because proving more would be too much work for one review. `, and whatever else was cut, or nothing. */
export function cutSentences({ cut: { suggestions, versions, places } }: Pick<Review, 'cut'>): string {
  const have = (count: number): string => `${counted(count, 'finding')} ${count === 1 ? 'has' : 'have'}`;
  return [
    suggestions > 0 &&
      `${have(suggestions)} no suggestion, because proving more would be too much work for one review. `,
    versions > 0 &&
      `Of the versions that charts may have, ${versions} ${versions === 1 ? 'was' : 'were'} not judged: the clusters are too large for all of them. `,
    places > 0 && `The change is too large to look for the line that brings ${counted(places, 'finding')} about. `,
  ]
    .filter((sentence) => sentence !== false)
    .join('');
}
