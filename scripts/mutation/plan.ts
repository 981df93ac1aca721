/** From what a run without mutants recorded to the passes that each mutant needs. */
import type { Mutant } from './instrument.ts';
import type { Hits, Job, PassResult } from './protocol.ts';

/** Enough for every test on a busy machine. */
const patience = 120_000;

export function dryJob(file: string): Job {
  return { file, mutant: null, tests: null, testTimeout: patience, hitLimit: Number.MAX_SAFE_INTEGER };
}

/** The tests of a file that execute a mutant: `null` is all of them, `[]` none. */
function testsFor(mutant: string, { loading, hooks, tests }: PassResult): readonly string[] | null {
  if (mutant in loading || mutant in hooks) return null;
  return tests.filter(({ hits }) => mutant in hits).map(({ id }) => id);
}

const hitsIn = (mutant: string, { loading, hooks, tests }: PassResult): number =>
  [loading, hooks, ...tests.map(({ hits }) => hits)].reduce((sum, hits: Hits) => sum + (hits[mutant] ?? 0), 0);

/** Milliseconds that a test may take with a mutant, from those it took without: five times as many, three times for long ones. */
const timeFor = (milliseconds: number): number =>
  Math.max(Math.min(4_000 + 5 * milliseconds, 10_000), 3 * milliseconds);

interface Planned extends Job {
  /** Milliseconds that the pass is expected to take. */
  readonly expected: number;
}

function planned(mutant: string, file: string, dry: PassResult): Planned | undefined {
  const tests = testsFor(mutant, dry);
  if (tests?.length === 0) return undefined;
  const run = dry.tests.filter(({ id }) => tests?.includes(id) ?? true).map(({ milliseconds }) => milliseconds);
  const loading = dry.milliseconds - dry.tests.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return {
    file,
    mutant,
    tests,
    testTimeout: timeFor(Math.max(...run, 0)),
    hitLimit: 1_000 + 100 * hitsIn(mutant, dry),
    expected: loading + run.reduce((sum, milliseconds) => sum + milliseconds, 0),
  };
}

/** The passes of one mutant, the quickest first. */
export function passesFor({ id }: Mutant, dry: ReadonlyMap<string, PassResult>): Planned[] {
  return [...dry]
    .flatMap(([file, result]) => planned(id, file, result) ?? [])
    .toSorted((a, b) => a.expected - b.expected);
}

/** Milliseconds after which a worker that has not answered is killed. */
export function limitOf(job: Job & { expected?: number }): number {
  return job.mutant === null ? 4 * patience : 10_000 + job.testTimeout + 5 * (job.expected ?? 0);
}
