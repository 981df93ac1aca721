import type { DeployedTree } from '../gitops/model/cluster.ts';
import { isLocation } from '../source/location.ts';
import { ancestorsOf } from '../source/paths.ts';
import type { Sources } from '../source/sources.ts';
import type { CandidateFinding } from './candidate-finding.ts';
import type { SilencedCandidate } from './suppress.ts';
import { undeployed } from './undeployed.ts';

/** What is wrong with a tree, and which of its files could be looked at. */
interface Judged {
  readonly candidates: readonly CandidateFinding[];
  readonly silenced: readonly SilencedCandidate[];
  /** Paths of files that do not follow YAML's grammar. */
  readonly broken: readonly string[];
  readonly deployed: DeployedTree;
}

/**
 * What the base had and head has not. Nothing is mended in a file that can no longer be read, nor in what rests on it,
 * nor in what stands behind a deployment that fails.
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
  const isHidden = (path: string): boolean =>
    after.broken.includes(path) || unread.has(path) || [...ancestorsOf(path)].some((above) => unread.has(above));
  return before.candidates.filter(
    ({ fingerprint, at, related, restsOn }) =>
      !still.has(fingerprint) &&
      !(head.has(at.path) && isUndeployed(at.path)) &&
      ![at, ...related.map((other) => other.at), ...restsOn.filter(isLocation)].some(({ path }) => isHidden(path)),
  );
}
