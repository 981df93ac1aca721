/** Which mutants the tests notice. */
import type { Mutant } from './instrument.ts';
import type { Run } from './passes.ts';
import { dryJob, passesFor } from './plan.ts';
import type { PassResult } from './protocol.ts';

export type Verdict = 'killed' | 'timeout' | 'survived' | 'no coverage';

export interface Judged extends Mutant {
  readonly verdict: Verdict | 'equivalent';
}

/**
 * Every test file once, without mutants.
 * @throws where one fails even so
 */
export async function recordAll(files: readonly string[], run: Run): Promise<Map<string, PassResult>> {
  const outcomes = await Promise.all(files.map(async (file) => [file, await run(dryJob(file))] as const));
  return new Map(
    outcomes.map(([file, outcome]) => {
      if (typeof outcome === 'string')
        throw new Error(`${file}: the worker ${outcome === 'died' ? 'died' : 'did not answer'}`);
      if (outcome.failure !== null) throw new Error(`${file} fails without a mutant: ${outcome.failure}`);
      return [file, outcome];
    }),
  );
}

/** Runs the test files that reach the mutant one after the other, until one fails. */
export async function judge(mutant: Mutant, dry: ReadonlyMap<string, PassResult>, run: Run): Promise<Verdict> {
  const passes = passesFor(mutant, dry);
  if (passes.length === 0) return 'no coverage';
  for (const pass of passes) {
    const outcome = await run(pass);
    if (outcome === 'silent') return 'timeout';
    if (outcome === 'died') return 'killed';
    if (outcome.failure !== null) return outcome.timedOut ? 'timeout' : 'killed';
  }
  return 'survived';
}
