import { unreachedListens } from '../causes/unreached-listens.ts';
import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { proxySubject, serviceNames } from '../wording/names.ts';

export const listenWithoutServicePort: Rule = {
  id: 'listen-without-service-port',
  about: 'data-plane',
  title: 'Kong listens on a port that no Service leads to',
  severity: 'notice',

  *observe(cluster) {
    for (const { proxy, kind, listen, services } of unreachedListens(cluster)) {
      const at = firstLocation(listen.at);
      if (at === undefined) continue;
      yield {
        at,
        subject: proxySubject(proxy),
        field: `${kind} listen ${listen.port}`,
        statement:
          `${kind} listen ${listen.port} of ${proxy.id} is open, but no port of ${serviceNames(services)} ` +
          'leads to it, so nothing from outside the pod network reaches it.',
      };
    }
  },
};
