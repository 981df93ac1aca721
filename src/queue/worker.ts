import type { Lease, Queue, Uncounted } from './queue.ts';

/** What became of a lease: done, or to be tried again after so many seconds. */
export type Settlement =
  { readonly kind: 'done' } | { readonly kind: 'retry'; readonly seconds: number; readonly uncounted?: Uncounted };

export interface WorkerOptions {
  /** Groups worked on at the same time. */
  readonly lanes: number;
  /** Of them of one installation, so that somebody else always has a lane. */
  readonly mostOfOne: number;
  /** Milliseconds between looks at an empty queue; `nudge` makes the next look happen at once. */
  readonly pause: number;
  readonly handle: (lease: Lease) => Promise<Settlement>;
  /** A lease that no attempt settled: the last chance to tell somebody. */
  readonly handleDead: (lease: Lease) => Promise<Settlement>;
  /** What became of a lease, failures of the handler among it. */
  readonly settled?: (lease: Lease, settlement: Settlement) => void;
  /** A failure of the handler or of the queue itself. */
  readonly failed: (error: unknown) => void;
}

export interface Worker {
  /** There is something new in the queue. */
  readonly nudge: () => void;
  /** Takes nothing more and resolves when what was begun is settled. */
  readonly stop: () => Promise<void>;
}

/** Seconds before the second attempt, the third, and so on; the last stands for all further ones. */
const backOff = [5, 30, 120, 300];

/** Works on a queue until stopped. */
export function startWorker(queue: Queue, options: WorkerOptions): Worker {
  const busy = new Set<Promise<void>>();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | null = null;
  let lookAgain = false;

  const settle = async (lease: Lease, handle: (lease: Lease) => Promise<Settlement>): Promise<void> => {
    try {
      const settlement = await settlementOf(lease, handle, options.failed);
      options.settled?.(lease, settlement);
      await (settlement.kind === 'done'
        ? queue.acknowledge(lease)
        : queue.retry(lease, settlement.seconds, settlement.uncounted));
    } catch (error) {
      // The lease ends by itself, and its messages are handed out again.
      options.failed(error);
    }
  };
  const begin = (lease: Lease, handle: (lease: Lease) => Promise<Settlement>): void => {
    const work = settle(lease, handle).finally(() => {
      busy.delete(work);
      look();
    });
    busy.add(work);
  };
  const lookOnce = async (): Promise<void> => {
    try {
      const room = options.lanes - busy.size;
      for (const lease of room > 0 ? await queue.lease(room, options.mostOfOne) : []) begin(lease, options.handle);
      if (busy.size < options.lanes) for (const lease of await queue.leaseDead(1)) begin(lease, options.handleDead);
    } catch (error) {
      options.failed(error);
    }
  };
  const look = (): void => {
    clearTimeout(timer);
    lookAgain = looking !== null;
    if (stopped || looking) return;
    looking = lookOnce().finally(() => {
      looking = null;
      if (lookAgain) look();
      else if (!stopped) timer = setTimeout(look, options.pause);
    });
  };
  look();
  return {
    nudge: look,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await looking;
      await Promise.all(busy);
    },
  };
}

async function settlementOf(
  lease: Lease,
  handle: (lease: Lease) => Promise<Settlement>,
  failed: (error: unknown) => void,
): Promise<Settlement> {
  try {
    return await handle(lease);
  } catch (error) {
    failed(error);
    return retryAfterFailure(lease);
  }
}

/** When to try again what failed in a way that nobody foresaw. */
export function retryAfterFailure({ attempt }: Pick<Lease, 'attempt'>): Settlement {
  return { kind: 'retry', seconds: backOff[Math.min(attempt, backOff.length) - 1] ?? 300 };
}
