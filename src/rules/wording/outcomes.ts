import type { Effect, Outcome, PredictedCondition } from '../../finding.ts';
import type { ConditionType, ListenerStatus } from '../../kong/model/model.ts';

const failing: readonly [ConditionType, 'True' | 'False'][] = [
  ['Conflicted', 'True'],
  ['Accepted', 'False'],
  ['ResolvedRefs', 'False'],
];

/** The condition that says why a listener does not work; null where all that is written is well. */
export function failingCondition({
  conditions,
  certainlyUnavailable = null,
}: Pick<ListenerStatus, 'conditions'> & Partial<Pick<ListenerStatus, 'certainlyUnavailable'>>): Outcome | null {
  if (certainlyUnavailable !== null) return conditionOutcome(certainlyUnavailable.condition);
  for (const [type, status] of failing) {
    const condition = conditions?.[type];
    if (condition?.status === status) return conditionOutcome({ type, status, reason: condition.reason });
  }
  return conditions === null ? conditionOutcome({ type: 'Accepted', status: 'False', reason: null }) : null;
}

/** A condition alone, or with what follows from it: `Accepted=False, PortUnavailable`. */
export function conditionOutcome(condition: PredictedCondition, consequence?: string): Outcome {
  return { effect: 'condition', conditions: [condition], sentence: conditionSentence(condition, consequence) };
}

/** A listener that the status calls programmed, and what is wrong all the same. */
export function notServed(consequence: string, who = ''): Outcome {
  const condition: PredictedCondition = { type: 'Programmed', status: 'True', reason: null };
  return {
    effect: 'not-served',
    conditions: [condition],
    sentence: `${who}${conditionSentence(condition, consequence)}`,
  };
}

/** Gateways that the controller cannot reconcile: half a sentence that ends before the condition. */
export function pending(who: string): Outcome {
  const condition: PredictedCondition = { type: 'Accepted', status: 'Unknown', reason: 'Pending' };
  return { effect: 'pending', conditions: [condition], sentence: `${who} at ${conditionSentence(condition)}` };
}

/** Gateways that the controller reconciled before and cannot reconcile any more: half a sentence that ends before the verb. */
export function stuck(who: string): Outcome {
  return {
    effect: 'pending',
    conditions: [],
    sentence: `${who} the status that was written before, and no change is taken up`,
  };
}

/** An outcome that no condition tells. */
export function outcomeOf(effect: Exclude<Effect, 'condition' | 'not-served' | 'pending'>, sentence: string): Outcome {
  return { effect, conditions: [], sentence };
}

function conditionSentence({ type, status, reason }: PredictedCondition, consequence?: string): string {
  const parts = [`${type}=${status}`, reason, consequence === undefined ? null : `and ${consequence}`];
  return parts.filter((part) => part !== null).join(', ');
}
