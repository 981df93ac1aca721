import type { Listener } from '../../gatewayapi/gateway.ts';
import { conflictGroups } from '../causes/conflict-groups.ts';
import type { GatewayStatus } from '../../kong/model/model.ts';
import { firstLocation } from '../../source/location.ts';
import { managedListeners } from '../causes/managed-listeners.ts';
import type { Clash, Party, Rule } from '../model/rule.ts';
import { refusedListener } from '../wording/managed.ts';
import { gatewayName, listenerSubject } from '../wording/names.ts';

/** `listener "web" (HTTPS 443 for "a.example.com")`. */
function nameOfListener({ name, protocol, port, hostname }: Listener): string {
  const host = hostname === null ? '' : ` for "${hostname.value}"`;
  return `listener "${name.value}" (${protocol.value} ${port.value}${host})`;
}

function partyOf(gateway: GatewayStatus, listener: Listener): Party[] {
  const at = firstLocation(listener.protocol.at, listener.port.at, listener.name.at);
  const subject = listenerSubject(gateway, listener.name.value);
  return at ? [{ subject, name: nameOfListener(listener), at }] : [];
}

/** Pairs of listeners of Gateways of Kong Operator: each that clashes with the first that it meets. */
function managedConflicts(gateways: readonly GatewayStatus[]): readonly Clash[] {
  const seen = new Set<string>();
  return managedListeners(gateways).flatMap(({ gateway, listener, all, managed, release }) => {
    const { conflict } = managed;
    const isCertain = conflict !== null && all.every((each) => each.conflict?.reason === conflict.reason);
    if (conflict === null || !isCertain) return [];
    const { other, reason } = conflict;
    const [first, second] = listener.port.value <= other.port.value ? [listener, other] : [other, listener];
    const key = JSON.stringify([
      gateway.gateway.namespace,
      gateway.gateway.name.value,
      [first, second].map(({ name }) => name.value).toSorted(),
    ]);
    const parties = gateway.listeners
      .filter((status) => status.listener === listener || status.listener === other)
      .flatMap((status) => partyOf(gateway, status.listener));
    if (seen.has(key) || parties.length < 2) return [];
    seen.add(key);
    const what =
      reason === 'HostnameConflict'
        ? `state the hostname "${listener.hostname?.value ?? ''}" both, which Kong Operator takes once in a Gateway, whatever the ports`
        : 'cannot share the port';
    return [
      {
        parties,
        field: reason === 'HostnameConflict' ? 'hostname' : 'protocol',
        outcome: refusedListener(reason, release, 'Conflicted'),
        statement: (party, known) => `${party.name} and ${known.name} of ${gatewayName(gateway)} ${what}.`,
      },
    ];
  });
}

export const listenerConflict: Rule = {
  id: 'listener-conflict',
  about: 'listener',
  title: 'Two listeners of a Gateway conflict',
  severity: 'error',

  *clashes(cluster) {
    yield* managedConflicts(cluster.gateways);
    for (const gateway of cluster.gateways.filter(({ implementation }) => implementation === 'kic')) {
      for (const { listeners, outcome } of conflictGroups(gateway)) {
        yield {
          parties: listeners.flatMap((listener) => partyOf(gateway, listener)),
          field: 'protocol',
          outcome,
          statement: (party, other) =>
            `${party.name} and ${other.name} of ${gatewayName(gateway)} cannot share the port.`,
        };
      }
    }
  },
};
