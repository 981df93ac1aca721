import { kongParents, turnedAway } from '../causes/kong-routes.ts';
import type { Rule } from '../model/rule.ts';
import { gatewayName, objectSubject } from '../wording/names.ts';
import { relatedAt } from '../wording/places.ts';
import { listed, notServedThere, routeName, unattached } from '../wording/routes.ts';
import { firstLocation } from '../../source/location.ts';

export const routeHostnameMismatch: Rule = {
  id: 'route-hostname-mismatch',
  about: 'route',
  title: 'No hostname of a route is one of its listeners',
  severity: 'error',

  *observe(cluster) {
    for (const { status, parent, gateway } of kongParents(cluster)) {
      const { route } = status;
      const near = turnedAway(parent, ['hostname']);
      const [first] = route.hostnames;
      const at = firstLocation(first?.at, route.name.at);
      // What the controller compares is known in full only where nothing of the route is missing.
      if (near.length === 0 || first === undefined || at === undefined || route.unknownPart !== null) continue;
      const asked = listed(route.hostnames.map(({ value }) => value));
      const names = near.map(
        ({ status: { listener } }) => `"${listener.name.value}" has ${listener.hostname?.value ?? ''}`,
      );
      yield {
        at,
        subject: objectSubject(route.object),
        field: `spec.hostnames ${gatewayName(gateway)}${parent.ref.sectionName === null ? '' : `#${parent.ref.sectionName.value}`}`,
        statement: `${routeName(route)} asks for ${asked}, and no listener of ${gatewayName(gateway)} that would take it has such a hostname: ${listed(names)}.`,
        outcome: unattached(parent, notServedThere(status)),
        related: near.flatMap(({ status: { listener } }) =>
          relatedAt(listener.hostname?.at, `the hostname of listener "${listener.name.value}" is here`),
        ),
      };
    }
  },
};
