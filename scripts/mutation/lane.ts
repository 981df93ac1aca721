/**
 * What one worker does from its start to its end. It serves many passes, and a mutant may spoil it for those that
 * follow: a server that was not stopped, a variable of the environment, work that goes on. So no failure counts before
 * the same tests have passed in the same worker without a mutant, and a worker that fails this is let go.
 */
import type { Outcome, Passes, Run, Waiting } from './passes.ts';
import type { Job, PassResult } from './protocol.ts';

interface Kill {
  readonly waiting: Waiting;
  readonly result: PassResult;
}

/** So many failures are proven at a time. */
const batch = 8;

/** The pass without a mutant that must succeed for these failures, all of one test file, to count. */
function controlOf(kills: readonly Kill[], file: string): Job {
  const whole = kills.some(({ result }) => result.failed === null);
  return {
    file,
    mutant: null,
    tests: whole ? null : kills.flatMap(({ result }) => result.failed ?? []),
    testTimeout: Math.max(...kills.map(({ waiting }) => waiting.job.testTimeout)),
    hitLimit: Number.MAX_SAFE_INTEGER,
  };
}

const isSuccess = (outcome: Outcome): boolean => typeof outcome === 'object' && outcome.failure === null;

export class Lane {
  readonly #passes: Passes;
  readonly #run: Run;
  /** Test files that were seen to spoil workers; shared by all lanes. */
  readonly #fragile: Set<string>;
  #kills: Kill[] = [];

  constructor(passes: Passes, run: Run, fragile: Set<string>) {
    this.#passes = passes;
    this.#run = run;
    this.#fragile = fragile;
  }

  /**
   * Resolves when the worker is to end.
   * @param mayEnd another worker would take its place
   */
  async serve(mayEnd: () => boolean): Promise<void> {
    for (let isFresh = true, isSound = true; isSound; isFresh = false) {
      const waiting = await this.#passes.take(isFresh, this.#kills.length > 0);
      if (waiting) isSound = await this.#pass(waiting, isFresh);
      else if (this.#kills.length > 0) isSound = await this.#prove();
      else return;
      // Vitest's run ends with its last worker, and only then begins the next run.
      if (!mayEnd() && this.#kills.length === 0) return;
    }
  }

  /** Whether the worker is still good for others. */
  async #pass(waiting: Waiting, isFresh: boolean): Promise<boolean> {
    const outcome = await this.#run(waiting.job);
    if (isSuccess(outcome)) {
      waiting.settle(outcome);
      return true;
    }
    // Nothing went before that could have spoilt the worker.
    if (isFresh) {
      waiting.settle(outcome);
      return false;
    }
    if (waiting.job.mutant !== null && typeof outcome === 'object' && !outcome.timedOut && !outcome.stray) {
      this.#kills.push({ waiting, result: outcome });
      const enough = this.#fragile.has(waiting.job.file) ? 1 : batch;
      return this.#kills.length < enough || (await this.#prove());
    }
    // A test that ran out of time may have left work behind that nothing can be proven with.
    this.#again(waiting);
    await this.#prove();
    return false;
  }

  /** Settles the failures so far, or has them looked at again by fresh workers. */
  async #prove(): Promise<boolean> {
    const kills = this.#kills;
    this.#kills = [];
    let isSound = true;
    for (const [file, group] of Map.groupBy(kills, ({ waiting }) => waiting.job.file)) {
      isSound &&= isSuccess(await this.#run(controlOf(group, file)));
      if (!isSound) this.#fragile.add(file);
      for (const { waiting, result } of group)
        if (isSound) waiting.settle(result);
        else this.#again(waiting);
    }
    return isSound;
  }

  #again(waiting: Waiting): void {
    this.#passes.add({ ...waiting, fresh: true });
  }
}
