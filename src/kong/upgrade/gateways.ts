import { nameOf } from '../../kubernetes/object.ts';
import type { GatewayStatus, ListenerStatus } from '../model/model.ts';
import { notJudged, pairsOf, type Compared, type Difference, type Kept, type Pair } from './comparison.ts';

const keyOf = ({ gateway }: GatewayStatus): string => `${gateway.namespace ?? ''}/${gateway.name.value}`;
const isOurs = ({ implementation }: GatewayStatus): boolean => implementation !== 'other';

/** What becomes of Gateways and of listeners that both models have. */
export function compareGateways(
  before: readonly GatewayStatus[],
  after: readonly GatewayStatus[],
): Compared & { readonly kept: Kept } {
  const gateways = pairsOf(before.filter(isOurs), after.filter(isOurs), keyOf);
  const listeners = gateways.flatMap((gateway) =>
    pairsOf(gateway.before.listeners, gateway.after.listeners, ({ listener }) => listener.name.value).map((pair) => ({
      gateway,
      pair,
    })),
  );
  const doubts = listeners.flatMap(({ gateway, pair }) => doubtAbout(gateway, pair) ?? []);
  const changes = listeners
    .filter(({ gateway, pair }) => doubtAbout(gateway, pair) === null)
    .map(({ gateway, pair }) => listenerDifferences(gateway.after, pair));
  const changed = changes.filter((some) => some.length > 0).length;
  return {
    differences: [...gateways.flatMap(gatewayDifferences), ...changes.flat()],
    notJudged: notJudged('listener', doubts),
    kept: { same: changes.length - changed, changed, notJudged: doubts.length },
  };
}

/** Why a listener is not judged in one of the models, or null; what certainly fails in both does that. */
function doubtAbout(gateway: Pair<GatewayStatus>, { before, after }: Pair<ListenerStatus>): string | null {
  const open = [
    { status: after, gateway: gateway.after },
    { status: before, gateway: gateway.before },
  ].find(({ status }) => status.conditions === null);
  if (open === undefined || failsAlike(before, after)) return null;
  return open.status.unverified ?? open.gateway.unverified ?? open.gateway.refusal ?? 'its status is not known';
}

function failsAlike(before: ListenerStatus, after: ListenerStatus): boolean {
  const failure = ({ conditions, certainlyUnavailable }: ListenerStatus): string | null =>
    conditions === null && certainlyUnavailable !== null ? JSON.stringify(certainlyUnavailable) : null;
  return failure(before) !== null && failure(before) === failure(after);
}

function listenerDifferences(gateway: GatewayStatus, { before, after }: Pair<ListenerStatus>): readonly Difference[] {
  const about = `listener ${after.listener.name.value} of ${nameOf(gateway.gateway.object)}`;
  const at = after.listener.name.at;
  const attributes = [
    ...conditionDifferences(before.conditions ?? {}, after.conditions ?? {}),
    ...changedText('served by', servedText(before), servedText(after)),
  ];
  return attributes.map((each) => ({ area: 'listener' as const, about, at, ...each }));
}

function servedText({ servedBy }: ListenerStatus): string | null {
  if (servedBy === null) return null;
  const { service, port, targetPort, listen } = servedBy;
  const name = `${service.namespace ?? 'default'}/${service.name} ${port.port.value}/${port.protocol.value}`;
  if (listen === null) return `${name} to ${targetPort}, where Kong does not listen`;
  return `${name} to ${listen.kind} listen ${targetPort}${listen.entry.ssl ? ' ssl' : ''}`;
}

function gatewayDifferences({ before, after }: Pair<GatewayStatus>): readonly Difference[] {
  const about = nameOf(after.gateway.object);
  const at = after.gateway.name.at;
  const silence = ({ withoutStatus }: GatewayStatus): string => (withoutStatus === null ? 'written' : 'not written');
  const conditions =
    before.conditions === null || after.conditions === null
      ? []
      : conditionDifferences(before.conditions, after.conditions);
  return [...changedText('status', silence(before), silence(after)), ...conditions].map((each) => ({
    area: 'gateway' as const,
    about,
    at,
    ...each,
  }));
}

type WrittenCondition = { readonly status: string; readonly reason: string };

/** The conditions of anything, by type. */
type Written = { readonly [type: string]: WrittenCondition | undefined };

/** What differs in one thing. */
export type Attribute = Pick<Difference, 'field' | 'before' | 'after' | 'effect'>;

/** What differs in conditions, by type; sentences in them are left alone. */
export function conditionDifferences(before: Written, after: Written): readonly Attribute[] {
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((type) => {
    const [was, is] = [old.get(type), now.get(type)];
    return changedText(type, conditionText(was), conditionText(is), effectOf(isGood(type, was), isGood(type, is)));
  });
}

/** Whether a condition says that all is well; one that is not written says nothing. */
function isGood(type: string, condition: WrittenCondition | undefined): boolean {
  return condition?.status === (type === 'Conflicted' ? 'False' : 'True');
}

function effectOf(was: boolean, is: boolean): Difference['effect'] {
  if (was === is) return 'changes';
  return is ? 'mends' : 'breaks';
}

function conditionText(condition: WrittenCondition | undefined): string | null {
  if (condition === undefined) return null;
  return condition.reason === '' ? condition.status : `${condition.status}, ${condition.reason}`;
}

/** One difference where the texts are not the same. */
export function changedText(
  field: string,
  before: string | null,
  after: string | null,
  effect: Difference['effect'] = 'changes',
): readonly Attribute[] {
  return before === after ? [] : [{ field, before, after, effect }];
}
