import { isKustomizationName } from '../../source/kustomization-files.ts';
import { baseName, directoryOf, stem } from '../../source/paths.ts';

/** The name of the cluster when nothing in the tree or the configuration gives it one. */
export const defaultName = 'default';

/**
 * A short name for the cluster of a boundary: `prod` of `clusters/prod`. Names that meet, or that are
 * taken, become whole paths.
 */
export function nameClusters(boundaries: readonly string[], taken: ReadonlySet<string>): ReadonlyMap<string, string> {
  const short = new Map(boundaries.map((boundary) => [boundary, shortName(boundary)]));
  const count = new Map<string, number>();
  for (const name of short.values()) count.set(name, (count.get(name) ?? 0) + 1);
  const own = (boundary: string, name: string): boolean => boundary !== '' && count.get(name) === 1 && !taken.has(name);
  const names = new Map([...short].map(([boundary, name]) => [boundary, own(boundary, name) ? name : boundary]));
  // What belongs to no boundary has no path to be called by.
  if (names.has('')) names.set('', restName(new Set([...taken, ...names.values()])));
  return names;
}

function restName(others: ReadonlySet<string>): string {
  if (!others.has(defaultName)) return defaultName;
  let name = 'rest';
  for (let number = 2; others.has(name); number += 1) name = `rest-${number}`;
  return name;
}

function shortName(boundary: string): string {
  if (boundary === '') return defaultName;
  if (!/\.(ya?ml|json)$/.test(boundary) && baseName(boundary) !== 'Kustomization') return baseName(boundary);
  if (!isKustomizationName(boundary)) return stem(boundary);
  return directoryOf(boundary) === '' ? defaultName : baseName(directoryOf(boundary));
}
