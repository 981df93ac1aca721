import type { Subject } from '../../finding.ts';
import { listenersByCause } from '../causes/listeners-by-cause.ts';
import { portAskedFor } from '../wording/places.ts';
import type { ListenerStatus, Offer, Proxy } from '../../kong/model/model.ts';
import { ways } from '../fixes/value-changes.ts';
import { setServiceValue } from '../fixes/service-fixes.ts';
import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { gatewayName, serviceName, serviceSubject } from '../wording/names.ts';
import { failingCondition } from '../wording/outcomes.ts';

/** The port of the one proxy listen that speaks the listener's protocol. */
function meant({ listener }: ListenerStatus, proxies: readonly Proxy[]): number | null {
  const ssl = listener.protocol.value === 'HTTPS';
  if (!ssl && listener.protocol.value !== 'HTTP') return null;
  const ports = proxies.flatMap(({ proxyListen }) =>
    proxyListen.certainty === 'unknown'
      ? []
      : proxyListen.value.filter((listen) => listen.ssl === ssl).map(({ port }) => port),
  );
  const distinct = new Set(ports);
  return distinct.size === 1 ? (ports[0] ?? null) : null;
}

function subjectOf({ port, service }: Offer): Subject {
  return serviceSubject(service, `${port.port.value}/${port.protocol.value}`);
}

export const serviceNamedTargetPort: Rule = {
  id: 'service-named-target-port',
  about: 'service',
  title: 'A publish Service names its target port',
  severity: 'error',

  *observe(cluster) {
    const reported = new Set<unknown>();
    for (const { gateway, status, cause } of listenersByCause(cluster, 'named-target-port')) {
      const { offer } = cause;
      if (reported.has(offer.port)) continue;
      const { listener } = status;
      const at = firstLocation(offer.port.targetPort.at, offer.port.port.at, offer.service.at, listener.port.at);
      if (at === undefined) continue;
      reported.add(offer.port);
      const number = meant(status, gateway.controller?.proxies ?? []);
      yield {
        at,
        subject: subjectOf(offer),
        field: 'targetPort',
        statement:
          `targetPort of port ${offer.port.port.value} of ${serviceName(offer.service)} must be a number: the controller ` +
          `reads the name "${offer.port.targetPort.value}" as 0, where Kong does not listen. Listener "${listener.name.value}" of ` +
          `${gatewayName(gateway)} asks for ${listener.protocol.value} on it.${number === null ? '' : ` Use ${number}.`}`,
        outcome: failingCondition(status),
        related: portAskedFor(listener),
        changes: number === null ? [] : ways(setServiceValue(offer.service, offer.port.targetPort.at, number)),
      };
    }
  },
};
