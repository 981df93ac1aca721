import { createExpressions } from '../kubernetes/schema/expressions/expressions.ts';
import type { Expressions } from '../kubernetes/schema/model/expressions.ts';
import { Budget } from '../source/budget.ts';

/** Steps of rules in one review: a few seconds, where a large repository takes a hundredth of them. */
const stepsOfReview = 20_000_000;

/** What evaluates the rules of one review. Whoever imports this loads the library, which takes some tens of milliseconds. */
export function loadedExpressions(): Expressions {
  return createExpressions(new Budget(stepsOfReview));
}
