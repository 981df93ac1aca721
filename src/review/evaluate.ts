import type { Config } from '../config/config.ts';
import type { DeployedTree } from '../gitops/model/cluster.ts';
import type { ClusterView } from '../kong/model/cluster-view.ts';
import { rules } from '../rules/index.ts';
import type { Location } from '../source/location.ts';
import { noText } from './behind-failures.ts';
import { candidateFindings, type CandidateFinding } from './candidate-finding.ts';
import { assumptionsOf, inAnyVersion, inEveryVersion } from './every-version.ts';
import { honouredBy, type SuppressionsBefore } from './silenced.ts';
import { readSuppressions, suppress, type SilencedCandidate } from './suppress.ts';
import { syntaxProblems } from './syntax.ts';
import { viewOf, type ReviewCache, type TreeModel } from './tree-model.ts';
import { workOfFindings } from './work.ts';

/** What one tree deploys, and what is wrong with it. */
export interface Evaluation {
  readonly clusters: readonly ClusterView[];
  readonly candidates: readonly CandidateFinding[];
  readonly silenced: readonly SilencedCandidate[];
  /** What may be wrong as well, with other versions of charts of which none is named. */
  readonly possible: () => readonly CandidateFinding[];
  /** How many versions that charts may have were not judged. */
  readonly versionsPassedOver: number;
  /** Paths of files that do not follow YAML's grammar. */
  readonly broken: readonly string[];
  readonly deployed: DeployedTree;
  readonly isRelevant: (path: string) => boolean;
}

/** What an evaluation needs beside the model of its tree. */
export interface EvaluationInput {
  readonly config: Config;
  readonly today: string | null;
  /** What was found out of files that several trees share. */
  readonly cache: ReviewCache;
  /** The clusters that were there before. */
  readonly before: readonly ClusterView[];
  readonly suppressions: SuppressionsBefore | null;
  /** Where a change shows a candidate: a suppression there silences it too. */
  shownAt(candidate: CandidateFinding, clusters: readonly ClusterView[]): Location;
}

/** What is wrong with what a tree deploys. */
export function evaluate(
  { sources, deployed, clusters }: TreeModel,
  { config, today, before, suppressions: suppressionsBefore, shownAt, cache }: EvaluationInput,
): Evaluation {
  cache.rules.renew();
  const broken = syntaxProblems(sources, deployed);
  const tree = { syntaxProblems: broken, deploymentFaults: deployed.faults, suppressionProblems: [] };
  const candidates = candidateFindings({ clusters, before, tree }, rules, config);
  cache.budget.spend(workOfFindings(candidates));
  const assumptions = assumptionsOf(deployed.clusters, (cluster) =>
    candidateFindings({ clusters: [viewOf(cluster, config, cache, before)], before, tree: noText }, rules, config),
  );
  const suppressions = readSuppressions(sources, new Set(rules.map(({ id }) => id)), today);
  const unsuppressed = (all: readonly CandidateFinding[]): ReturnType<typeof suppress> =>
    suppress(all, suppressions, {
      shownAt: (candidate) => shownAt(candidate, clusters),
      isHonoured: honouredBy(config, suppressionsBefore),
    });
  const { kept, silenced, problems } = unsuppressed(inEveryVersion(candidates, assumptions));
  const complaints = candidateFindings(
    { clusters: [], before: [], tree: { ...noText, suppressionProblems: problems } },
    rules,
    config,
  );
  return {
    clusters,
    candidates: [...kept, ...complaints],
    silenced,
    possible: () => [...unsuppressed(inAnyVersion(candidates, assumptions)).kept, ...complaints],
    versionsPassedOver: assumptions.passedOver,
    broken: broken.map(({ at }) => at.path),
    deployed,
    isRelevant: deployed.isRelevant,
  };
}
