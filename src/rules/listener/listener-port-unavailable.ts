import { listenersByCause } from '../causes/listeners-by-cause.ts';
import { portsPlace, portsRelated } from '../wording/places.ts';
import { fixesFor } from '../fixes/listener-fixes.ts';
import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { listenerSubject } from '../wording/names.ts';
import { failingCondition } from '../wording/outcomes.ts';
import { entryRelated } from '../wording/stream-entry.ts';
import { controlPlaneRelated } from '../wording/target-listen.ts';
import { whyUnserved } from '../wording/unserved-listener.ts';

export const listenerPortUnavailable: Rule = {
  id: 'listener-port-unavailable',
  about: 'listener',
  title: 'A listener asks for a port that Kong does not serve',
  severity: 'error',

  *observe(cluster) {
    for (const { gateway, status } of listenersByCause(cluster, 'port')) {
      const { listener } = status;
      const at = firstLocation(listener.port.at, listener.name.at);
      if (at === undefined) continue;
      const services = gateway.services ?? [];
      yield {
        at,
        subject: listenerSubject(gateway, listener.name.value),
        field: 'port',
        statement: [
          `listener "${listener.name.value}" asks for ${listener.protocol.value} ${listener.port.value}, but `,
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
