import type { Place } from '../../source/location.ts';
import { get } from '../../source/node.ts';
import type { Controller } from '../../kong/model/model.ts';
import type { Release } from '../../gitops/model/release.ts';
import { isRelease, valuesPrefix } from '../../kong/model/origin.ts';

/** Values that name, move or take away the proxy Service of a release, in the order in which they are likely to be the cause. */
const settings: readonly (readonly string[])[] = [
  ['proxy', 'nameOverride'],
  ['fullnameOverride'],
  ['nameOverride'],
  ['namespace'],
  ['proxy', 'enabled'],
  ['deployment', 'kong', 'enabled'],
];

/** What in the values of a controller's release sets the name of its proxy Service apart from the one it publishes. */
export function namingPlaces({ origin }: Controller): readonly Place[] {
  if (!isRelease(origin)) return [];
  return (['proxy', 'controller'] as const).flatMap((part) => placesBelow(origin, valuesPrefix(origin, part)));
}

function placesBelow({ values }: Release, prefix: readonly string[]): readonly Place[] {
  return settings.flatMap((path) => get(values, ...prefix, ...path)?.at ?? []);
}
