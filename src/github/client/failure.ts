import { ReviewNotBegun } from '../../session/reviewer.ts';

/** GitHub will not serve this installation before `until` (milliseconds since 1970), which is after our deadline. */
export class QuotaExhausted extends Error {
  readonly until: number;

  constructor(until: number) {
    super(
      `GitHub's rate limit for this installation is used up until ${new Date(until).toISOString().slice(11, 16)} UTC`,
    );
    this.name = 'QuotaExhausted';
    this.until = until;
  }
}

/** The time given for one review is over. */
export class DeadlinePassed extends Error {
  constructor() {
    super('the time given for one review is over');
    this.name = 'DeadlinePassed';
  }
}

/** A newer head, another base, or the end of the pull request made the work pointless. */
export class Superseded extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'Superseded';
  }
}

/** We could not look, for a reason that concerns the repository and that a person can act on. */
export class CannotReview extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'CannotReview';
  }
}

/** GitHub does not know yet what an event says is there: replicas lag by seconds, seldom by minutes. */
export class NotYetKnown extends Error {
  /** What GitHub answers of what it does not know. */
  readonly status = 404;

  constructor(what: string) {
    super(`GitHub does not know ${what} yet`);
    this.name = 'NotYetKnown';
  }
}

/** The HTTP status GitHub answered with; 500 where the connection broke; null for an error that is not GitHub's. */
export function statusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('status' in error)) return null;
  return typeof error.status === 'number' ? error.status : null;
}

/** Whether the request may have been carried out although no good answer came: then look before trying again. */
export function isAmbiguous(error: unknown): boolean {
  const status = statusOf(error);
  return status !== null && status >= 500;
}

/** Something else that the app needs (its queue, its counts) did not answer. */
export class ServiceUnavailable extends Error {
  /** As GitHub would answer: whoever asks again later may be served. */
  readonly status = 503;

  constructor(what: string, cause: unknown) {
    super(`${what} could not be reached`, { cause });
    this.name = 'ServiceUnavailable';
  }
}

/** Whether another attempt later may succeed without anybody changing anything. */
export function isTransient(error: unknown): boolean {
  const waited = error instanceof QuotaExhausted || error instanceof NotYetKnown || error instanceof ReviewNotBegun;
  if (waited || isAmbiguous(error)) return true;
  // A token that is no longer accepted is replaced before the next attempt.
  return statusOf(error) === 429 || statusOf(error) === 401;
}
