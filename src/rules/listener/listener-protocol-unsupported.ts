import { listenersByCause } from '../causes/listeners-by-cause.ts';
import { portsPlace, portsRelated } from '../wording/places.ts';
import { fixesFor } from '../fixes/listener-fixes.ts';
import { managedStatements } from '../wording/managed-statements.ts';
import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { listenerSubject } from '../wording/names.ts';
import { failingCondition } from '../wording/outcomes.ts';
import { entryRelated } from '../wording/stream-entry.ts';
import { controlPlaneRelated } from '../wording/target-listen.ts';
import { whyUnserved } from '../wording/unserved-listener.ts';

export const listenerProtocolUnsupported: Rule = {
  id: 'listener-protocol-unsupported',
  about: 'listener',
  title: 'A listener asks for a protocol that Kong offers on no port',
  severity: 'error',

  *observe(cluster) {
    yield* managedStatements(cluster.gateways, 'UnsupportedProtocol');
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
