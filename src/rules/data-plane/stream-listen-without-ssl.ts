import { listenersByCause } from '../causes/listeners-by-cause.ts';
import { relatedAt } from '../wording/places.ts';
import { ways } from '../fixes/value-changes.ts';
import { addSsl } from '../fixes/service-fixes.ts';
import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { gatewayName, listenerSubject, serviceName } from '../wording/names.ts';
import { failingCondition } from '../wording/outcomes.ts';

export const streamListenWithoutSsl: Rule = {
  id: 'stream-listen-without-ssl',
  about: 'data-plane',
  title: 'A TLS listener leads to a stream listen without ssl',
  severity: 'error',

  *observe(cluster) {
    for (const { gateway, status, cause } of listenersByCause(cluster, 'stream-without-ssl')) {
      const { offer } = cause;
      const { listener } = status;
      const listenerAt = firstLocation(listener.protocol.at, listener.name.at);
      const at = firstLocation(offer.listen?.entry.at, offer.port.port.at, listenerAt);
      if (at === undefined) continue;
      yield {
        at,
        subject: listenerSubject(gateway, listener.name.value),
        field: 'protocol',
        statement:
          `stream listen ${offer.targetPort} lacks the parameter ssl, so port ${offer.port.port.value} of ${serviceName(offer.service)} offers ` +
          `${offer.protocol}, but listener "${listener.name.value}" of ${gatewayName(gateway)} asks for TLS.`,
        outcome: failingCondition(status),
        related: relatedAt(listenerAt, `listener "${listener.name.value}" asks for TLS here`),
        restsOn: [offer.port.port.at],
        changes: ways(addSsl(offer)),
      };
    }
  },
};
