import type { Job, PassResult } from './protocol.ts';

/** A worker was killed because it did not answer in time, or died by itself. */
export type Lost = 'silent' | 'died';
export type Outcome = PassResult | Lost;
export type Run = (job: Job) => Promise<Outcome>;

export interface Waiting {
  readonly job: Job;
  readonly settle: (outcome: Outcome) => void;
  /** Lower ones are taken first. */
  readonly order: number;
  /** Only for a worker that has done nothing yet. */
  readonly fresh: boolean;
}

/** Passes that wait for a worker, and workers that wait for a pass. */
export class Passes {
  readonly #waiting: Waiting[] = [];
  readonly #idle: { readonly fresh: boolean; readonly give: (waiting: Waiting | null) => void }[] = [];
  #closed = false;

  add(waiting: Waiting): void {
    const index = this.#idle.findIndex(({ fresh }) => fresh || !waiting.fresh);
    if (index >= 0) this.#idle.splice(index, 1)[0]?.give(waiting);
    else {
      const before = this.#waiting.findLastIndex(({ order }) => order <= waiting.order);
      this.#waiting.splice(before + 1, 0, waiting);
      // A used worker that idles is let go, so that a fresh one comes.
      this.#idle.shift()?.give(null);
    }
  }

  /**
   * The next pass, or `null` for a worker that is not needed any more.
   * @param fresh the worker has done nothing yet
   * @param now do not wait for one: `null` where there is none at present
   */
  take(fresh: boolean, now: boolean): Promise<Waiting | null> {
    const index = this.#waiting.findIndex((waiting) => fresh || !waiting.fresh);
    // What a fresh worker is needed for is not put off behind passes of a higher order.
    if (index >= 0 && this.#waiting[index]?.order === this.#waiting[0]?.order)
      return Promise.resolve(this.#waiting.splice(index, 1)[0] ?? null);
    if (now || this.#closed || this.#waiting.length > 0) return Promise.resolve(null);
    return new Promise((give) => this.#idle.push({ fresh, give }));
  }

  close(): void {
    this.#closed = true;
    for (const { give } of this.#idle.splice(0)) give(null);
  }
}
