import { listenersByCause } from '../causes/listeners-by-cause.ts';
import { portAskedFor, relatedAt } from '../wording/places.ts';
import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { gatewayName, serviceName, serviceSubject } from '../wording/names.ts';
import { failingCondition } from '../wording/outcomes.ts';

export const servicePortNumberShared: Rule = {
  id: 'service-port-number-shared',
  about: 'service',
  title: 'Two ports of a publish Service share a number and lead to different targets',
  severity: 'error',

  *observe(cluster) {
    const reported = new Set<unknown>();
    for (const { gateway, status, cause } of listenersByCause(cluster, 'number-shared')) {
      const { offer, others } = cause;
      const last = others.at(-1) ?? offer;
      const at = firstLocation(last.port.port.at, last.service.at, status.listener.port.at);
      if (at === undefined || reported.has(last.port)) continue;
      reported.add(last.port);
      yield {
        at,
        subject: serviceSubject(last.service, String(last.port.port.value)),
        field: 'port',
        statement:
          `port ${last.port.port.value} of ${serviceName(last.service)} stands there twice, with the target ports ${offer.port.targetPort.value} and ` +
          `${last.port.targetPort.value}; the controller keeps only the last, so listener "${status.listener.name.value}" of ` +
          `${gatewayName(gateway)} finds ${last.protocol} there.`,
        outcome: failingCondition(status),
        related: [
          ...portAskedFor(status.listener),
          ...relatedAt(offer.port.port.at, 'the same port number stands here'),
        ],
      };
    }
  },
};
