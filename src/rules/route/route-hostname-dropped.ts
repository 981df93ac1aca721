import { hostnamesCause } from '../causes/attachment-cause.ts';
import { earlierParents, earlierRoutes } from '../causes/earlier-parents.ts';
import { kongParents, ingressControllerRoutes } from '../causes/kong-routes.ts';
import type { Observation, Rule } from '../model/rule.ts';
import { gatewayName, objectSubject } from '../wording/names.ts';
import { notServed } from '../wording/outcomes.ts';
import { relatedAt } from '../wording/places.ts';
import { listed, routeName } from '../wording/routes.ts';
import type { Related } from '../../finding.ts';
import type { RouteParent, RouteStatus } from '../../kong/model/route-status.ts';
import { firstLocation } from '../../source/location.ts';
import { onceFor } from '../../source/once-for.ts';

export const routeHostnameDropped: Rule = {
  id: 'route-hostname-dropped',
  about: 'route',
  title: 'A hostname of a route is left out',
  severity: 'warning',

  *observe(cluster, before) {
    const [earlierOf, earlierParentOf] = [earlierRoutes(before), earlierParents(before)];
    for (const status of ingressControllerRoutes(cluster)) {
      const { route, droppedHostnames } = status;
      if (droppedHostnames.length === 0) continue;
      const old = new Set((earlierOf(status)?.droppedHostnames ?? []).map(({ value }) => value));
      for (const [dropped, field] of apart(droppedHostnames, old)) {
        const [first] = dropped;
        const at = firstLocation(first?.at, route.name.at);
        if (first === undefined || at === undefined || route.unknownPart !== null) continue;
        const names = dropped.map(({ value }) => value);
        const [cause] = (parentsByRoute(cluster.routes).get(status) ?? []).flatMap(
          (each) => hostnamesCause(each, earlierParentOf(each), names) ?? [],
        );
        yield { at, field, ...observation(status, names), ...(cause ? { cause } : {}) };
      }
    }
  },
};

const parentsByRoute = /* @__PURE__ */ onceFor((routes: readonly RouteStatus[]) =>
  Map.groupBy(kongParents({ routes }), ({ status }) => status),
);

/** What a change drops besides is a finding of its own, so that what stood there before does not hide it. */
function apart(
  dropped: RouteStatus['droppedHostnames'],
  old: ReadonlySet<string>,
): readonly (readonly [dropped: RouteStatus['droppedHostnames'], field: string])[] {
  const whole = 'spec.hostnames';
  if (old.size === 0) return [[dropped, whole]];
  const fresh = dropped.filter(({ value }) => !old.has(value));
  return [
    [dropped.filter(({ value }) => old.has(value)), whole],
    [fresh, `${whole} ${fresh[0]?.value ?? ''}`],
  ];
}

function observation(
  { route, parents }: RouteStatus,
  names: readonly string[],
): Pick<Observation, 'subject' | 'statement' | 'outcome' | 'related'> {
  const own = parents.filter(({ controller }) => controller !== null);
  const isOne = names.length === 1;
  return {
    subject: objectSubject(route.object),
    statement: `${routeName(route)} has the ${isOne ? 'hostname' : 'hostnames'} ${listed(names)}, which ${takers(own)}.`,
    outcome: notServed(`requests for ${isOne ? 'it' : 'them'} are not served`),
    related: own.flatMap(takenBy),
  };
}

/** `no listener of Gateway infra/edge takes`; of parents that name sections, `section "https" of it does not take`. */
function takers(own: readonly RouteParent[]): string {
  const names = [
    ...new Set(
      own.flatMap(({ gateway, ref }) => {
        if (gateway === null) return [];
        const name = gatewayName(gateway);
        return ref.sectionName === null ? [name] : [`section "${ref.sectionName.value}" of ${name}`];
      }),
    ),
  ];
  const isWhole = own.every(({ ref }) => ref.sectionName === null);
  if (isWhole) return `no listener of ${listed(names)} takes`;
  return names.length === 1 ? `${listed(names)} does not take` : `none of ${listed(names)} takes`;
}

/** The hostnames that the listeners which count for a parent take. */
function takenBy({ gateway, ref }: RouteParent): readonly Related[] {
  const listeners = gateway?.gateway.listeners ?? [];
  return listeners.flatMap(({ hostname, name }) =>
    hostname === null || (ref.sectionName !== null && ref.sectionName.value !== name.value)
      ? []
      : relatedAt(hostname.at, `listener "${name.value}" takes ${hostname.value}`),
  );
}
