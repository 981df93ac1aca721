import type { Listener } from '../../gatewayapi/gateway.ts';
import { conflictGroups } from '../causes/conflict-groups.ts';
import type { GatewayStatus } from '../../kong/model/model.ts';
import { firstLocation } from '../../source/location.ts';
import type { Party, Rule } from '../model/rule.ts';
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

export const listenerConflict: Rule = {
  id: 'listener-conflict',
  about: 'listener',
  title: 'Two listeners of a Gateway conflict',
  severity: 'error',

  *clashes(cluster) {
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
