import { faultyBackends } from '../causes/kong-backends.ts';
import type { Rule } from '../model/rule.ts';
import { backendOutcome } from '../wording/backends.ts';
import { objectSubject } from '../wording/names.ts';
import { referencePlace, routeName, targetName } from '../wording/routes.ts';

export const backendKindUnsupported: Rule = {
  id: 'backend-kind-unsupported',
  about: 'route',
  title: 'A route leads to something that is no Service',
  severity: 'error',

  *observe(cluster) {
    for (const { status, backend } of faultyBackends(cluster, 'unsupported-kind')) {
      const { route } = status;
      const { group, kind } = backend.ref.to;
      const at = referencePlace(backend.ref, route);
      if (at === undefined) continue;
      const type = group === '' ? kind : `${kind} of the group ${group}`;
      yield {
        at,
        subject: objectSubject(route.object),
        field: `spec.rules.backendRefs ${kind} ${targetName(backend.ref)}`,
        statement: `${routeName(route)} leads to ${targetName(backend.ref)}, a ${type}, but the ingress controller takes nothing but Services of the core group.`,
        outcome: backendOutcome(status, 'InvalidKind'),
      };
    }
  },
};
