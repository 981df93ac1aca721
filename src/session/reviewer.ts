import type { OperationName, Operations } from './operations.ts';

/** Where reviews are made. */
export interface Reviewer {
  /**
   * Begins a review.
   * @param timeLeft milliseconds that are left for it; a step that takes longer is stopped
   */
  open(timeLeft: () => number): Session;
}

/** One review, for as long as it is open. */
export interface Session {
  /**
   * Takes a step.
   * @throws ReviewStopped when it needs more time or memory than a review is given; nothing can be asked after that
   */
  ask<K extends OperationName>(operation: K, input: Operations[K]['input']): Promise<Operations[K]['output']>;
  /** Ends it, and gives up what it holds. */
  close(): void;
}

/**
 * Works with a session for one review, and ends it.
 * @param timeLeft milliseconds that are left for all of the work
 */
export async function withSession<T>(
  reviewer: Reviewer,
  timeLeft: () => number,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const session = reviewer.open(timeLeft);
  try {
    return await work(session);
  } finally {
    session.close();
  }
}

/** Of what a review needed more than it is given. */
export type Exhausted = 'time' | 'memory';

/** A review was stopped from outside, because no end was in sight. */
export class ReviewStopped extends Error {
  readonly exhausted: Exhausted;

  constructor(exhausted: Exhausted) {
    super(stoppedSentence(exhausted));
    this.name = 'ReviewStopped';
    this.exhausted = exhausted;
  }
}

function stoppedSentence(exhausted: Exhausted): string {
  return exhausted === 'time'
    ? 'the review was stopped because it did not end in the time that a review is given'
    : 'the review was stopped because it needed more memory than a review is given';
}

/** Other reviews took all the time that there was: nothing is known of this one. */
export class ReviewNotBegun extends Error {
  constructor() {
    super('other reviews took the time that this one had');
    this.name = 'ReviewNotBegun';
  }
}
