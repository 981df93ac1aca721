import { NewerRelease } from '../queue/newer-release.ts';
import type { Settlement } from '../queue/worker.ts';

/** Seconds between looks whether the newer release is back. SQS hands out fifty times: then, after eight hours, it is a dead letter. */
const pause = 600;

/** What to do with a job that a newer release wrote, or that needs what one wrote: it stays, whole. Null for any other failure. */
export function leftForNewer(error: unknown): Settlement | null {
  return error instanceof NewerRelease ? { kind: 'retry', seconds: pause, uncounted: 'newer' } : null;
}
