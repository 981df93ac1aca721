import type { Engine } from '../review/engine.ts';
import { createSourceCache } from '../source/source-cache.ts';
import type { Reviewer } from './reviewer.ts';
import { ReviewSteps } from './steps.ts';

/** Reviews in the thread of whoever asks, which nothing can stop: for tests, and for what judges trusted trees. */
export function inProcess(engine: Engine): Reviewer {
  const cache = createSourceCache();
  return {
    open() {
      const steps = new ReviewSteps(engine, cache);
      return {
        ask: async (operation, input) => await steps.take(operation, input),
        close: () => undefined,
      };
    },
  };
}
