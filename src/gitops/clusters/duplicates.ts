import { isLocation } from '../../source/location.ts';
import { definitionKey } from '../objects/objects.ts';
import type { Unit } from '../deployed/unit.ts';
import { kindOf } from '../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { isNamed, nameOf } from '../../kubernetes/object.ts';
import type { Release } from '../model/release.ts';
import { releaseTitle } from '../model/release.ts';

/** One thing that several units bring, and that one cluster can hold but once. */
export interface Duplicate {
  /** For the evidence: `Gateway kong/edge`. */
  readonly title: string;
  /** The units, and for each the file it has the thing from. */
  readonly holders: readonly { readonly unit: Unit; readonly path: string }[];
}

/**
 * What proves that units are not one cluster: the same object or release in two of them. Units
 * whose cluster a tool names are left out, since they need no proof.
 */
export function duplicates(units: readonly Unit[]): readonly Duplicate[] {
  const found = new Map<string, { title: string; holders: Map<Unit, string> }>();
  const add = (key: string, title: string, unit: Unit, path: string): void => {
    const entry = found.get(key) ?? { title, holders: new Map<Unit, string>() };
    if (!entry.holders.has(unit)) entry.holders.set(unit, path);
    found.set(key, entry);
  };
  for (const unit of units) {
    if (unit.destination !== null) continue;
    for (const object of unit.objects)
      for (const key of keysOf(object, unit)) add(key, nameOf(object), unit, object.path);
    for (const release of unit.releases) {
      const key = releaseKey(release);
      if (key !== null) add(key, releaseTitle(release), unit, release.declaration.at.path);
    }
  }
  return [...found.values()]
    .filter(({ holders }) => holders.size > 1)
    .map(({ title, holders }) => ({ title, holders: [...holders].map(([unit, path]) => ({ unit, path })) }));
}

function* keysOf(object: KubeObject, unit: Unit): Generator<string> {
  if (kindOf(object.group, object.kind)?.provesBoundary !== true || !isNamed(object)) return;
  // What installs the chart proves nothing either.
  if (object.madeBy !== undefined) return;
  yield objectKey(object);
  // Two overlays of one base are two environments, even where they rename what they take in.
  if (unit.overlay && isLocation(object.root.at)) yield `overlay ${definitionKey(object)}`;
}

/** What is one object in one cluster; without a name it is like no other. */
export function objectKey(object: KubeObject): string {
  if (!isNamed(object)) return definitionKey(object);
  return `${object.group}/${object.kind} ${object.namespace ?? ''}/${object.name.value}`;
}

/** What is one release in one cluster; null while its name or namespace is not known. */
export function releaseKey({ name, namespace }: Release): string | null {
  if (name.certainty === 'unknown' || namespace.certainty === 'unknown') return null;
  return `release ${namespace.value}/${name.value}`;
}
