import type { Cluster } from '../gitops/model/cluster.ts';
import { isNameAssumed } from '../gitops/model/release.ts';
import { rules } from '../rules/index.ts';
import type { Rule } from '../rules/model/rule.ts';
import type { CandidateFinding } from './candidate-finding.ts';
import { possibleClusters } from './possible-clusters.ts';

/** A version that a chart of a cluster may have. */
interface PossibleVersion {
  /** Whether its controller is older than anything that is predicted of the Gateways beside it. */
  readonly isTooOld: boolean;
  /** What is wrong then. */
  candidates(): readonly CandidateFinding[];
}

/** What is assumed of the clusters of a tree. */
export interface Assumptions {
  /** The versions that charts without an exact one may have, by the name of the cluster. */
  readonly versions: ReadonlyMap<string, readonly PossibleVersion[]>;
  /** How many versions are not judged. */
  readonly passedOver: number;
  /** Clusters in which names of releases are assumed. */
  readonly names: ReadonlySet<string>;
}

const ofServiceNames = rulesWhere(({ comparesServiceNames }) => comparesServiceNames === true);
/** Rules that speak of values alone: they hold whether or not the controller reads Gateways. */
const ofValues = rulesWhere(({ about }) => about === 'values');

function rulesWhere(fits: (rule: Rule) => boolean): ReadonlySet<string> {
  return new Set(rules.filter(fits).map(({ id }) => id));
}

/**
 * What is assumed of clusters.
 * @param judge what is wrong with a cluster; not asked before it is needed, and of each version once
 */
export function assumptionsOf(
  clusters: readonly Cluster[],
  judge: (cluster: Cluster) => readonly CandidateFinding[],
): Assumptions {
  let passedOver = 0;
  const versions = clusters.map((cluster) => {
    const possible = possibleClusters(cluster);
    passedOver += possible.passedOver;
    const judged = possible.judged.map(({ cluster: other, isTooOld }) => {
      let found: readonly CandidateFinding[] | null = null;
      return { isTooOld, candidates: () => (found ??= judge(other)) };
    });
    return [cluster.name, judged] as const;
  });
  return {
    passedOver,
    versions: new Map(versions.filter(([, possible]) => possible.length > 0)),
    names: new Set(clusters.filter(({ releases }) => releases.some(isNameAssumed)).map(({ name }) => name)),
  };
}

/** The candidates that are told in the same words of every version: what may be said of the tree. */
export function inEveryVersion(
  candidates: readonly CandidateFinding[],
  { versions, names }: Assumptions,
): readonly CandidateFinding[] {
  let left = withoutNames(candidates, names);
  for (const [cluster, possible] of versions) {
    for (const version of possible) {
      const hangsOn = (each: CandidateFinding): boolean =>
        each.cluster === cluster && (!version.isTooOld || ofValues.has(each.rule));
      if (!left.some(hangsOn)) continue;
      const claims = new Set(version.candidates().map(claimOf));
      left = left.filter((each) => !hangsOn(each) || claims.has(claimOf(each)));
    }
  }
  return left;
}

/** The candidates of any version that can be meant, each once: what a suggestion must leave none of. */
export function inAnyVersion(
  candidates: readonly CandidateFinding[],
  { versions, names }: Assumptions,
): readonly CandidateFinding[] {
  if (versions.size === 0) return withoutNames(candidates, names);
  const others = [...versions.values()].flatMap((possible) =>
    possible.filter(({ isTooOld }) => !isTooOld).flatMap((version) => version.candidates()),
  );
  const all = new Map([...others, ...candidates].map((candidate) => [candidate.fingerprint, candidate]));
  return withoutNames([...all.values()], names);
}

/** Without what compares names of Services that are only assumed. */
function withoutNames(
  candidates: readonly CandidateFinding[],
  names: ReadonlySet<string>,
): readonly CandidateFinding[] {
  if (names.size === 0) return candidates;
  return candidates.filter(({ cluster, rule }) => !names.has(cluster) || !ofServiceNames.has(rule));
}

/** What a candidate says: the same thing is at fault, in the same words and with the same outcome. */
function claimOf({ fingerprint, statement, outcome }: CandidateFinding): string {
  return JSON.stringify([fingerprint, statement, outcome]);
}
