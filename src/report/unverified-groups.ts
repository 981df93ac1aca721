import type { Review } from '../review/review.ts';

/** What could not be verified for one reason. */
export interface UnverifiedGroup {
  readonly about: readonly string[];
  /** The clusters in which it holds for all of them. */
  readonly clusters: readonly string[];
  readonly reason: string;
}

/** One line for each reason: what stands in several clusters is said once, and so are objects with the same trouble. */
export function unverifiedGroups({ unverified }: Review): readonly UnverifiedGroup[] {
  const facts = grouped(unverified, ({ about, cause, reason }) => [about, cause, reason]).map((same) => ({
    ...same[0],
    clusters: distinct(same.map(({ cluster }) => cluster)),
  }));
  return grouped(facts, ({ cause, reason, clusters }) => [cause, reason, ...clusters]).map((same) => ({
    about: distinct(same.map(({ about }) => about)),
    clusters: same[0].clusters,
    reason: same[0].reason,
  }));
}

type NotEmpty<T> = readonly [T, ...T[]];

function grouped<T>(items: readonly T[], keyOf: (item: T) => readonly string[]): readonly NotEmpty<T>[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = JSON.stringify(keyOf(item));
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)];
