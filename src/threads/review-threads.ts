import type { OperationName, Operations } from '../session/operations.ts';
import { ReviewNotBegun, type Reviewer, type Session } from '../session/reviewer.ts';
import { ReviewThread, type ThreadOptions } from './review-thread.ts';

export interface PoolOptions extends ThreadOptions {
  /** How many reviews may be made at the same time; the others wait for their turn. */
  readonly most: number;
}

export interface ReviewThreads extends Reviewer {
  /** Starts a thread if none is free, so that it has loaded the engine when it is needed. */
  prepare(): void;
}

/**
 * Reviews in threads of their own, so that each can be stopped: when its time is over or its memory used up the thread
 * goes, and the next review has another one at once. A thread that ended its review in order is used again.
 */
export function createReviewThreads({ most, ...options }: PoolOptions): ReviewThreads {
  const idle: ReviewThread[] = [];
  const alive = new Set<ReviewThread>();
  const waiting: ((thread: ReviewThread) => void)[] = [];

  const start = (): ReviewThread => {
    const thread = new ReviewThread(options, (gone) => {
      if (!alive.delete(gone)) return;
      const index = idle.indexOf(gone);
      if (index !== -1) idle.splice(index, 1);
      if (waiting.length > 0) waiting.shift()?.(start());
    });
    alive.add(thread);
    return thread;
  };
  const lease = async (milliseconds: number): Promise<ReviewThread> => {
    const free = idle.pop() ?? (alive.size < most ? start() : null);
    if (free) return free;
    const { promise, resolve, reject } = Promise.withResolvers<ReviewThread>();
    waiting.push(resolve);
    const late = setTimeout(
      () => {
        waiting.splice(waiting.indexOf(resolve), 1);
        reject(new ReviewNotBegun());
      },
      Math.max(0, milliseconds),
    );
    try {
      return await promise;
    } finally {
      clearTimeout(late);
    }
  };
  const release = (thread: ReviewThread): void => {
    thread.close();
    if (!alive.has(thread)) return;
    const next = waiting.shift();
    if (next) next(thread);
    else idle.push(thread);
  };
  const prepare = (): void => {
    if (idle.length === 0 && alive.size < most) idle.push(start());
  };
  return {
    prepare,
    open(timeLeft) {
      prepare();
      return new ThreadSession({ lease, release, timeLeft });
    },
  };
}

interface SessionOptions {
  readonly lease: (milliseconds: number) => Promise<ReviewThread>;
  readonly release: (thread: ReviewThread) => void;
  readonly timeLeft: () => number;
}

class ThreadSession implements Session {
  private readonly options: SessionOptions;
  private thread: ReviewThread | null = null;
  private isOpen = true;

  constructor(options: SessionOptions) {
    this.options = options;
  }

  async ask<K extends OperationName>(operation: K, input: Operations[K]['input']): Promise<Operations[K]['output']> {
    const { lease, release, timeLeft } = this.options;
    if (this.thread === null) {
      const thread = await lease(timeLeft());
      if (!this.isOpen) release(thread);
      this.thread = thread;
    }
    if (!this.isOpen) throw new Error('the session is closed');
    return await this.thread.ask(operation, input, timeLeft());
  }

  close(): void {
    if (this.isOpen && this.thread) this.options.release(this.thread);
    this.isOpen = false;
  }
}
