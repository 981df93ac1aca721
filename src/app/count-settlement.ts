import type { Count, CountName } from '../github/job/counts.ts';
import type { Lease, Uncounted } from '../queue/queue.ts';
import type { Settlement } from '../queue/worker.ts';

/** Counts what became of a lease. @param now milliseconds since 1970 */
export function countSettlement(
  count: Count,
  { attempt, queuedAt }: Pick<Lease, 'attempt' | 'queuedAt'>,
  settlement: Settlement,
  now: number,
): void {
  if (settlement.kind === 'retry') count(nameOf[settlement.uncounted ?? 'failed'], 1, { attempt: String(attempt) });
  else if (queuedAt !== undefined) count('SecondsToResult', Math.max(0, (now - queuedAt) / 1000));
}

const nameOf: Readonly<Record<Uncounted | 'failed', CountName>> = {
  early: 'Waits',
  newer: 'LeftForNewer',
  outage: 'AttemptsFailed',
  failed: 'AttemptsFailed',
};
