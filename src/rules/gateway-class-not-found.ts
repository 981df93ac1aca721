import { gatewayName } from '../kong/describe.ts';
import { ways, setValue } from '../kong/remedies.ts';
import { firstLocation } from '../source/location.ts';
import type { Rule } from './rule.ts';

export const gatewayClassNotFound: Rule = {
  id: 'gateway-class-not-found',
  title: 'A Gateway names a GatewayClass that its cluster does not have',
  severity: 'error',

  *observe(cluster) {
    const kong = cluster.classStatuses.filter(({ implementation }) => implementation === 'kic');
    if (kong.length === 0) return;
    const names = cluster.classes.map(({ name }) => name.value);
    for (const status of cluster.gateways) {
      const { className, object } = status.gateway;
      const at = firstLocation(className.at);
      if (status.gatewayClass !== null || status.implementation === 'other' || at === undefined) continue;
      yield {
        at,
        message:
          `${gatewayName(status)} names GatewayClass "${className.value}", but the classes of this cluster are ` +
          `${names.map((name) => `"${name}"`).join(', ')}. After merge: no controller writes any status on the Gateway.`,
        resource: gatewayName(status),
        field: 'spec.gatewayClassName',
        related: kong.flatMap(({ gatewayClass: { name } }) => {
          const place = firstLocation(name.at);
          return place ? [{ at: place, message: `GatewayClass ${name.value} is here` }] : [];
        }),
        changes:
          kong.length === 1 ? ways(setValue(object.root, className.at, kong[0]?.gatewayClass.name.value ?? '')) : [],
      };
    }
  },
};
