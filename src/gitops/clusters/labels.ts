import type { Unit } from '../deployed/unit.ts';
import { ancestorsOf, directoryOf } from '../../source/paths.ts';
import type { ClusterBoundary } from '../model/cluster-boundary.ts';

/** To which clusters units belong: a label is a boundary's path or the key of a destination. */
export interface Labelling {
  /** The one cluster of a unit. */
  readonly of: ReadonlyMap<Unit, string>;
  /** Units above several clusters that belong to none of them alone, with those clusters. */
  readonly shared: ReadonlyMap<Unit, ReadonlySet<string>>;
  /** Labels of samples, which have nothing to do with any other cluster. */
  readonly samples: ReadonlySet<string>;
}

/** The label of everything when nothing tells clusters apart. */
export const onlyCluster = '';

/**
 * Labels units by destination, then by the deepest boundary around them. A unit with neither looks
 * for the nearest directory above it that holds labelled units, and joins them if they agree.
 */
export function labelUnits(units: readonly Unit[], boundaries: readonly ClusterBoundary[]): Labelling {
  const labels = new Map<Unit, string>();
  const paths = new Set(boundaries.map(({ path }) => path));
  // A boundary around other boundaries is no cluster: what lies directly in it is shared among those.
  const inner = new Set([...paths].flatMap((path) => ancestorsOf(path).filter((above) => paths.has(above))));
  // What lies between samples is a sample as well.
  const samples = new Set(boundaries.flatMap(({ path, sample }) => (sample ? [path] : [])));
  for (const unit of units) {
    const label = unit.destination?.key ?? boundaryOf(unit, paths);
    if (label !== null && (!inner.has(label) || samples.has(label))) labels.set(unit, label);
  }
  const around = (): NearbyLabels => nearbyLabels(new Map([...labels].filter(([, label]) => !samples.has(label))));
  for (const unit of homeUnits(units, labels, around())) labels.set(unit, onlyCluster);
  const nearby = around();
  const shared = new Map<Unit, ReadonlySet<string>>();
  for (const unit of units) {
    if (labels.has(unit)) continue;
    const near = nearest(unit, nearby);
    const [only] = near;
    if (near.size === 0) labels.set(unit, onlyCluster);
    else if (near.size === 1 && only !== undefined) labels.set(unit, only);
    else shared.set(unit, near);
  }
  return { of: labels, shared, samples };
}

/** Units that are said to stay in the cluster of their tool, where those around them are said to go elsewhere. */
function homeUnits(units: readonly Unit[], labels: ReadonlyMap<Unit, string>, nearby: NearbyLabels): readonly Unit[] {
  const elsewhere = new Set(units.flatMap(({ destination }) => destination?.key ?? []));
  return units.filter((unit) => {
    if (unit.staysHome !== true || unit.destination !== null || labels.has(unit)) return false;
    const near = [...nearest(unit, nearby)];
    return near.length > 0 && near.every((label) => elsewhere.has(label));
  });
}

function boundaryOf(unit: Unit, boundaries: ReadonlySet<string>): string | null {
  for (const anchor of unit.anchors) {
    if (boundaries.has(anchor)) return anchor;
    for (const above of ancestorsOf(anchor)) if (boundaries.has(above)) return above;
  }
  return null;
}

interface NearbyLabels {
  /** Labels of units that stand in the directory itself. */
  readonly inside: Map<string, Set<string>>;
  /** Labels of units in the directory or below it. */
  readonly below: Map<string, Set<string>>;
}

function nearbyLabels(labels: ReadonlyMap<Unit, string>): NearbyLabels {
  const nearby: NearbyLabels = { inside: new Map(), below: new Map() };
  const add = (map: Map<string, Set<string>>, directory: string, label: string): void => {
    map.set(directory, (map.get(directory) ?? new Set()).add(label));
  };
  for (const [unit, label] of labels) {
    for (const anchor of unit.anchors) {
      add(nearby.inside, directoryOf(anchor), label);
      add(nearby.below, anchor, label);
      for (const above of ancestorsOf(anchor)) add(nearby.below, above, label);
    }
  }
  return nearby;
}

function nearest(unit: Unit, nearby: NearbyLabels): ReadonlySet<string> {
  const anchor = unit.anchors[0] ?? '';
  for (const directory of anchor === '' ? [''] : [anchor, ...ancestorsOf(anchor)]) {
    const found = nearby.inside.get(directory) ?? nearby.below.get(directory);
    if (found !== undefined) return found;
  }
  return new Set();
}
