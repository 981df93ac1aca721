import { listenersByCause } from '../causes/listeners-by-cause.ts';
import { portsPlace, portsRelated } from '../wording/places.ts';
import { fixesFor } from '../fixes/listener-fixes.ts';
import { firstLocation } from '../../source/location.ts';
import type { GatewayStatus } from '../../kong/model/model.ts';
import { unservedByOperator } from '../causes/managed-listeners.ts';
import type { Observation, Rule } from '../model/rule.ts';
import { operatorName, unservedProtocol } from '../wording/managed.ts';
import { listenerSubject } from '../wording/names.ts';
import { failingCondition } from '../wording/outcomes.ts';
import { entryRelated } from '../wording/stream-entry.ts';
import { controlPlaneRelated } from '../wording/target-listen.ts';
import { whyUnserved } from '../wording/unserved-listener.ts';

/** Listeners of Gateways of Kong Operator, which opens every port of a protocol that it serves. */
function managedProtocols(gateways: readonly GatewayStatus[]): readonly Observation[] {
  return unservedByOperator(gateways).flatMap(({ gateway, listener, release, served }) => {
    const { name, protocol } = listener;
    const at = firstLocation(protocol.at, name.at);
    if (at === undefined) return [];
    const statement = `listener "${name.value}" asks for ${protocol.value}, but ${operatorName(release)} serves ${served.join(', ')}.`;
    const subject = listenerSubject(gateway, name.value);
    return [{ at, subject, field: 'protocol', statement, outcome: unservedProtocol(release) }];
  });
}

export const listenerProtocolUnsupported: Rule = {
  id: 'listener-protocol-unsupported',
  about: 'listener',
  title: 'A listener asks for a protocol that Kong offers on no port',
  severity: 'error',

  *observe(cluster) {
    yield* managedProtocols(cluster.gateways);
    for (const { gateway, status } of listenersByCause(cluster, 'protocol')) {
      const { listener } = status;
      const at = firstLocation(listener.protocol.at, listener.port.at);
      if (at === undefined) continue;
      const services = gateway.services ?? [];
      yield {
        at,
        subject: listenerSubject(gateway, listener.name.value),
        field: 'protocol',
        statement: [
          `listener "${listener.name.value}" asks for ${listener.protocol.value} ${listener.port.value}, but Kong offers `,
          `${listener.protocol.value} on no port: `,
          ...whyUnserved(gateway, status, cluster.proxyServices),
          '.',
        ],
        outcome: failingCondition(status),
        related: [
          ...entryRelated(status),
          ...controlPlaneRelated(status.atPort, gateway.controller, cluster.proxyServices),
          ...portsRelated(services),
        ],
        restsOn: services.flatMap((service) => portsPlace(service) ?? []),
        ...fixesFor(gateway, status),
      };
    }
  },
};
