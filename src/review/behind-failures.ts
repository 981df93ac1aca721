import type { Config } from '../config/config.ts';
import type { ClusterView } from '../kong/model/cluster-view.ts';
import { rules } from '../rules/index.ts';
import { candidateFindings, type CandidateFinding } from './candidate-finding.ts';
import type { TreeView } from '../rules/model/rule.ts';

/** A tree of which nothing but clusters is looked at. */
export const noText: TreeView = { syntaxProblems: [], deploymentFaults: [], suppressionProblems: [] };

/**
 * What is wrong in clusters with releases that Helm refused, as if it had not: that was hidden, and whoever mends
 * them does not bring it about.
 */
export function behindFailures(clusters: readonly ClusterView[], config: Config): readonly CandidateFinding[] {
  const shown = clusters
    .filter(({ releases }) => releases.some(({ renderFailure }) => renderFailure !== null))
    .map((cluster) => ({
      ...cluster,
      releases: cluster.releases.map((release) => ({ ...release, renderFailure: null })),
    }));
  return candidateFindings({ clusters: shown, before: [], tree: noText }, rules, config);
}
