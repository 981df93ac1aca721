import { listenerCause } from '../causes/listener-cause.ts';
import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { gatewayName, serviceName, serviceSubject } from '../wording/names.ts';
import { failingCondition } from '../wording/outcomes.ts';
import { kicListeners } from '../causes/kic-listeners.ts';

export const servicePortNumberShared: Rule = {
  id: 'service-port-number-shared',
  about: 'service',
  title: 'Two ports of a publish Service share a number and lead to different targets',
  severity: 'error',

  *observe(cluster) {
    const reported = new Set<unknown>();
    for (const { gateway, status } of kicListeners(cluster.gateways)) {
      const found = listenerCause(gateway, status, cluster.proxyServices);
      if (found?.cause !== 'number-shared') continue;
      const { offer, others } = found;
      const last = others.at(-1) ?? offer;
      const at = firstLocation(last.port.port.at, last.service.at, status.listener.port.at);
      if (at === undefined || reported.has(last.port)) continue;
      reported.add(last.port);
      const first = firstLocation(offer.port.port.at);
      const listenerAt = firstLocation(status.listener.port.at, status.listener.name.at);
      yield {
        at,
        subject: serviceSubject(last.service, String(last.port.port.value)),
        field: 'port',
        statement:
          `port ${last.port.port.value} of ${serviceName(last.service)} stands there twice, with the target ports ${offer.port.targetPort.value} and ` +
          `${last.port.targetPort.value}; the controller keeps only the last, so listener "${status.listener.name.value}" of ` +
          `${gatewayName(gateway)} finds ${last.protocol} there.`,
        outcome: failingCondition(status.conditions),
        related: [
          ...(listenerAt
            ? [{ at: listenerAt, message: `listener "${status.listener.name.value}" asks for the port here` }]
            : []),
          ...(first ? [{ at: first, message: 'the same port number stands here' }] : []),
        ],
      };
    }
  },
};
