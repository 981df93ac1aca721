import { isAmbiguous } from '../github/client/failure.ts';
import type { Lease } from '../queue/queue.ts';
import type { Settlement } from '../queue/worker.ts';

/** How long a job waits for the end of somebody else's outage, in milliseconds from when it was put into the queue. */
const mostPatience = 3 * 3_600_000;
/** Of the age of a job, what it waits for before it is tried again; bounds in seconds. */
const shareOfAge = 1 / 4;
const [leastWait, mostWait] = [10, 600];

/** Until when an outage uses up no attempt, in milliseconds since 1970; attempts count where the queue does not tell its age. */
export function outlastUntil({ queuedAt }: Pick<Lease, 'queuedAt'>): number {
  return (queuedAt ?? Number.NEGATIVE_INFINITY) + mostPatience;
}

/** When to try again what failed because GitHub, or a service that the app needs, does not answer; null for any other failure. */
export function outageOf(error: unknown, lease: Pick<Lease, 'queuedAt'>, now: number): Settlement | null {
  if (!isAmbiguous(error) || now >= outlastUntil(lease)) return null;
  const age = (now - (lease.queuedAt ?? now)) / 1000;
  const seconds = Math.round(Math.min(mostWait, Math.max(leastWait, age * shareOfAge)));
  return { kind: 'retry', seconds, uncounted: 'outage' };
}
