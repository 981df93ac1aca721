import type { Severity } from '../finding.ts';
import type { Review } from '../review/review.ts';
import { byWeight } from './not-read.ts';
import { removedLine } from './removed.ts';

/** What a format that knows findings alone has to tell besides: about a file as a whole. */
export interface BesideFinding {
  /** Stands where a rule would. */
  readonly id: 'not-read' | 'no-longer-applied';
  readonly path: string;
  /** By what it makes of the conclusion. */
  readonly severity: Severity;
  readonly message: string;
}

const severities = { failure: 'error', neutral: 'warning', success: 'notice', none: 'notice' } as const;

/** What was not read, the weightiest first, and what the change takes out of clusters. */
export function besideFindings(review: Review): readonly BesideFinding[] {
  const notRead = byWeight(review.unread).map(({ path, reason, effect }): BesideFinding => ({
    id: 'not-read',
    path,
    severity: severities[effect],
    message: `${path}: ${reason}`,
  }));
  const gone = review.removed.map((each): BesideFinding => ({
    id: 'no-longer-applied',
    path: each.path,
    severity: 'notice',
    message: `No longer applied: ${removedLine(each, review)}`,
  }));
  return [...notRead, ...gone];
}
