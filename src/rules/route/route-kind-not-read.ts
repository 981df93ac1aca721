import { nameOf } from '../../kubernetes/object.ts';
import type { UnreadKind } from '../../kong/model/route-status.ts';
import { firstLocation } from '../../source/location.ts';
import type { Related } from '../../finding.ts';
import type { Rule } from '../model/rule.ts';
import { definitionsAt, inRelease } from '../wording/definitions.ts';
import { objectSubject } from '../wording/names.ts';
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

export const routeKindNotRead: Rule = {
  id: 'route-kind-not-read',
  about: 'route',
  title: 'The controller reads a version of the kind that is not served',
  severity: 'error',

  *observe({ unreadKinds }) {
    for (const unread of unreadKinds) {
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
        outcome: outcomeOf('no-status', `the route${rest.length === 0 ? ' gets' : 's get'} no status and no traffic`),
        related: [...definitionsAt(definitions), ...controllerRelated(controller), ...others(unread)],
      };
    }
  },
};
