import { kongParents, kongRoutes, type KongParent } from '../causes/kong-routes.ts';
import type { Observation, Rule } from '../model/rule.ts';
import { gatewayName, objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import type { RouteStatus } from '../../kong/model/route-status.ts';
import { routeName } from '../wording/routes.ts';
import { firstLocation } from '../../source/location.ts';

export const routeStatusUnstable: Rule = {
  id: 'route-status-unstable',
  about: 'route',
  title: 'The status of a route is written again for ever',
  severity: 'warning',

  *observe(cluster) {
    for (const each of kongParents(cluster)) {
      const found = each.gateway.implementation === 'kic' ? portFault(each) : null;
      if (found !== null) yield found;
    }
    for (const status of kongRoutes(cluster)) yield* sectionsFault(status);
  },
};

/** Of an HTTPRoute the controller removes the entry of a parent that names a port, because it writes it without. */
function portFault({ status, parent, gateway }: KongParent): Observation | null {
  const { route } = status;
  const { port } = parent.ref;
  if (port === null) return null;
  const { Accepted, Programmed } = parent.conditions ?? {};
  const isUnstable = route.kind === 'HTTPRoute' && Accepted?.status === 'True' && Programmed?.status === 'Unknown';
  const at = firstLocation(port.at, parent.ref.at);
  if (at === undefined || !isUnstable || status.served === false) return null;
  const same = gateway.gateway.listeners.filter((listener) => listener.port.value === port.value);
  const [only, second] = same;
  const instead =
    only !== undefined && second === undefined && parent.ref.sectionName === null
      ? ` A sectionName "${only.name.value}" says the same.`
      : '';
  return {
    at,
    subject: objectSubject(route.object),
    field: `spec.parentRefs.port ${port.value}`,
    statement: `${routeName(route)} names port ${port.value} of ${gatewayName(gateway)}, which the controller leaves out of the status; it then removes the entry as stale and writes it again.${instead}`,
    outcome: outcomeOf(
      'not-routed',
      'the route is served, but its status comes and goes, and Programmed stays Unknown',
    ),
  };
}

/** Parents that share an entry of the status, of which the controller writes one after the other. */
function sectionsFault({ route, parents, plugins, served }: RouteStatus): readonly Observation[] {
  const ours = parents.filter(({ gateway }) => gateway?.implementation === 'kic');
  const isWaiting = plugins.some(({ fault, doubt }) => fault !== null || doubt !== null);
  if (route.kind === 'HTTPRoute' || isWaiting || served !== true) return [];
  return [...Map.groupBy(ours, ({ gateway }) => gateway).values()].flatMap((same) => {
    const [last] = same.filter(({ conditions }) => conditions !== null);
    const others = same.filter((parent) => parent !== last);
    const isRewritten =
      last?.conditions?.Accepted?.status === 'True' && last.conditions.Programmed?.status === 'Unknown';
    const at = last && firstLocation(last.ref.sectionName?.at, last.ref.at);
    if (last === undefined || last.gateway === null || at === undefined || !isRewritten || others.length === 0)
      return [];
    if (!others.every(({ conditions, unverified }) => conditions === null && unverified === null)) return [];
    const name = gatewayName(last.gateway);
    return [
      {
        at,
        subject: objectSubject(route.object),
        field: `spec.parentRefs ${name}`,
        statement: `${routeName(route)} names ${name} ${same.length} times, and the controller has one entry of the status for all of them: it writes each over the one before, for ever.`,
        outcome: outcomeOf(
          'not-routed',
          'the route is served, but its status shows one parent alone, and Programmed stays Unknown',
        ),
      },
    ];
  });
}
