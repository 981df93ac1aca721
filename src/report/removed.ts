import type { Removed } from '../review/removed.ts';
import type { Review } from '../review/review.ts';
import { someOf } from './clusters.ts';

const reasons: Readonly<Record<Removed['cause'], string>> = {
  deleted: 'its file is gone',
  'not-read': 'its file is not read any more, so whether it stays is not known',
  'not-stated': 'nothing brings it any more',
};

/** What a change takes out of clusters, one sentence each. */
export function removedLines(review: Review): readonly string[] {
  return review.removed.map((each) => removedLine(each, review));
}

/** What a change takes out of clusters, and why, in one sentence. */
export function removedLine(
  { about, clusters, path, line, cause }: Removed,
  { before }: Pick<Review, 'before'>,
): string {
  const where = before.length < 2 ? '' : `, ${clusters.length === 1 ? 'cluster' : 'clusters'} ${someOf(clusters)}`;
  return `${about} (${path}:${line}${where}): ${reasons[cause]}`;
}
