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
  readonly units: readonly Unit[];
}

/**
 * What proves that units are not one cluster: the same object or release in two of them. Units
 * whose cluster a tool names are left out, since they need no proof.
 */
export function duplicates(units: readonly Unit[]): readonly Duplicate[] {
  const found = new Map<string, { readonly thing: KubeObject | Release; readonly units: Unit[] }>();
  const add = (key: string, thing: KubeObject | Release, unit: Unit): void => {
    const known = found.get(key);
    if (known === undefined) found.set(key, { thing, units: [unit] });
    // Units come one after the other, each with all its things.
    else if (known.units.at(-1) !== unit) known.units.push(unit);
  };
  for (const unit of units) {
    if (unit.destination !== null) continue;
    for (const object of unit.objects) for (const key of keysOf(object, unit)) add(key, object, unit);
    for (const release of unit.releases) {
      const key = releaseKey(release);
      if (key !== null) add(key, release, unit);
    }
  }
  return [...found.values()].flatMap(({ thing, units: holders }) => {
    if (holders.length < 2) return [];
    return [{ title: 'chart' in thing ? releaseTitle(thing) : nameOf(thing), units: holders }];
  });
}

function keysOf(object: KubeObject, unit: Unit): readonly string[] {
  if (kindOf(object.group, object.kind)?.provesBoundary !== true || !isNamed(object)) return [];
  // What installs the chart proves nothing either.
  if (object.madeBy !== undefined) return [];
  // Two overlays of one base are two environments, even where they rename what they take in.
  return unit.overlay && isLocation(object.root.at)
    ? [objectKey(object), `overlay ${definitionKey(object)}`]
    : [objectKey(object)];
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
