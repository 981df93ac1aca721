import type { ClusterConfig } from '../../config/config.ts';
import type { Cluster } from '../../gitops/model/cluster.ts';
import type { GroupKind } from '../../kubernetes/kinds.ts';

/**
 * Whether an object of a kind that is not in the tree is nowhere: the configuration says that the repository holds
 * all of them, and no template, generator or build that was not read may bring one.
 */
export function holdsEvery(
  { unverified }: Pick<Cluster, 'unverified'>,
  config: ClusterConfig | undefined,
): (kind: GroupKind) => boolean {
  const isHidden = unverified.some(({ hidesObjects, quiet }) => hidesObjects === true && quiet !== true);
  const complete = isHidden ? [] : (config?.complete ?? []);
  return ({ kind }) => complete === 'all' || complete.includes(kind);
}
