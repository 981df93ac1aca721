import { UnknownValue } from '../../gitops/helm/go-template.ts';
import type { RenderedEnv } from './chart.ts';

/** A variable whose making needs an unknown value is itself unknown. */
export function guarded<T extends RenderedEnv | null>(make: () => T): T | RenderedEnv {
  return attempt<T | RenderedEnv>(make, (problem) => ({ kind: 'unknown', reason: problem.reason, at: problem.at }));
}

/** Runs `make`; where it needs an unknown value, `instead` says what comes of that. */
export function attempt<T>(make: () => T, instead: (problem: UnknownValue) => T): T {
  try {
    return make();
  } catch (problem) {
    if (problem instanceof UnknownValue) return instead(problem);
    throw problem;
  }
}
