import { totalmem } from 'node:os';
import process from 'node:process';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const mebibyte = 1024 * 1024;

/** Of the memory of the machine or container; the rest is for this process itself, and for what is no heap. */
const shareOfReviews = 0.7;

/** The least with which a review of a common repository ends. */
const leastMegabytes = 256;

/** The heap of one thread where so many work at the same time: no more than the process itself would have. */
export function megabytesForThread(threads: number): number {
  // Without a limit it gives 0, or more than any machine has.
  const limit = process.constrainedMemory() || Infinity;
  const memory = Math.min(limit, totalmem());
  const heap = getHeapStatistics().heap_size_limit;
  return Math.max(leastMegabytes, Math.floor(Math.min(heap, (memory * shareOfReviews) / threads) / mebibyte));
}

/**
 * Lets threads that start from now on have 4 MiB for what is young, from the beginning and for good: V8 would grow to
 * more in steps. Nearly all that a review makes stays alive, so that with more room as much is copied, and more is held.
 */
export function beginWithRoomForTheYoung(): void {
  setFlagsFromString('--min-semi-space-size=4');
  setFlagsFromString('--max-semi-space-size=4');
}

/** Below that there is little to give back. */
const worthCollecting = 24 * mebibyte;

/** Collects what this thread read and does not need any more: V8 would hold it for as long as nothing else is made here. */
export function giveBackMemory(): void {
  const { heapTotal, external } = process.memoryUsage();
  if (heapTotal + external < worthCollecting) return;
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // V8 takes what was compiled with other flags for foreign.
  setFlagsFromString('--no-expose-gc');
  collect();
}
