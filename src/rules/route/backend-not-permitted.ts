import { faultyBackends, isIdle } from '../causes/kong-backends.ts';
import { misplacedGrants, type MisplacedGrant } from '../causes/misplaced-grants.ts';
import type { Observation, Rule } from '../model/rule.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import { stringAt } from '../../source/node.ts';
import { readReferenceGrant, type GrantFrom, type GrantTo } from '../../gatewayapi/reference-grant.ts';
import type { BackendRef } from '../../gatewayapi/route.ts';
import { nameOf, type KubeObject } from '../../kubernetes/object.ts';
import type { Place } from '../../source/location.ts';
import { permitBackend } from '../fixes/route-fixes.ts';
import { setText, ways } from '../fixes/value-changes.ts';
import { standing } from '../wording/absences.ts';
import { andMoreRoutes, removedObject } from '../wording/removed-by-change.ts';
import { backendName, backendOutcome } from '../wording/backends.ts';
import { objectSubject } from '../wording/names.ts';
import { relatedAt } from '../wording/places.ts';
import { referencePlace, routeName } from '../wording/routes.ts';

export const backendNotPermitted: Rule = {
  id: 'backend-not-permitted',
  about: 'route',
  title: 'A route leads to another namespace without a grant',
  severity: 'error',

  *observe(cluster) {
    for (const each of misplacedGrants(cluster)) yield* misplaced(each);
    for (const { status, backend } of faultyBackends(cluster, 'not-permitted')) {
      const { route } = status;
      const { namespace, name } = backend.ref.to;
      const at = referencePlace(backend.ref, route);
      if (at === undefined || namespace === null) continue;
      const { removed } = backend;
      const idle = isIdle(status, backend);
      const taken = removed && `and this change takes away what ${nameOf(removed)} permitted`;
      const lacks = `no ${taken === null ? '' : 'other '}ReferenceGrant in ${namespace} lets ${route.kind}s of ${route.namespace ?? 'default'} name`;
      const entry = removed && takenEntry(removed, backend.ref, cluster.objects);
      const cause =
        removed &&
        removedObject(
          removed,
          (others) => ({
            statement: `${andMoreRoutes(routeName(route), others)} lead to Services of namespace ${namespace}, ${taken ?? ''}.`,
            consequence: 'requests that would go there are not served',
          }),
          entry ?? undefined,
        );
      yield {
        at,
        subject: objectSubject(route.object),
        field: `spec.rules.backendRefs ${backendName(backend)}`,
        statement: `${routeName(route)} leads to ${backendName(backend)}, ${taken === null ? 'and' : `${taken}:`} ${lacks} ${name} there.`,
        outcome: backendOutcome(status, 'RefNotPermitted', idle),
        related: [
          ...(removed === null ? [] : standing(removed, true)),
          ...(backend.service === null ? [] : relatedAt(backend.service.at, `${backendName(backend)} is here`)),
        ],
        changes: ways(permitBackend(backend.ref, cluster.objects)),
        ...(idle ? { severity: 'warning' } : cause ? { cause } : {}),
      };
    }
  },
};

/** The grant stands where the route does; it says just that, as another one may stand elsewhere. */
function misplaced({ status: { route }, backend, grant: { object } }: MisplacedGrant): readonly Observation[] {
  const at = referencePlace(backend.ref, route);
  const { namespace } = backend.ref.to;
  if (at === undefined || namespace === null) return [];
  const stated = stringAt(object.root, 'metadata', 'namespace');
  return [
    {
      at,
      subject: objectSubject(route.object),
      field: `spec.rules.backendRefs ${backendName(backend)}`,
      severity: 'warning',
      statement: `${routeName(route)} leads to ${backendName(backend)}, and ${nameOf(object)} stands in the namespace of the route, where it permits nothing. A grant has to stand in ${namespace}, and none there is in the repository.`,
      outcome: outcomeOf('not-routed', 'requests that would go there are not served'),
      related: relatedAt(object.name.at, `${nameOf(object)} is here`),
      changes: ways(stated === undefined ? null : setText(object.root, stated.at, namespace)),
    },
  ];
}

/** The entry of a grant that let the route name the backend and that a change takes away; null where all of it is gone. */
function takenEntry(grant: KubeObject, { from, to }: BackendRef, objects: readonly KubeObject[]): Place | null {
  const before = readReferenceGrant(grant);
  const now = objects
    .filter(({ namespace, name }) => namespace === grant.namespace && name.value === grant.name.value)
    .flatMap((object) => readReferenceGrant(object) ?? [])[0];
  if (before === null || now === undefined) return null;
  const ours = ({ kind, namespace }: GrantFrom): boolean => kind === from.kind && namespace === from.namespace;
  const theirs = ({ kind, name }: GrantTo): boolean => kind === to.kind && (name === null || name === to.name);
  const entries = now.from.some(ours) ? before.to.filter(theirs) : before.from.filter(ours);
  return entries[0]?.at ?? null;
}
