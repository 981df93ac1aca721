import type { ClusterView } from '../../kong/model/model.ts';

/**
 * Whether objects of the cluster may be missing from the tree's picture (a template, a generator, a build that
 * failed): then the absence of one proves nothing.
 */
export function mayHideObjects({ unverified }: Pick<ClusterView, 'unverified'>): boolean {
  return unverified.some(({ hidesObjects, quiet }) => hidesObjects === true && quiet !== true);
}
