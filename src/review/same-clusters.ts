import { nameOf } from '../gitops/cluster.ts';
import type { ClusterView } from '../kong/model.ts';

/**
 * The clusters of base under the names they have in head. A second environment may give the first,
 * which nothing told apart before, a name of its own: what stood in it is the same all the same.
 */
export function underNewNames(before: readonly ClusterView[], after: readonly ClusterView[]): readonly ClusterView[] {
  const old = new Set(before.map(({ name }) => name));
  const kept = new Set(after.map(({ name }) => name));
  const fresh = after.filter(({ name }) => !old.has(name)).map((cluster) => ({ cluster, marks: marksOf(cluster) }));
  const taken = new Set<ClusterView>();
  return before.map((cluster) => {
    if (kept.has(cluster.name)) return cluster;
    const own = marksOf(cluster);
    const shared = (marks: ReadonlySet<string>): number => [...own].filter((mark) => marks.has(mark)).length;
    const [best] = fresh
      .filter((each) => !taken.has(each.cluster) && shared(each.marks) > 0)
      .toSorted((a, b) => shared(b.marks) - shared(a.marks));
    if (best === undefined) return cluster;
    taken.add(best.cluster);
    return { ...cluster, name: best.cluster.name };
  });
}

/** By what a cluster is known again: its objects and releases with their files. */
function marksOf({ objects, releases }: ClusterView): ReadonlySet<string> {
  return new Set([
    ...objects.map((object) => `${object.path} ${nameOf(object)}`),
    ...releases.map(({ release }) => `${release.declaration.at.path} ${release.chart}`),
  ]);
}
