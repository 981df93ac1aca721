import type { Listener } from '../gatewayapi/gateway.ts';
import { afterMerge, gatewayName, listenerField } from '../kong/describe.ts';
import type { GatewayStatus, ListenerStatus } from '../kong/model.ts';
import { firstLocation } from '../source/location.ts';
import type { Clash, Party, Rule } from './rule.ts';

/** Listeners that the API server refuses because they are the same one twice. */
const twice = ['listener-name-twice', 'listener-twice'];

function partyOf(gateway: GatewayStatus, listener: Listener): Party[] {
  const at = firstLocation(listener.protocol.at, listener.port.at, listener.name.at);
  const resource = `${gatewayName(gateway)} ${listenerField(listener)}`;
  return at ? [{ resource, name: `listener "${listener.name.value}"`, at }] : [];
}

/** The listeners that conflict with one another, each in one group; those that are told otherwise are left out. */
function groupsOf(statuses: readonly ListenerStatus[], told: ReadonlySet<Listener>): ListenerStatus[][] {
  const groups: ListenerStatus[][] = [];
  for (const status of statuses) {
    if (status.conflictsWith.length === 0 || told.has(status.listener)) continue;
    const group = groups.find((each) => each.some(({ listener }) => status.conflictsWith.includes(listener)));
    if (group) group.push(status);
    else groups.push([status]);
  }
  return groups.filter((group) => group.length > 1);
}

function conflict(gateway: GatewayStatus, group: readonly ListenerStatus[]): Clash {
  const asks = (name: string): string => {
    const found = group.find(({ listener }) => name === `listener "${listener.name.value}"`)?.listener;
    const hostname = found?.hostname ? ` for "${found.hostname.value}"` : '';
    return `${name} (${found?.protocol.value ?? ''} ${found?.port.value ?? ''}${hostname})`;
  };
  return {
    parties: group.flatMap(({ listener }) => partyOf(gateway, listener)),
    field: 'protocol',
    message: (party, other) =>
      `${asks(party.name)} and ${asks(other.name)} of ${gatewayName(gateway)} cannot share the port. ${verdict(group)}`,
  };
}

/** A conflict is one whatever Kong offers: it is certain where the other conditions are not known. */
function verdict(group: readonly ListenerStatus[]): string {
  const known = group.find(({ conditions }) => conditions?.Conflicted !== undefined);
  return known ? afterMerge(known.conditions) : 'After merge: Conflicted=True.';
}

/** Pairs of which the second listener repeats the first, as a clash. */
function refused(gateway: GatewayStatus): { clash: Clash; second: Listener }[] {
  const found: { clash: Clash; second: Listener }[] = [];
  for (const { kind, listener, other, at, reason } of gateway.rejections) {
    const place = firstLocation(at);
    if (!twice.includes(kind) || listener === null || other === null || place === undefined) continue;
    const listeners = gateway.listeners.map((each) => each.listener);
    const first = listeners.find(({ name }) => name.value === other);
    const second = listeners.findLast(({ name }) => name.value === listener);
    if (first === undefined || second === undefined || first === second) continue;
    if (found.some((each) => each.second === second)) continue;
    const clash: Clash = {
      parties: [first, second].flatMap((each) => partyOf(gateway, each)),
      field: 'listeners',
      message: () => `${reason}. After merge: the API server refuses ${gatewayName(gateway)}.`,
    };
    found.push({ clash, second });
  }
  return found;
}

export const listenerConflict: Rule = {
  id: 'listener-conflict',
  title: 'Two listeners of a Gateway conflict',
  severity: 'error',

  *clashes(cluster) {
    for (const gateway of cluster.gateways.filter(({ implementation }) => implementation === 'kic')) {
      const pairs = refused(gateway);
      for (const { clash } of pairs) yield clash;
      const told = new Set(pairs.map(({ second }) => second));
      for (const group of groupsOf(gateway.listeners, told)) yield conflict(gateway, group);
    }
  },
};
