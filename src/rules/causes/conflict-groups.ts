import type { Outcome } from '../../finding.ts';
import type { Listener } from '../../gatewayapi/gateway.ts';
import type { GatewayStatus, ListenerStatus } from '../../kong/model/model.ts';
import { gatewayName } from '../wording/names.ts';
import { conditionOutcome, failingCondition, outcomeOf } from '../wording/outcomes.ts';

/** Listeners of one Gateway that cannot stand together: all of one cause, each cause once. */
export interface ConflictGroup {
  readonly listeners: readonly Listener[];
  /** A whole message where the API server refuses them as the same one twice, or null. */
  readonly refusal: string | null;
  readonly outcome: Outcome | null;
}

/** Refusals that stand for a listener that repeats another. */
const twice = ['listener-name-twice', 'listener-twice'];

/** The conflicts of a Gateway. A listener that repeats another is told as that and takes part in no other group. */
export function conflictGroups(gateway: GatewayStatus): readonly ConflictGroup[] {
  const pairs = repeated(gateway);
  const seconds = new Set(pairs.map(({ listeners }) => listeners[1]));
  return [...pairs, ...conflicting(gateway.listeners.filter(({ listener }) => !seconds.has(listener)))];
}

function repeated(gateway: GatewayStatus): ConflictGroup[] {
  const listeners = gateway.listeners.map((each) => each.listener);
  const found = new Map<Listener, ConflictGroup>();
  for (const { kind, listener, other, reason } of gateway.rejections) {
    if (!twice.includes(kind)) continue;
    const first = listeners.find(({ name }) => name.value === other);
    const second = listeners.findLast(({ name }) => name.value === listener);
    if (first === undefined || second === undefined || first === second || found.has(second)) continue;
    const outcome = outcomeOf('refused-by-api-server', `the API server refuses ${gatewayName(gateway)}`);
    found.set(second, { listeners: [first, second], refusal: reason, outcome });
  }
  return [...found.values()];
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
    .map((group) => ({ listeners: group.map(({ listener }) => listener), refusal: null, outcome: conflicted(group) }));
}

/** A conflict is one whatever Kong offers: it is certain where the other conditions are not known. */
function conflicted(group: readonly ListenerStatus[]): Outcome | null {
  const known = group.find(({ conditions }) => conditions?.Conflicted !== undefined);
  return known ? failingCondition(known) : conditionOutcome({ type: 'Conflicted', status: 'True', reason: null });
}
