import { kongPlugin, referenceGrant } from '../../kubernetes/kinds.ts';
import { isOfKind } from '../../kubernetes/known-kinds.ts';
import { isKnownRelease, releasesOf } from '../flags/releases.ts';
import { versionOfTag } from '../model/image.ts';
import type { ClusterView } from '../model/cluster-view.ts';
import { gatewayConfiguration } from '../operator/configuration.ts';
import { does } from '../operator/releases.ts';
import { kongBehaves, kongReleasesOf } from '../schema/kong-releases.ts';
import { kindTraits } from '../status/routes/kind-traits.ts';
import { behavesIn } from '../flags/behaviours.ts';
import type { Behaviour, Concern } from '../versions/behaviour.ts';
import { controllerBehaviours } from '../versions/controller-behaviours.ts';
import { kongBehaviours } from '../versions/kong-behaviours.ts';
import { operatorBehaviours } from '../versions/operator-behaviours.ts';
import type { Behaves, BehaviourChange, VersionMove } from './comparison.ts';

/** What programs of other versions do and did not, or the other way round, as far as the cluster has what it concerns. */
export function compareBehaviours(moves: readonly VersionMove[], view: ClusterView): readonly BehaviourChange[] {
  const concerns = concernsOf(view);
  const found = moves
    .flatMap(changesIn)
    .filter(({ row }) => row.concerns.some((each) => concerns.has(each)))
    .map(({ move, row: { does: text, source }, before, after }): BehaviourChange => {
      return { program: move.name, does: text, before, after, source };
    });
  // Several workloads may move alike.
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}

interface Change {
  readonly move: VersionMove;
  readonly row: Behaviour;
  readonly before: Behaves;
  readonly after: Behaves;
}

function changesIn(move: VersionMove): readonly Change[] {
  const { program, from, to } = move;
  // One release that is built again, or pinned, does what it did.
  if (from === null || to === null || versionOfTag(from) === versionOfTag(to)) return [];
  switch (program) {
    case 'kic':
      return changes(move, controllerBehaviours, (name) => [
        answerOf(knownOf(from).map((release) => behavesIn(release, name))),
        answerOf(knownOf(to).map((release) => behavesIn(release, name))),
      ]);
    case 'kong':
      return changes(move, kongBehaviours, (name) => [
        answerOf(kongReleasesOf(from).map((release) => kongBehaves(release, name))),
        answerOf(kongReleasesOf(to).map((release) => kongBehaves(release, name))),
      ]);
    case 'operator':
      return changes(move, operatorBehaviours, (name) => [answerOf([does(from, name)]), answerOf([does(to, name)])]);
    default:
      return [];
  }
}

/** What other releases do nobody has read. */
function knownOf(version: string): readonly string[] {
  return releasesOf(version).filter(isKnownRelease);
}

function changes<K extends string>(
  move: VersionMove,
  rows: Readonly<Record<K, Behaviour>>,
  answers: (name: K) => readonly [Behaves | null, Behaves | null],
): readonly Change[] {
  const names = Object.keys(rows) as K[];
  return names.flatMap((name) => {
    const [before, after] = answers(name);
    return before === null || after === null || before === after ? [] : [{ move, row: rows[name], before, after }];
  });
}

/** Null for a release that is not known. */
function answerOf(answers: readonly boolean[]): Behaves | null {
  const [first, ...others] = answers;
  if (first === undefined) return null;
  if (others.some((each) => each !== first)) return 'in some patch releases';
  return first ? 'yes' : 'no';
}

/** Kinds of routes by how their hostnames reach Kong, in which they differ. */
const concernOf: Readonly<Record<(typeof kindTraits)[keyof typeof kindTraits]['hostnames'], Concern>> = {
  narrowed: 'http-routes',
  'own-or-borrowed': 'grpc-routes',
  own: 'stream-routes',
  none: 'stream-routes',
};

const kindsOfConcern = [
  [kongPlugin, 'plugins'],
  [gatewayConfiguration, 'gateway-configurations'],
  [referenceGrant, 'grants'],
] as const;

/** What of a cluster behaviours may concern. */
function concernsOf({ gateways, routes, objects, controllers }: ClusterView): ReadonlySet<Concern> {
  const found = new Set<Concern>(controllers.length > 0 ? ['settings'] : []);
  for (const { gateway } of gateways) {
    found.add('gateways');
    for (const { protocol } of gateway.listeners) {
      if (protocol.value === 'TLS') found.add('tls-listeners');
      if (protocol.value === 'TCP' || protocol.value === 'UDP') found.add('stream-listeners');
    }
  }
  for (const { route } of routes) {
    found.add(concernOf[kindTraits[route.kind].hostnames]);
    found.add('services');
    found.add('annotations');
  }
  for (const [kind, concern] of kindsOfConcern) if (objects.some((each) => isOfKind(each, kind))) found.add(concern);
  return found;
}
