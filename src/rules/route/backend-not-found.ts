import { misspeltBackends, type MisspeltBackend } from '../causes/misspelt-backends.ts';
import { faultyBackends, isIdle } from '../causes/kong-backends.ts';
import { setText, ways } from '../fixes/value-changes.ts';
import type { Observation, Rule } from '../model/rule.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import { relatedAt } from '../wording/places.ts';
import { stringAt } from '../../source/node.ts';
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

  *observe(cluster, before) {
    for (const each of misspeltBackends(cluster, before)) yield* misspelt(each);
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

function misspelt({ status, backend, meant, isEarlier }: MisspeltBackend): readonly Observation[] {
  const { route } = status;
  const at = referencePlace(backend.ref, route);
  if (at === undefined) return [];
  const near = `Service ${meant.namespace ?? 'default'}/${meant.name}`;
  const name = stringAt(backend.ref.node, 'name');
  const places = relatedAt(meant.at, `${near} is here${isEarlier ? ' before the change' : ''}`);
  return [
    {
      at,
      subject: objectSubject(route.object),
      field: `spec.rules.backendRefs ${backendName(backend)}`,
      severity: 'warning',
      statement: `${routeName(route)} leads to ${backendName(backend)}, which is not in the repository; ${near} is one letter away.`,
      outcome: outcomeOf('not-routed', 'requests that would go there are not served, unless something else brings it'),
      related: places.map((place) => (isEarlier ? { ...place, side: 'base' } : place)),
      changes: ways(name === undefined ? null : setText(route.object.root, name.at, meant.name)),
    },
  ];
}
