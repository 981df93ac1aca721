import type { CheckRunReport } from '../../report/check-run.ts';
import { ReviewStopped, type Exhausted } from '../../session/reviewer.ts';
import { CannotReview, DeadlinePassed, Superseded, isAmbiguous, isTransient } from '../client/failure.ts';
import type { Services } from '../job/services.ts';
import { failureReport, StoppedTwice } from './conclude.ts';

/** How a check run ends, and what a review that was stopped needed too much of. */
export interface Ending {
  readonly report: CheckRunReport;
  readonly stopped: Exhausted | null;
}

/** The report of the work, or of its failure; throws where another attempt is worth it. */
export async function reportOr(services: Services, work: () => Promise<CheckRunReport>): Promise<Ending> {
  try {
    return { report: await work(), stopped: null };
  } catch (error) {
    if (error instanceof Superseded || isWorthAnother(error, services)) throw error;
    services.log.error({ err: error }, 'a review failed');
    if (!isOfTheChange(error)) services.count('ReviewsFailed', 1);
    const isLate = services.clock.now() >= services.budget.deadline;
    if (isLate || error instanceof DeadlinePassed || error instanceof ReviewStopped)
      services.budget.deadline += graceToReport;
    return { report: failureReport(error), stopped: error instanceof ReviewStopped ? error.exhausted : null };
  }
}

function isWorthAnother(error: unknown, { attempt, outlastUntil, clock }: Services): boolean {
  return (attempt === 'retryable' && isTransient(error)) || (isAmbiguous(error) && clock.now() < outlastUntil);
}

/** What the change itself brought about, and its author can mend. */
function isOfTheChange(error: unknown): boolean {
  return error instanceof CannotReview || error instanceof ReviewStopped || error instanceof StoppedTwice;
}

/** The work; but when every attempt ended without a result, for example with the process, only that is said. */
export async function unlessAbandoned<T>({ attempt }: Services, work: () => Promise<T>): Promise<T> {
  if (attempt !== 'abandoned') return await work();
  throw new CannotReview('several attempts to review it did not come to an end; “Re-run” tries again');
}

/** Milliseconds to say that the time was over. */
const graceToReport = 20_000;
