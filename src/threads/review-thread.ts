import { SHARE_ENV, Worker } from 'node:worker_threads';
import type { OperationName, Operations } from '../session/operations.ts';
import { ReviewStopped } from '../session/reviewer.ts';
import type { Answer, Request } from './messages.ts';

export interface ThreadOptions {
  /** The module that the thread runs. */
  readonly entry: URL;
  /** The most that its heap may take. */
  readonly megabytes: number;
  /** Called when it has begun with a review, and whoever asked for that waits. */
  readonly whileReviewing?: () => void;
}

const mebibyte = 1024 * 1024;
/** Of its heap a thread may use so much. */
const shareBeforeTheEnd = 0.8;
const pauseBetweenLooks = 100;

/** A thread that reviews, one session at a time. It keeps the process alive only while it works. */
export class ReviewThread {
  private readonly worker: Worker;
  private readonly mostBytes: number;
  private readonly ended: (thread: ReviewThread) => void;
  private readonly whileReviewing: (() => void) | undefined;
  private pending: PromiseWithResolvers<Answer> | null = null;

  /** @param ended told once when the thread is gone, for whatever reason */
  constructor({ entry, megabytes, whileReviewing }: ThreadOptions, ended: (thread: ReviewThread) => void) {
    this.ended = ended;
    this.whileReviewing = whileReviewing;
    this.mostBytes = megabytes * mebibyte * shareBeforeTheEnd;
    this.worker = new Worker(entry, { env: SHARE_ENV, resourceLimits: { maxOldGenerationSizeMb: megabytes } });
    this.worker.on('message', (answer: Answer) => this.settle((waiting) => waiting.resolve(answer)));
    this.worker.on('error', (error: NodeJS.ErrnoException) => {
      const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.settle((waiting) => waiting.reject(isMemory ? new ReviewStopped('memory') : error));
    });
    this.worker.on('exit', () => {
      this.settle((waiting) => waiting.reject(new Error('the thread of a review ended before it answered')));
      this.ended(this);
    });
    this.worker.unref();
  }

  /** @throws ReviewStopped when there is no answer after so many milliseconds, or no memory for one; the thread is gone then */
  async ask<K extends OperationName>(
    operation: K,
    input: Operations[K]['input'],
    milliseconds: number,
  ): Promise<Operations[K]['output']> {
    const waiting = Promise.withResolvers<Answer>();
    this.pending = waiting;
    this.worker.ref();
    const late = setTimeout(
      () => {
        this.settle(({ reject }) => reject(new ReviewStopped('time')));
        this.end();
      },
      Math.max(0, milliseconds),
    );
    const watch = setInterval(() => void this.endIfFull(), pauseBetweenLooks);
    try {
      this.send({ kind: 'step', operation, input });
      if (operation === 'review') this.whileReviewing?.();
      const answer = await waiting.promise;
      if (answer.kind === 'output') return answer.output;
      throw Object.assign(new Error(answer.message), { stack: answer.stack });
    } finally {
      clearTimeout(late);
      clearInterval(watch);
      this.worker.unref();
    }
  }

  /** Ready for another session; a step that is being taken is not waited for, and the thread goes with it. */
  close(): void {
    if (this.pending === null) this.send({ kind: 'close' });
    else this.end();
  }

  end(): void {
    this.ended(this);
    void this.worker.terminate();
  }

  /** At the end of its heap V8 may end the whole process instead of the thread, so it is not let come there. */
  private async endIfFull(): Promise<void> {
    const heap = await this.worker.getHeapStatistics().catch(() => null);
    if (heap === null || heap.used_heap_size < this.mostBytes || this.pending === null) return;
    this.settle(({ reject }) => reject(new ReviewStopped('memory')));
    this.end();
  }

  private send(request: Request): void {
    this.worker.postMessage(request);
  }

  private settle(how: (waiting: PromiseWithResolvers<Answer>) => void): void {
    const waiting = this.pending;
    this.pending = null;
    if (waiting) how(waiting);
  }
}
