import { faultyBackends } from '../causes/kong-backends.ts';
import type { Rule } from '../model/rule.ts';
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
      yield {
        at,
        subject: objectSubject(route.object),
        field: `spec.rules.backendRefs ${backendName(backend)}`,
        statement: `${routeName(route)} leads to ${backendName(backend)}, and no ReferenceGrant in ${namespace} lets ${route.kind}s of ${route.namespace ?? 'default'} name ${name} there.`,
        outcome: backendOutcome(status, 'RefNotPermitted'),
        related: backend.service === null ? [] : relatedAt(backend.service.at, `${backendName(backend)} is here`),
      };
    }
  },
};
