import { kongRoutes } from '../causes/kong-routes.ts';
import type { Rule } from '../model/rule.ts';
import { gatewayName, objectSubject } from '../wording/names.ts';
import { notServed } from '../wording/outcomes.ts';
import { relatedAt } from '../wording/places.ts';
import { listed, routeName } from '../wording/routes.ts';
import { firstLocation } from '../../source/location.ts';

export const routeHostnameDropped: Rule = {
  id: 'route-hostname-dropped',
  about: 'route',
  title: 'A hostname of a route is left out',
  severity: 'warning',

  *observe(cluster) {
    for (const { route, droppedHostnames, parents } of kongRoutes(cluster)) {
      const [first, ...others] = droppedHostnames;
      const at = firstLocation(first?.at, route.name.at);
      if (first === undefined || at === undefined || route.unknownPart !== null) continue;
      const gateways = [...new Set(parents.flatMap(({ gateway, controller }) => (controller ? (gateway ?? []) : [])))];
      const has = others.length === 0 ? 'hostname' : 'hostnames';
      yield {
        at,
        subject: objectSubject(route.object),
        field: 'spec.hostnames',
        statement: `${routeName(route)} has the ${has} ${listed(droppedHostnames.map(({ value }) => value))}, which no listener of ${listed(gateways.map(gatewayName))} takes.`,
        outcome: notServed(`requests for ${others.length === 0 ? 'it' : 'them'} are not served`),
        related: gateways.flatMap(({ gateway }) =>
          gateway.listeners.flatMap(({ hostname, name }) =>
            hostname === null ? [] : relatedAt(hostname.at, `listener "${name.value}" takes ${hostname.value}`),
          ),
        ),
      };
    }
  },
};
