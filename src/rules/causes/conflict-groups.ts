import type { Outcome } from '../../finding.ts';
import type { Listener } from '../../gatewayapi/gateway.ts';
import type { GatewayStatus, ListenerStatus } from '../../kong/model/model.ts';
import { conditionOutcome, failingCondition } from '../wording/outcomes.ts';

/** Listeners of one Gateway that cannot stand together: all of one cause, each cause once. */
export interface ConflictGroup {
  readonly listeners: readonly Listener[];
  readonly outcome: Outcome | null;
}

/** The conflicts of a Gateway that the API server takes. */
export function conflictGroups(gateway: GatewayStatus): readonly ConflictGroup[] {
  return gateway.refusal === null ? conflicting(gateway.listeners) : [];
}

function conflicting(statuses: readonly ListenerStatus[]): ConflictGroup[] {
  const groups: ListenerStatus[][] = [];
  for (const status of statuses.filter(({ conflictsWith }) => conflictsWith.length > 0)) {
    const group = groups.find((each) => each.some(({ listener }) => status.conflictsWith.includes(listener)));
    if (group) group.push(status);
    else groups.push([status]);
  }
  return groups
    .filter((group) => group.length > 1)
    .map((group) => ({ listeners: group.map(({ listener }) => listener), outcome: conflicted(group) }));
}

/** A conflict is one whatever Kong offers: it is certain where the other conditions are not known. */
function conflicted(group: readonly ListenerStatus[]): Outcome | null {
  const known = group.find(({ conditions }) => conditions?.Conflicted !== undefined);
  return known ? failingCondition(known) : conditionOutcome({ type: 'Conflicted', status: 'True', reason: null });
}
