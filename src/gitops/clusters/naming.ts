import { baseName, directoryOf, stem } from '../tree/paths.ts';

/** The name of the cluster when nothing in the tree or the configuration gives it one. */
export const defaultName = 'default';

/**
 * A short name for the cluster of a border: `prod` of `clusters/prod`. Names that meet, or that are
 * taken, become whole paths.
 */
export function nameClusters(borders: readonly string[], taken: ReadonlySet<string>): ReadonlyMap<string, string> {
  const short = new Map(borders.map((border) => [border, shortName(border)]));
  const count = new Map<string, number>();
  for (const name of short.values()) count.set(name, (count.get(name) ?? 0) + 1);
  return new Map(
    [...short].map(([border, name]) => [border, count.get(name) === 1 && !taken.has(name) ? name : border]),
  );
}

function shortName(border: string): string {
  if (border === '') return defaultName;
  if (!/\.(ya?ml|json)$/.test(border) && baseName(border) !== 'Kustomization') return baseName(border);
  if (!/^kustomization\.ya?ml$|^Kustomization$/.test(baseName(border))) return stem(border);
  return directoryOf(border) === '' ? defaultName : baseName(directoryOf(border));
}
