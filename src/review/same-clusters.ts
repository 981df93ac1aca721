import type { ClusterView } from '../kong/model/cluster-view.ts';
import { nameOf } from '../kubernetes/object.ts';

/**
 * The clusters of base under the names they have in head. A second environment may give the first,
 * which nothing told apart before, a name of its own: what stood in it is the same all the same.
 */
export function underNewNames(before: readonly ClusterView[], after: readonly ClusterView[]): readonly ClusterView[] {
  const old = new Set(before.map(({ name }) => name));
  const kept = new Set(after.map(({ name }) => name));
  const lost = before.filter(({ name }) => !kept.has(name)).map(marked);
  const fresh = after.filter(({ name }) => !old.has(name)).map(marked);
  // Two that share a base may each look like both: those that share the most are the same, of them the closest.
  const pairs = lost
    .flatMap((one) =>
      fresh.flatMap((other) => {
        const shared = sharedBy(one, other);
        return shared > 0 ? [{ one, other, shared }] : [];
      }),
    )
    .toSorted((a, b) => b.shared - a.shared || a.other.marks.size - b.other.marks.size);
  const names = new Map<ClusterView, string>();
  const taken = new Set<ClusterView>();
  for (const { one, other } of pairs) {
    if (names.has(one.cluster) || taken.has(other.cluster)) continue;
    names.set(one.cluster, other.cluster.name);
    taken.add(other.cluster);
  }
  return before.map((cluster) => ({ ...cluster, name: names.get(cluster) ?? cluster.name }));
}

interface Marked {
  readonly cluster: ClusterView;
  readonly marks: ReadonlySet<string>;
}

function marked(cluster: ClusterView): Marked {
  return { cluster, marks: marksOf(cluster) };
}

function sharedBy(one: Marked, other: Marked): number {
  return [...one.marks].filter((mark) => other.marks.has(mark)).length;
}

/** By what a cluster is known again: its objects and releases with their files. */
function marksOf({ objects, releases }: ClusterView): ReadonlySet<string> {
  return new Set([
    ...objects.map((object) => `${object.path} ${nameOf(object)}`),
    ...releases.map(({ release }) => `${release.declaration.at.path} ${release.chart}`),
  ]);
}
