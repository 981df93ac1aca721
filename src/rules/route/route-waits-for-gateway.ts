import type { Rule } from '../model/rule.ts';
import { gatewayName, objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import { relatedAt } from '../wording/places.ts';
import { listed, referencePlace, routeName } from '../wording/routes.ts';

export const routeWaitsForGateway: Rule = {
  id: 'route-waits-for-gateway',
  about: 'route',
  title: 'A route waits for a Gateway that never gets programmed',
  severity: 'error',

  *observe(cluster) {
    for (const { route, silences, parents, refusal } of cluster.routes) {
      const found = silences.find((silence) => silence.cause === 'waits-for-gateway');
      if (found?.cause !== 'waits-for-gateway' || refusal !== null) continue;
      const { gateway: stuck } = found;
      // Kong Operator has a controller for each Gateway, and none of them waits for another's.
      if (stuck.implementation === 'operator') continue;
      // Where it is the only one, what is wrong with the Gateway says it all.
      const others = parents.flatMap(({ gateway, standing }) =>
        gateway !== null && gateway !== stuck && standing === 'reconciled' && gateway.withoutStatus === null
          ? [gateway]
          : [],
      );
      const parent = parents.find(({ gateway }) => gateway === stuck);
      const at = parent && referencePlace(parent.ref, route);
      if (others.length === 0 || at === undefined) continue;
      const names = listed([...new Set(others.map(gatewayName))]);
      yield {
        at,
        subject: objectSubject(route.object),
        field: `spec.parentRefs ${gatewayName(stuck)}`,
        statement: `${routeName(route)} is held up by ${gatewayName(stuck)}: the controller waits until every Gateway of a route is programmed, and this one never is, because ${stuck.withoutStatus?.reason ?? ''}.`,
        outcome: outcomeOf('no-status', `the route gets no status and no traffic from Kong, not even at ${names}`),
        related: relatedAt(stuck.gateway.name.at, `${gatewayName(stuck)} is here`),
      };
    }
  },
};
