import { mayComeUnseen } from '../../gitops/model/absence.ts';
import type { Absence } from '../../kong/model/absence.ts';
import type { MissingPolicy } from '../../kong/model/kong-references.ts';
import { nameOf } from '../../kubernetes/object.ts';
import { firstLocation } from '../../source/location.ts';
import type { Rule } from '../model/rule.ts';
import { absencePlaces, isGuess } from '../wording/absences.ts';
import { objectSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import { relatedAt } from '../wording/places.ts';

export const upstreamPolicyNotFound: Rule = {
  id: 'upstream-policy-not-found',
  about: 'service',
  title: 'A Service names a KongUpstreamPolicy that does not exist',
  severity: 'warning',

  *observe(cluster) {
    for (const missing of cluster.references.upstreamPolicies) {
      const { service, absence, routes } = missing;
      const at = firstLocation(missing.at, service.name.at);
      if (at === undefined || (isGuess(absence) && mayComeUnseen(cluster, missing.policy))) continue;
      const [route] = routes;
      yield {
        at,
        subject: objectSubject(service),
        field: 'konghq.com/upstream-policy',
        statement: `${nameOf(service)} names ${statementOf(missing, absence)}`,
        outcome: outcomeOf(
          'without-policy',
          'Kong balances and checks the endpoints by its defaults, and no condition tells it',
        ),
        related: [
          ...absencePlaces(absence),
          ...(route === undefined ? [] : relatedAt(route.name.at, `${nameOf(route)} leads to ${nameOf(service)}`)),
        ],
      };
    }
  },
};

function statementOf({ policy }: MissingPolicy, absence: Absence): string {
  const named = `${policy.kind} ${policy.namespace ?? 'default'}/${policy.name}`;
  switch (absence.why) {
    case 'removed':
      return `${named}, which this change removes.`;
    case 'complete':
      return `${named}, which is not in the repository that holds all of them.`;
    case 'near':
      return `${named}, which is not in the repository; ${nameOf(absence.object)} is one letter away.`;
    case 'other-class':
    case 'elsewhere':
      return `${named}; the only one of that name is ${nameOf(absence.object)}, and a policy counts in its own namespace alone.`;
  }
}
