import { controllerRelated } from '../wording/places.ts';
import { turnOn } from '../fixes/controller-fixes.ts';
import { ways } from '../fixes/value-changes.ts';
import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { nameOf } from '../../kubernetes/object.ts';
import { objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';

export const featureGateMissing: Rule = {
  id: 'feature-gate-missing',
  about: 'route',
  title: 'A route is of a kind that needs a feature gate',
  severity: 'error',

  *observe(cluster) {
    const unserved = new Set(cluster.verdicts.flatMap(({ object, notServed }) => (notServed ? [nameOf(object)] : [])));
    for (const { route, missingGates } of cluster.routes) {
      const at = firstLocation(route.name.at);
      // No gate helps where the version that the controller reads, or the route itself, is not served.
      const [missing] = missingGates.filter(
        ({ controller }) =>
          !cluster.unreadKinds.some((unread) => unread.controller === controller && unread.kind === route.kind),
      );
      if (unserved.has(nameOf(route.object))) continue;
      if (missing === undefined || at === undefined) continue;
      const { gate, controller } = missing;
      const setting = controller.featureGates.certainty === 'known' ? controller.featureGates.at : undefined;
      yield {
        at,
        subject: objectSubject(route.object),
        field: 'kind',
        statement: `${nameOf(route.object)} is ignored: the controller ${controller.id} reads ${route.kind}s only with the feature gate ${gate}=true, which is off.`,
        outcome: outcomeOf('no-status', 'the route gets no status and no traffic'),
        related: controllerRelated(controller, setting),
        changes: ways(turnOn(controller, gate)),
      };
    }
  },
};
