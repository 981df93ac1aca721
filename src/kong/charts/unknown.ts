import { UnknownValue } from '../../helm/go-template.ts';
import type { RenderedEnv } from './chart.ts';

/** A variable whose making needs an unknown value is itself unknown. */
export function guarded<T extends RenderedEnv | null>(make: () => T): T | RenderedEnv {
  return ifKnown<T | RenderedEnv>(make, (problem) => ({ kind: 'unknown', reason: problem.reason, at: problem.at }));
}

/** Runs `make`; where it needs an unknown value, `instead` says what comes of that. */
export function ifKnown<T>(make: () => T, instead: (problem: UnknownValue) => T): T {
  try {
    return make();
  } catch (problem) {
    if (problem instanceof UnknownValue) return instead(problem);
    throw problem;
  }
}

/** Runs a check for its failure alone; one that needs an unknown value is taken to pass. */
export function checkIfKnown(check: () => unknown): void {
  ifKnown<unknown>(check, () => null);
}

/** Whether a switch is on; an unknown one is taken to be off. */
export function knownTrue(test: () => boolean): boolean {
  return ifKnown(test, () => false);
}
