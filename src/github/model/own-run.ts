import type { RunSubject, Stopped } from './external-id.ts';
import { shortCommit } from './external-id.ts';

/** The name of our check run, which branch protection rules refer to. */
export const checkName = 'Portcullis';

/** One of our check runs on a commit. */
export interface OwnRun {
  readonly id: number;
  readonly completed: boolean;
  /** Null while it is not completed. */
  readonly conclusion: string | null;
  /** Null for a run whose `external_id` is not ours to read. */
  readonly subject: RunSubject | null;
  /** What the review needed too much of, and the base commit it was made on; null for one that was not stopped. */
  readonly stopped: Stopped | null;
  /** The text GitHub stores for `subject`. */
  readonly externalId: string;
  /** How many annotations GitHub has already; they can only be added to. */
  readonly annotations: number;
}

/** A completed run that answers the question; a cancelled or skipped one, or one that went stale, does not. */
export function isFinal({ completed, conclusion }: OwnRun): boolean {
  return completed && conclusion !== 'cancelled' && conclusion !== 'skipped' && conclusion !== 'stale';
}

/** Whether a review on this base commit was stopped because it needed too much of something. */
export function isStoppedAt({ completed, stopped }: OwnRun, exhausted: Stopped['exhausted'], base: string): boolean {
  return completed && stopped?.exhausted === exhausted && stopped.base === shortCommit(base);
}
