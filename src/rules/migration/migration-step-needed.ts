import { releaseTitle } from '../../gitops/model/release.ts';
import {
  adoptedDefinitions,
  definitionsToApply,
  formerDeployments,
  operatorMove,
  reaches,
  secretsToLabel,
  type OperatorMove,
} from '../../kong/migration/operator-steps.ts';
import { formerExtensions, tokensWithoutGrant } from '../../kong/migration/konnect-steps.ts';
import type { ClusterView } from '../../kong/model/cluster-view.ts';
import { nameOf } from '../../kubernetes/object.ts';
import { firstLocation, type Location } from '../../source/location.ts';
import type { Observation, Rule } from '../model/rule.ts';
import { namesIn } from '../wording/migrations.ts';
import { controllerSubject, objectSubject, releaseSubject } from '../wording/names.ts';
import { outcomeOf } from '../wording/outcomes.ts';
import { controllerPlace } from '../wording/places.ts';

export const migrationStepNeeded: Rule = {
  id: 'migration-step-needed',
  about: 'migration',
  title: 'A move to another release of Kong Operator needs a step of its own',
  severity: 'error',

  *observe(cluster, before) {
    if (before === undefined) return;
    yield* ofChart(before, cluster);
    const move = operatorMove(before, cluster);
    if (move === null) return;
    const at = controllerPlace(move.controller, versionPlace(move));
    if (at === undefined) return;
    if (reaches(move, '2.0')) yield* ofLabels(move, cluster, at);
    if (move.from !== null && reaches(move, '2.0')) yield* ofDeployments(move, cluster);
    if (move.from !== null && reaches(move, '2.0')) yield* ofExtensions(move, cluster);
    if (move.from !== null && reaches(move, '2.3')) yield* ofTokens(move, cluster);
    yield* ofDefinitions(move, cluster, at);
  },
};

function versionPlace({ controller: { version } }: OperatorMove): Location | undefined {
  return version.certainty === 'known' ? version.at : undefined;
}

/** The chart with the newer name brings as its own what the one with the older name left. */
function* ofChart(before: ClusterView, cluster: ClusterView): Iterable<Observation> {
  const release = adoptedDefinitions(before, cluster);
  if (release === null) return;
  yield {
    at: release.declaration.at,
    subject: releaseSubject(release),
    field: 'ko-crds',
    statement: `the chart kong-operator of ${releaseTitle(release)} brings the definitions that gateway-operator left in the cluster, where they have no labels of Helm. Helm takes them over with --take-ownership, or once they have its labels and annotations.`,
    severity: 'warning',
    outcome: outcomeOf('release-fails', 'without that Helm refuses them for "invalid ownership metadata"'),
  };
}

function* ofLabels(move: OperatorMove, cluster: ClusterView, at: Location): Iterable<Observation> {
  const open = secretsToLabel(move, cluster);
  if (open === null) return;
  const [is, has] = open.names.length === 1 ? ['Secret', 'is'] : ['Secrets', 'are'];
  yield {
    at,
    subject: controllerSubject(move.controller),
    field: 'labels of Secrets',
    statement: `Kong Operator ${move.to} sees Secrets only with the label ${open.label}: "true". Nothing here tells whether ${is} ${namesIn(open.names)}, which ${has} named by listeners, ${open.names.length === 1 ? 'has' : 'have'} it.`,
    severity: 'notice',
  };
}

function* ofDeployments(move: OperatorMove, cluster: ClusterView): Iterable<Observation> {
  for (const { object, at: place, obstacle } of formerDeployments(cluster)) {
    const at = firstLocation(place, object.name.at);
    if (at === undefined) continue;
    const what = `${nameOf(object)} says how the controller's Pod runs, and Kong Operator ${move.to} has no such Pod`;
    yield {
      at,
      subject: objectSubject(object),
      field: obstacle ?? 'deployment',
      statement:
        obstacle === null
          ? `${what}: variables that it knows become fields of controlPlaneOptions, and all else of it is lost.`
          : `${what}: it cannot make fields of ${obstacle}, whose value stands elsewhere. Write the fields of v2beta1 instead.`,
      ...(obstacle === null ? { severity: 'notice' as const } : {}),
      ...(obstacle === null
        ? {}
        : { outcome: outcomeOf('refused-by-api-server', 'the object can be neither written nor read') }),
    };
  }
}

function* ofExtensions(move: OperatorMove, cluster: ClusterView): Iterable<Observation> {
  for (const object of formerExtensions(move.controller, cluster)) {
    const at = firstLocation(object.name.at);
    if (at === undefined) continue;
    yield {
      at,
      subject: objectSubject(object),
      field: 'apiVersion',
      statement: `Kong Operator ${move.to} serves KonnectExtensions of v1alpha2 alone, and ${nameOf(object)} is of v1alpha1. It names a control plane by its object there: one of the source Mirror in place of a konnectID.`,
      severity: 'warning',
    };
  }
}

function* ofTokens(move: OperatorMove, cluster: ClusterView): Iterable<Observation> {
  for (const { object, namespace, at: place } of tokensWithoutGrant(move.controller, cluster)) {
    const at = firstLocation(place);
    if (at === undefined) continue;
    yield {
      at,
      subject: objectSubject(object),
      field: 'spec.secretRef.namespace',
      statement: `Kong Operator ${move.to} takes the token of ${nameOf(object)} from namespace ${namespace} only where a KongReferenceGrant there allows it, and none is here. Older releases warned of it.`,
      severity: 'warning',
    };
  }
}

function* ofDefinitions(move: OperatorMove, cluster: ClusterView, at: Location): Iterable<Observation> {
  const needed = definitionsToApply(move, cluster);
  if (needed === null) return;
  const { release, areOlder } = needed;
  yield {
    at,
    subject: controllerSubject(move.controller),
    field: 'definitions',
    statement: `Kong Operator ${move.to} reads Gateway API as release ${release} has it. Helm never updates the definitions that are there: apply those of ${release} before${areOlder ? '' : ', unless they are there already'}.`,
    // Where nothing here tells which release is there, it may be that one.
    severity: areOlder ? 'warning' : 'notice',
  };
}
