/** What the process that mutates and the workers that run tests say to each other: one JSON value a line over a local socket. */

/** How often each mutant was executed, by its id. */
export type Hits = Record<string, number>;

/** One pass over one test file. */
export interface Job {
  /** Absolute path of the test file. */
  readonly file: string;
  /** The mutant that is switched on, `null` for the sources as they are. */
  readonly mutant: string | null;
  /** Ids of the tests to run, `null` for all of the file. */
  readonly tests: readonly string[] | null;
  /** Milliseconds for one test or hook. */
  readonly testTimeout: number;
  /** How often the mutant may be executed before it counts as an endless loop. */
  readonly hitLimit: number;
}

export interface TestRecord {
  readonly id: string;
  readonly milliseconds: number;
  readonly hits: Hits;
}

export interface PassResult {
  /** Why the pass failed, in one line; `null` where all tests passed. */
  readonly failure: string | null;
  /** The test that failed, `null` where loading or a hook did. */
  readonly failed: string | null;
  /** The failure is a test that ran out of time, or an endless loop. */
  readonly timedOut: boolean;
  /** The failure is an error outside of every test, which may be late news of an earlier pass. */
  readonly stray: boolean;
  readonly tests: readonly TestRecord[];
  /** Mutants executed while modules were loaded: at the start, or when a test loaded them. */
  readonly loading: Hits;
  /** Mutants executed between tests, as in hooks of suites. */
  readonly hooks: Hits;
  /** Milliseconds of the whole pass. */
  readonly milliseconds: number;
}

/** A worker says its process id first, then the result of every job it was given. */
export type FromWorker = { readonly pid: number } | { readonly result: PassResult };

/** `null` ends the worker. */
export type ToWorker = Job | null;

export const socketVariable = 'MUTATION_SOCKET';

/** Calls `take` with every value that a socket brings; the socket decodes UTF-8. */
export function eachMessage(take: (message: unknown) => void): (chunk: string) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(JSON.parse(line));
  };
}
