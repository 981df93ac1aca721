import { createPublishedDefinitions } from '../kubernetes/schema/published.ts';
import type { ClusterView } from '../kong/model/cluster-view.ts';
import { compareClusters } from '../kong/upgrade/compare-clusters.ts';
import { notJudged, type Comparison } from '../kong/upgrade/comparison.ts';
import { countedUnread, type NotRead } from './accounting.ts';
import type { TreeModel } from './tree-model.ts';
import { changesMore } from '../kong/upgrade/other-changes.ts';

/** What versions that move bring about in one cluster. */
export interface Upgrade extends Comparison {
  /** Whether values or objects change as well, so that a difference may be theirs. */
  readonly changesMore: boolean;
}

/** The releases of Gateway API whose definitions are known. */
export const knownBundles = (): readonly string[] => createPublishedDefinitions().gatewayApiReleases();

/**
 * One for each cluster of both sides in which a version moves.
 * @param hidden what of the tree may bring objects and is not looked at, each with the reason; it counts for every cluster
 */
export function upgradesBetween(
  before: readonly ClusterView[],
  after: readonly ClusterView[],
  hidden: () => readonly string[],
): readonly Upgrade[] {
  return after.flatMap((view): readonly Upgrade[] => {
    const earlier = before.find(({ name }) => name === view.name);
    const comparison = earlier && compareClusters(earlier, view, knownBundles);
    if (earlier === undefined || !comparison) return [];
    const sources = notJudged('source', [
      ...new Set([
        ...hidden(),
        ...view.unverified.flatMap((each) => (each.hidesObjects === true ? [each.reason] : [])),
      ]),
    ]);
    return [
      {
        ...comparison,
        notJudged: [...comparison.notJudged, ...sources],
        changesMore: changesMore(earlier, view),
      },
    ];
  });
}

/** What of a tree may bring objects and is not looked at: what nobody renders here, and what could not be read. */
export function hiddenSources(
  { deployed }: Pick<TreeModel, 'deployed'>,
  unread: readonly NotRead[],
): readonly string[] {
  const told = [...deployed.unrendered().map((each) => each.told), ...countedUnread(unread)];
  return [...new Set(told.map(({ path, reason }) => `${path}: ${reason}`))];
}
