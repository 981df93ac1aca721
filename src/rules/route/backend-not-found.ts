import { faultyBackends, isIdle } from '../causes/kong-backends.ts';
import type { Rule } from '../model/rule.ts';
import { standing } from '../wording/absences.ts';
import { andMoreRoutes, removedObject } from '../wording/removed-by-change.ts';
import { backendName, backendOutcome } from '../wording/backends.ts';
import { objectSubject } from '../wording/names.ts';
import { referencePlace, routeName } from '../wording/routes.ts';

export const backendNotFound: Rule = {
  id: 'backend-not-found',
  about: 'route',
  title: 'A route leads to a Service that does not exist',
  severity: 'error',

  *observe(cluster) {
    for (const { status, backend } of faultyBackends(cluster, 'not-found')) {
      const { route } = status;
      const at = referencePlace(backend.ref, route);
      if (at === undefined) continue;
      const { removed } = backend;
      const idle = isIdle(status, backend);
      const why = backend.isUnwatched
        ? `in a namespace that the controller does not watch`
        : removed === null
          ? 'which is not in the repository that holds all of them'
          : 'which this change removes';
      const cause =
        removed &&
        removedObject(removed, (others) => ({
          statement: `${andMoreRoutes(routeName(route), others)} lead to ${backendName(backend)}, which this change removes.`,
          consequence: 'requests that would go there are not served',
        }));
      yield {
        at,
        subject: objectSubject(route.object),
        field: `spec.rules.backendRefs ${backendName(backend)}`,
        statement: `${routeName(route)} leads to ${backendName(backend)}, ${why}.`,
        outcome: backendOutcome(status, 'BackendNotFound', idle),
        related: removed === null ? [] : standing(removed, true),
        ...(idle ? { severity: 'warning' } : cause ? { cause } : {}),
      };
    }
  },
};
