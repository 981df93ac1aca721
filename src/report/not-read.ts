import type { Review } from '../review/review.ts';
import { countedUnread, type NotRead } from '../review/accounting.ts';
import { counted, countsOf } from './counts.ts';

/** What a title says: the findings by status, then what was not read, what the change silences, and what can no longer be verified. */
export function headlineOf(review: Review, compared: boolean): string {
  const unread = new Set(countedUnread(review.unread).map(({ path }) => path));
  const lost = review.noLongerVerified;
  return [
    countsOf(review.findings, compared),
    ...(unread.size > 0 ? [`${counted(unread.size, 'file')} not read`] : []),
    ...(review.silenced.length > 0 ? [`${counted(review.silenced.length, 'finding')} silenced by this change`] : []),
    ...(['listener', 'object'] as const).flatMap((each) => {
      const count = lost.filter(({ what }) => what === each).length;
      return count > 0 ? [`${counted(count, each)} no longer verified`] : [];
    }),
  ].join('; ');
}

/** Those that decide the conclusion first, each as path and reason. */
export function notReadLines({ unread }: Pick<Review, 'unread'>): readonly string[] {
  return byWeight(unread).map(({ path, reason }) => `${path}: ${reason}`);
}

/** Those that decide the conclusion first. */
export function byWeight(unread: readonly NotRead[]): readonly NotRead[] {
  const weights = ['failure', 'neutral', 'success', 'none'];
  return unread.toSorted((a, b) => weights.indexOf(a.effect) - weights.indexOf(b.effect));
}

/** What comments of the change keep from being told: the comment, its reason, and the finding. */
export function silencedLines({ silenced }: Review): readonly string[] {
  return silenced.map(({ by, reason, rule, message }) => `${by.path}:${by.line}: ${rule}: ${message} (${reason})`);
}

/** Listeners of which base told the conditions and head does not, and objects that may be gone. */
export function noLongerVerifiedLines({ noLongerVerified }: Review): readonly string[] {
  return noLongerVerified.map(({ cluster, about, reason }) => `${about} (cluster ${cluster}): ${reason}`);
}
