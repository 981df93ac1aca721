import type { Outcome, Related } from '../../finding.ts';
import type { UntakenPolicy } from '../../kong/model/untaken-policy.ts';
import { nameOf } from '../../kubernetes/object.ts';
import { firstLocation, type Place } from '../../source/location.ts';
import { turnOn } from '../fixes/controller-fixes.ts';
import { ways } from '../fixes/value-changes.ts';
import type { Rule } from '../model/rule.ts';
import { absencePlaces, standing } from '../wording/absences.ts';
import { definitionsAt, inRelease } from '../wording/definitions.ts';
import { objectSubject } from '../wording/names.ts';
import { conditionOutcome, outcomeOf } from '../wording/outcomes.ts';
import { controllerRelated, relatedAt } from '../wording/places.ts';

export const backendTlsPolicyInvalid: Rule = {
  id: 'backend-tls-policy-invalid',
  about: 'service',
  title: 'A BackendTLSPolicy has no effect, because the controller does not take it',
  severity: 'error',

  *observe({ references }) {
    for (const untaken of references.untakenPolicies) {
      const { policy, controller, field, fault } = untaken;
      const at = firstLocation(untaken.at, policy.name.at);
      if (at === undefined) continue;
      yield {
        at,
        subject: objectSubject(policy),
        field,
        statement: statementOf(untaken),
        outcome: outcome(untaken),
        related: relatedTo(untaken),
        restsOn: restingOn(untaken),
        changes: fault.kind === 'gate-off' ? ways(turnOn(controller, fault.gate)) : [],
      };
    }
  },
};

function statementOf({ policy, controller, service, fault }: UntakenPolicy): string {
  const name = nameOf(policy);
  switch (fault.kind) {
    case 'too-old':
      return `${name} is ignored: the controller ${controller.id} is older than release ${fault.since}, the first that reads such policies.`;
    case 'not-served':
      return `${name} is ignored: the controller ${controller.id} reads these policies as ${fault.version} only, which is not served${inRelease(fault.definitions)}.`;
    case 'gate-off':
      return `${name} is ignored: the controller ${controller.id} reads such policies only with the feature gate ${fault.gate}=true, which is off.`;
    case 'alternative-names':
      return `${name} states subjectAltNames, which no release of the controller supports. It then takes nothing of the policy: leave them out.`;
    case 'well-known-certificates':
      return `${name} states wellKnownCACertificates, which no release of the controller supports. Name the certificates in caCertificateRefs instead.`;
    case 'certificate-kind':
      return `${name} takes its certificates from a ${fault.named.kind}${ofGroup(fault.named.group)}, and the controller takes only a ConfigMap or Secret of the core group.`;
    case 'certificate-absent':
      return `${name} takes its certificates from ${fault.named.kind} ${fault.named.namespace ?? 'default'}/${fault.named.name}, ${fault.absence.why === 'removed' ? 'which this change removes' : 'which is not in the repository that holds all of them'}.`;
    case 'conflict':
      return `${name} and ${nameOf(fault.other)} are both for Service ${service}, and the controller then takes neither, whatever section of it they name.`;
  }
}

function ofGroup(group: string): string {
  return group === '' ? '' : ` of ${group}`;
}

const isUnread = ({ fault: { kind } }: UntakenPolicy): boolean =>
  kind === 'too-old' || kind === 'not-served' || kind === 'gate-off';

function outcome(untaken: UntakenPolicy): Outcome {
  const { service, fault, isAnswered, controller } = untaken;
  const consequence = `Kong reaches Service ${service} as if there were no policy: in plain text, unless its annotations say otherwise`;
  if (isUnread(untaken) || !isAnswered || controller.versionAssumed) return outcomeOf('without-policy', consequence);
  const reason = fault.kind === 'conflict' ? 'Conflicted' : 'Invalid';
  return conditionOutcome({ type: 'Accepted', status: 'False', reason }, consequence);
}

function relatedTo(untaken: UntakenPolicy): readonly Related[] {
  const { fault, routes, controller, service } = untaken;
  const { featureGates } = controller;
  const [route] = routes;
  return [
    ...(fault.kind === 'conflict' ? standing(fault.other, false) : []),
    ...(fault.kind === 'certificate-absent' ? absencePlaces(fault.absence) : []),
    ...(fault.kind === 'not-served' ? definitionsAt(fault.definitions) : []),
    ...(isUnread(untaken)
      ? controllerRelated(controller, featureGates.certainty === 'known' ? featureGates.at : undefined)
      : []),
    ...(route === undefined ? [] : relatedAt(route.name.at, `${nameOf(route.object)} leads to Service ${service}`)),
  ];
}

function restingOn({ fault, controller }: UntakenPolicy): readonly Place[] {
  if (fault.kind === 'conflict') return [fault.other.name.at];
  const { version, featureGates } = controller;
  return [version, featureGates].flatMap((fact) => (fact.certainty === 'known' ? [fact.at] : []));
}
