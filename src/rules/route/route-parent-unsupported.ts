import type { Rule } from '../model/rule.ts';
import { objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import { referencePlace, routeName, targetName } from '../wording/routes.ts';
import { gatewayGroup } from '../../kubernetes/kinds.ts';

export const routeParentUnsupported: Rule = {
  id: 'route-parent-unsupported',
  about: 'route',
  title: 'A parent of a route is no Gateway',
  severity: 'error',

  *observe(cluster) {
    for (const { route, silences, refusal } of cluster.routes) {
      const found = silences.find((silence) => silence.cause === 'unsupported-parent');
      if (found?.cause !== 'unsupported-parent' || refusal !== null) continue;
      const { parent } = found;
      const at = referencePlace(parent, route);
      if (at === undefined) continue;
      const { group, kind } = parent.to;
      const type = group === '' || group === gatewayGroup ? kind : `${kind} (${group})`;
      yield {
        at,
        subject: objectSubject(route.object),
        field: `spec.parentRefs ${kind} ${targetName(parent)}`,
        statement: `${routeName(route)} names ${type} ${targetName(parent)} as a parent, and the ingress controller fails at a route with a parent that is no Gateway.`,
        outcome: outcomeOf('no-status', 'the route gets no status on any parent and no traffic'),
      };
    }
  },
};
