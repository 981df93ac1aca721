import { gatewayName } from '../kong/describe.ts';
import { firstLocation } from '../source/location.ts';
import type { Rule } from './rule.ts';

/** Listeners that stand twice are the business of listener-conflict. */
const conflicts = ['listener-name-twice', 'listener-twice'];

export const gatewayRejected: Rule = {
  id: 'gateway-rejected',
  title: 'The API server refuses a Gateway',
  severity: 'error',

  *observe(cluster) {
    for (const status of cluster.gateways.filter(({ implementation }) => implementation === 'kic')) {
      for (const { kind, reason, at, listener } of status.rejections) {
        const place = firstLocation(at, status.gateway.name.at);
        if (conflicts.includes(kind) || place === undefined) continue;
        yield {
          at: place,
          message: `${reason}. After merge: the API server refuses ${gatewayName(status)}, and the controller never sees it.`,
          resource: gatewayName(status),
          field: `${listener === null ? 'spec' : `listeners[${listener}]`} ${kind}`,
        };
      }
    }
  },
};
