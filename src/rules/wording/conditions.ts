import type { Conditions, ConditionType } from '../../kong/model/model.ts';

const failing: readonly [ConditionType, 'True' | 'False'][] = [
  ['Conflicted', 'True'],
  ['Accepted', 'False'],
  ['ResolvedRefs', 'False'],
];

/** `After merge: Accepted=False, PortUnavailable.`: the condition that says why the listener does not work. */
export function afterMerge(conditions: Conditions | null): string {
  for (const [type, status] of failing) {
    const condition = conditions?.[type];
    if (condition?.status === status) return `After merge: ${type}=${status}, ${condition.reason}.`;
  }
  return conditions === null ? 'After merge: Accepted=False.' : '';
}
