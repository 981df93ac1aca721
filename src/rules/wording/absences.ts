import type { Related } from '../../finding.ts';
import type { Absence } from '../../kong/model/absence.ts';
import { nameOf, type KubeObject } from '../../kubernetes/object.ts';
import { relatedAt } from './places.ts';

/** What something that is not seen would prove wrong. */
export function isGuess({ why }: Absence): boolean {
  return why === 'near' || why === 'elsewhere' || why === 'other-class';
}

/** Where an object stands, or stood before the change. */
export function standing(object: KubeObject, isRemoved: boolean): readonly Related[] {
  const places = relatedAt(object.name.at, `${nameOf(object)} is here${isRemoved ? ' before the change' : ''}`);
  return isRemoved ? places.map((place) => ({ ...place, side: 'base' })) : places;
}

/** The object that proves an absence. */
export function absencePlaces(absence: Absence): readonly Related[] {
  return absence.why === 'complete' ? [] : standing(absence.object, absence.why === 'removed');
}
