import type { Proxy, ServedBy } from '../../kong/model/model.ts';
import { ways } from '../fixes/value-changes.ts';
import { setServiceValue } from '../fixes/service-fixes.ts';
import { portAskedFor } from '../wording/places.ts';
import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { gatewayName, listenerSubject, serviceName } from '../wording/names.ts';
import { notServed } from '../wording/outcomes.ts';
import { kicListeners } from '../causes/kic-listeners.ts';

/** Whether every data plane is known to translate Kong's port back to the one that clients use. */
function isMapped({ port, targetPort }: ServedBy, proxies: readonly Proxy[]): boolean {
  return proxies.some(
    ({ portMaps }) => portMaps.certainty === 'unknown' || portMaps.value.get(targetPort) === port.port.value,
  );
}

export const streamPortMismatch: Rule = {
  id: 'stream-port-mismatch',
  about: 'service',
  title: 'A stream port differs between the Service and Kong',
  severity: 'error',

  *observe(cluster) {
    for (const { gateway, status } of kicListeners(cluster.gateways)) {
      const { listener, servedBy, conditions } = status;
      if (servedBy?.listen?.kind !== 'stream' || conditions?.Programmed?.status !== 'True') continue;
      const { service, port, targetPort } = servedBy;
      const proxies = gateway.controller?.proxies ?? [];
      const isMatchedByPort = listener.protocol.value === 'TCP' || listener.protocol.value === 'UDP';
      if (!isMatchedByPort || targetPort === port.port.value || isMapped(servedBy, proxies)) continue;
      const at = firstLocation(port.targetPort.at, port.port.at, service.at, listener.port.at, listener.name.at);
      if (at === undefined) continue;
      yield {
        at,
        subject: listenerSubject(gateway, listener.name.value),
        field: 'target',
        statement:
          `port ${port.port.value} of ${serviceName(service)} leads to stream listen ${targetPort}, but Kong matches ${listener.protocol.value}Routes by ` +
          `its own port: routes of listener "${listener.name.value}" of ${gatewayName(gateway)} are configured for ${port.port.value} and never ` +
          'match. Use one number on both sides.',
        outcome: notServed('no traffic reaches a backend'),
        related: portAskedFor(listener),
        changes: ways(setServiceValue(service, port.targetPort.at, port.port.value)),
      };
    }
  },
};
