import type { ObjectBreach, ObjectVerdict } from '../../admission/verdict.ts';
import { subjectName } from '../../finding.ts';
import { refusedByPolicy } from '../../admission/safe-upgrades.ts';
import { safeUpgrades } from '../../kubernetes/stated-definition.ts';
import type { ClusterView } from '../../kong/model/cluster-view.ts';
import type { ValueChange } from '../../source/change.ts';
import { scalarWrittenAt } from '../../source/node.ts';
import { refusedServices } from '../causes/rendered-services.ts';
import { correctProtocol } from '../fixes/service-fixes.ts';
import { ways } from '../fixes/value-changes.ts';
import type { Observation, Rule } from '../model/rule.ts';
import { objectSubject, serviceName, serviceSubject } from '../wording/names.ts';
import { definitionsAt, inRelease } from '../wording/definitions.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import { restsOn } from '../wording/places.ts';

/** Quotes around what is written where a string must be, none where a number or a boolean must be. */
function requoted({ object }: ObjectVerdict, { kind, at }: ObjectBreach): readonly (readonly ValueChange[])[] {
  const node = kind === 'type' ? scalarWrittenAt(object.root, at) : undefined;
  if (node === undefined || node.value === null) return [];
  if (typeof node.value !== 'string') {
    const written = node.style === 'plain' ? node.text : String(node.value);
    return [[{ kind: 'set', node, value: written }]];
  }
  if (/^(true|false)$/.test(node.value)) return [[{ kind: 'set', node, value: node.value === 'true' }]];
  const isNumber = /^(0|[1-9]\d*)$/.test(node.value);
  return isNumber ? [[{ kind: 'set', node, value: Number(node.value) }]] : [];
}

/** What comes of a breach: what was wrong already may stand, and a new object never comes to be. */
function consequence({ onUpdate }: ObjectBreach, object: string): string {
  if (onUpdate === 'let-through')
    return `a new cluster refuses ${object}; where it exists, Kubernetes 1.30 and later let this stand until it changes`;
  return `the API server refuses ${object}`;
}

function* ofManifests(cluster: ClusterView, before: ClusterView | undefined): Iterable<Observation> {
  const verdicts = before === undefined ? cluster.verdicts : cluster.verdictsAfter(before.objects);
  for (const verdict of verdicts) {
    const subject = objectSubject(verdict.object);
    for (const breach of verdict.breaches) {
      yield {
        at: breach.at,
        subject,
        field: breach.path,
        related: definitionsAt(verdict),
        statement: `${[subjectName(subject), ...breach.within].join(', ')}: ${breach.message}${inRelease(verdict)}.`,
        outcome: outcomeOf('refused-by-api-server', consequence(breach, subjectName(subject))),
        changes: requoted(verdict, breach),
      };
    }
  }
}

/** The policy that came with the definitions of before stands over those that a change brings. */
function* ofDefinitions(cluster: ClusterView, before: ClusterView | undefined): Iterable<Observation> {
  if (!before?.bundles || cluster.bundles === null) return;
  for (const { bundle, policyOf, reason } of refusedByPolicy(before.bundles, cluster.bundles)) {
    const name = `${bundle.version ?? ''} ${bundle.channel ?? ''}`.trim();
    const why =
      reason.kind === 'channel'
        ? 'which lets nothing go from the standard channel to the experimental one'
        : `which takes nothing older than ${reason.least}`;
    const what = bundle.definition === null ? 'the definitions' : bundle.definition;
    yield {
      at: bundle.at,
      subject: { kind: 'bundle', namespace: null, name: `Gateway API ${name}` },
      field: 'version',
      statement:
        `Gateway API ${policyOf.version}, ${policyOf.channel} channel, came with the policy ${safeUpgrades}, ${why}.` +
        ' Delete the ValidatingAdmissionPolicy and its binding first.',
      outcome: outcomeOf('refused-by-api-server', `the API server refuses ${what} of Gateway API ${name}`),
    };
  }
}

/** Helm applies all of a release or fails. */
function* ofCharts(cluster: ClusterView): Iterable<Observation> {
  for (const { service, about, reason, place, port } of refusedServices(cluster)) {
    yield {
      at: place,
      subject: serviceSubject(service, about ?? undefined),
      field: 'ports',
      statement: `the API server refuses ${serviceName(service)}${restsOn(service.origin)}, because ${reason}.`,
      outcome: outcomeOf('release-fails', 'the release cannot be installed or upgraded'),
      changes: port === null ? [] : ways(...correctProtocol(service, port)),
    };
  }
}

export const objectRejected: Rule = {
  id: 'object-rejected',
  about: 'object',
  title: 'The API server refuses an object',
  severity: 'error',

  *observe(cluster, before) {
    yield* ofManifests(cluster, before);
    yield* ofDefinitions(cluster, before);
    yield* ofCharts(cluster);
  },
};
