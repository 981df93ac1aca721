import type { Count } from '../github/job/counts.ts';
import type { Lease } from '../queue/queue.ts';
import type { Settlement } from '../queue/worker.ts';

/** Counts what became of a lease. @param now milliseconds since 1970 */
export function countSettlement(
  count: Count,
  { attempt, queuedAt }: Pick<Lease, 'attempt' | 'queuedAt'>,
  settlement: Settlement,
  now: number,
): void {
  if (settlement.kind === 'retry')
    count(settlement.uncounted === 'early' ? 'Waits' : 'AttemptsFailed', 1, { attempt: String(attempt) });
  else if (queuedAt !== undefined) count('SecondsToResult', Math.max(0, (now - queuedAt) / 1000));
}
