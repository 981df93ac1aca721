import { nameOf } from '../../kubernetes/object.ts';
import type { UnreadKind } from '../../kong/model/route-status.ts';
import { firstLocation } from '../../source/location.ts';
import type { Related } from '../../finding.ts';
import type { ClusterView } from '../../kong/model/cluster-view.ts';
import type { Observation, Rule } from '../model/rule.ts';
import { definitionsAt, inRelease } from '../wording/definitions.ts';
import { gatewayName, gatewaySubject, objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import { controllerRelated } from '../wording/places.ts';

/** More of them are counted. */
const mostRelated = 5;

function others({ routes }: UnreadKind): readonly Related[] {
  return routes.slice(1, 1 + mostRelated).flatMap((route) => {
    const at = firstLocation(route.name.at);
    return at === undefined ? [] : [{ at, message: `${nameOf(route.object)} is ignored too` }];
  });
}

/** Gateways whose controller waits for a version that is not served, so that it never starts to reconcile them. */
function* ofControllers({ gateways }: ClusterView): Iterable<Observation> {
  const waiting = gateways.filter(({ withoutStatus }) => withoutStatus?.cause === 'version-not-served');
  for (const [first, ...more] of Map.groupBy(waiting, ({ controller }) => controller).values()) {
    const at = first && firstLocation(first.gateway.object.name.at);
    if (first === undefined || at === undefined) continue;
    const and = more.length === 0 ? ' is' : ` and ${more.length} more are`;
    yield {
      at,
      subject: gatewaySubject(first),
      field: 'kind',
      related: [
        ...(first.controller === null ? [] : controllerRelated(first.controller)),
        ...more.slice(0, mostRelated).flatMap(({ gateway: { object } }) => {
          const place = firstLocation(object.name.at);
          return place === undefined ? [] : [{ at: place, message: `${nameOf(object)} is affected too` }];
        }),
      ],
      statement: `${gatewayName(first)}${and} never reconciled: ${first.withoutStatus?.reason ?? ''}.`,
      outcome: outcomeOf(
        'no-status',
        `the Gateway${more.length === 0 ? ' gets' : 's get'} no status and no traffic from Kong`,
      ),
    };
  }
}

export const routeKindNotRead: Rule = {
  id: 'route-kind-not-read',
  about: 'route',
  title: 'The controller reads a version of the kind that is not served',
  severity: 'error',

  *observe(cluster) {
    yield* ofControllers(cluster);
    for (const unread of cluster.unreadKinds) {
      const { controller, kind, version, definitions, routes } = unread;
      const [route, ...rest] = routes;
      const at = route && firstLocation(route.name.at);
      if (route === undefined || at === undefined) continue;
      const and = rest.length === 0 ? ' is' : ` and ${rest.length} more are`;
      yield {
        at,
        subject: objectSubject(route.object),
        field: 'kind',
        statement: `${nameOf(route.object)}${and} ignored: the controller ${controller.id} reads ${kind}s as ${version} only, which is not served${inRelease(definitions)}.`,
        outcome: outcomeOf(
          'no-status',
          `the route${rest.length === 0 ? ' gets' : 's get'} no status and no traffic from Kong`,
        ),
        related: [...definitionsAt(definitions), ...controllerRelated(controller), ...others(unread)],
      };
    }
  },
};
