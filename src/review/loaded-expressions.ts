import { createExpressions } from '../kubernetes/schema/expressions/expressions.ts';
import type { CreateExpressions } from '../kubernetes/schema/model/expressions.ts';

/** What evaluates rules. Whoever imports this loads the library, which takes some tens of milliseconds. */
export function loadedExpressions(): CreateExpressions {
  return (budget) => createExpressions(budget);
}
