import type { DeployedTree } from '../gitops/model/cluster.ts';
import { subjectKey, type Subject } from '../finding.ts';
import type { ClusterView } from '../kong/model/cluster-view.ts';
import { objectSubject } from '../rules/wording/names.ts';
import type { KubeObject } from '../kubernetes/object.ts';
import { isLocation } from '../source/location.ts';
import { onceFor } from '../source/once-for.ts';
import { ancestorsOf } from '../source/paths.ts';
import type { Sources } from '../source/sources.ts';
import type { CandidateFinding } from './candidate-finding.ts';
import type { SilencedCandidate } from './suppress.ts';
import { undeployed } from './undeployed.ts';

type JudgedCluster = Pick<ClusterView, 'objects' | 'isJudged'>;

/** What is wrong with a tree, and which of its files could be looked at. */
interface Judged {
  readonly candidates: readonly CandidateFinding[];
  readonly silenced: readonly SilencedCandidate[];
  /** Paths of files that do not follow YAML's grammar. */
  readonly broken: readonly string[];
  readonly deployed: DeployedTree;
  readonly clusters: readonly JudgedCluster[];
}

/**
 * What the base had and head has not. Nothing is mended in a file that can no longer be read, nor in what rests on it,
 * nor in what stands behind a deployment that fails, nor in what the change may have moved out of sight.
 */
export function gone(
  before: Judged,
  after: Judged,
  head: Sources,
  unread: ReadonlySet<string>,
): readonly CandidateFinding[] {
  // What is silenced is there as before.
  const there = [...after.candidates, ...after.silenced.map(({ candidate }) => candidate)];
  const still = new Set(there.map(({ fingerprint }) => fingerprint));
  const isUndeployed = undeployed(before.deployed, after.deployed);
  const isOutOfSight = outOfSight(before, after);
  const isOpen = noLongerJudged(before.clusters, after.clusters);
  const broken = new Set(after.broken);
  const isHidden = (path: string): boolean =>
    broken.has(path) || unread.has(path) || [...ancestorsOf(path)].some((above) => unread.has(above));
  return before.candidates.filter(
    ({ fingerprint, at, related, restsOn, subject }) =>
      !still.has(fingerprint) &&
      !isOutOfSight(subject, at.path) &&
      !isOpen(subject) &&
      !(head.has(at.path) && isUndeployed(at.path)) &&
      ![at, ...related.map((other) => other.at), ...restsOn.filter(isLocation)].some(({ path }) => isHidden(path)),
  );
}

/** Whether the definitions of an object are not known any more by which the API server judges it. */
export function noLongerJudged(
  before: readonly JudgedCluster[],
  after: readonly JudgedCluster[],
): (subject: Subject) => boolean {
  const isOne = (clusters: readonly JudgedCluster[], key: string, judged: boolean): boolean =>
    clusters.some(
      ({ objects, isJudged }) =>
        byKey(objects)
          .get(key)
          ?.some((each) => isJudged(each) === judged) === true,
    );
  const known = new Map<string, boolean>();
  return (subject) => {
    const key = subjectKey(subject);
    const found = known.get(key) ?? (isOne(before, key, true) && isOne(after, key, false));
    known.set(key, found);
    return found;
  };
}

const byKey = onceFor((objects: readonly KubeObject[]) =>
  Map.groupBy(objects, (each) => subjectKey(objectSubject(each))),
);

/** Whether an object that base had is nowhere in head, and something that is not seen may bring it. */
function outOfSight(before: Judged, after: Judged): (subject: Subject, path: string) => boolean {
  const has = ({ clusters }: Judged, key: string): boolean => clusters.some(({ objects }) => byKey(objects).has(key));
  return ({ kind, namespace, name }, path) => {
    const key = subjectKey({ kind, namespace, name });
    return has(before, key) && !has(after, key) && after.deployed.mayBring({ kind, namespace, name, path });
  };
}
