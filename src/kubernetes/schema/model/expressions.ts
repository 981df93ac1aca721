import type { Budget } from '../../../source/budget.ts';
import type { SchemaNode } from './schema.ts';
import type { RuleOutcome, StatedRule } from './stated-rule.ts';
import type { Value } from './value.ts';

/** A rule made ready for the values of one schema. */
export interface ReadyRule {
  /** Whether it compares a value with the one before; then it says nothing of a new one. */
  readonly readsOld: boolean;
  /** @param old the value before; undefined where there was none */
  judge(value: Value, old: Value): RuleOutcome;
}

/** Makes what evaluates the rules of one review, within what is left to it. */
export type CreateExpressions = (budget: Pick<Budget, 'left' | 'spend'>) => Expressions;

/** Evaluates rules that are written in CEL. */
export interface Expressions {
  ready(rule: StatedRule, node: SchemaNode, nodeOf: (number: number) => SchemaNode): ReadyRule;
}
