import { faultyBackends, isIdle } from '../causes/kong-backends.ts';
import type { Rule } from '../model/rule.ts';
import { readReferenceGrant, type GrantFrom, type GrantTo } from '../../gatewayapi/reference-grant.ts';
import type { BackendRef } from '../../gatewayapi/route.ts';
import { nameOf, type KubeObject } from '../../kubernetes/object.ts';
import type { Place } from '../../source/location.ts';
import { permitBackend } from '../fixes/route-fixes.ts';
import { ways } from '../fixes/value-changes.ts';
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
