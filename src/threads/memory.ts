import { totalmem } from 'node:os';
import process from 'node:process';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';

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
 * Lets threads that start from now on have 16 MiB for what is young, from the beginning and for good: V8 would grow to
 * that in steps, of which each copies what is alive, and then beyond. Nearly all that a review makes stays alive, so
 * that more room only takes more memory.
 */
export function beginWithRoomForTheYoung(): void {
  setFlagsFromString('--min-semi-space-size=16');
  setFlagsFromString('--max-semi-space-size=16');
}
