import type { Unit } from '../deployed/unit.ts';
import { isWithin, stem } from '../../source/paths.ts';
import { objectKey, releaseKey } from './duplicates.ts';
import type { Labelling } from './labels.ts';

/**
 * Labels that mean one cluster, as a map to the label that stands for all of them: the directory of
 * a named destination and that destination; `kong/overlays/prod`, `gateway/overlays/prod` and a
 * destination `prod`. What both would hold keeps two labels apart.
 */
export function unifyLabels(labelling: Labelling): (label: string) => string {
  const members = membersOf(labelling);
  const target = new Map<string, string>();
  const resolve = (label: string): string => target.get(label) ?? label;
  const destinations = [...members].filter(([key, units]) => units.some((unit) => unit.destination?.key === key));
  for (const label of destinations.length === 0 ? [] : borderLabels(members)) {
    const inside = label === '' ? [] : destinations.filter(([, units]) => standsIn(units, label));
    const [only] = inside;
    if (inside.length === 1 && only !== undefined) target.set(label, only[0]);
  }
  const byName = new Map<string, string[]>();
  for (const [label, units] of destinations) {
    const destination = units.find((unit) => unit.destination?.key === label)?.destination;
    if (destination) byName.set(destination.name.toLowerCase(), [label]);
  }
  for (const label of borderLabels(members)) {
    if (target.has(label) || label === '' || labelling.samples.has(label)) continue;
    const name = stem(label).toLowerCase();
    byName.set(name, [...(byName.get(name) ?? []), label]);
  }
  for (const [first = '', ...others] of byName.values()) {
    if (others.length === 0) continue;
    const keys = keysOf(members.get(first) ?? []);
    for (const other of others) {
      const more = keysOf(members.get(other) ?? []);
      if (more.values().some((key) => keys.has(key))) continue;
      target.set(other, first);
      for (const key of more) keys.add(key);
    }
  }
  return resolve;
}

function membersOf({ of }: Labelling): ReadonlyMap<string, readonly Unit[]> {
  return Map.groupBy(of.keys(), (unit) => of.get(unit) ?? '');
}

function borderLabels(members: ReadonlyMap<string, readonly Unit[]>): string[] {
  return [...members]
    .filter(([, units]) => units.every((unit) => unit.destination?.key === undefined))
    .map(([label]) => label);
}

/** Whether all units that name the destination stand within a boundary. */
function standsIn(units: readonly Unit[], boundary: string): boolean {
  return units.every((unit) => unit.destination === null || isWithin(unit.anchors[0] ?? '', boundary));
}

function keysOf(units: readonly Unit[]): Set<string> {
  const keys = new Set<string>();
  for (const unit of units) {
    for (const object of unit.objects) keys.add(objectKey(object));
    for (const release of unit.releases) {
      const key = releaseKey(release);
      if (key !== null) keys.add(key);
    }
  }
  return keys;
}
