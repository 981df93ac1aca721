import type { Config } from '../config/config.ts';
import { folderOfGlob, globMatcher } from '../config/globs.ts';
import { nearestName } from '../source/nearest-name.ts';
import type { Sources } from '../source/sources.ts';

/** Something of a configuration that has no effect, so that it may not be what was meant. */
export type ConfigurationNote =
  /** A pattern that no path of the tree fits. */
  | {
      readonly kind: 'idle-pattern';
      readonly setting: 'exclude' | 'paths';
      /** The cluster whose paths they are; null for `exclude`. */
      readonly cluster: string | null;
      readonly pattern: string;
      /** A path that is there and nearly begins as the pattern does. */
      readonly nearest: string | null;
      /** Whether a path of the base of the change fits it. */
      readonly fitted: boolean;
    }
  /** A file that looks like the configuration and is none. */
  | { readonly kind: 'not-read'; readonly path: string };

/** What is asked of a tree. */
export type Paths = Pick<Sources, 'paths' | 'has' | 'oid'>;

/** The other way to write the name. */
const otherName = '.github/portcullis.yaml';

/** Patterns and paths held against each other; more would take longer than the review. */
const mostComparisons = 2_000_000;

/**
 * What of the configuration has no effect in a tree. In a change only what the change makes so: a pattern that fitted
 * something in base, a file that it brings.
 */
export function configurationNotes(
  { clusters, exclude }: Pick<Config, 'clusters' | 'exclude'>,
  base: Paths | null,
  head: Paths,
): readonly ConfigurationNote[] {
  const patterns = [
    ...exclude.map((pattern) => ({ setting: 'exclude' as const, cluster: null, pattern })),
    ...clusters.flatMap(({ name, paths }) =>
      paths.map((pattern) => ({ setting: 'paths' as const, cluster: name, pattern })),
    ),
  ];
  let left = mostComparisons;
  const notes = patterns.flatMap((each): ConfigurationNote[] => {
    left -= head.paths.length;
    const matches = globMatcher(each.pattern);
    if (matches === null || left < 0 || head.paths.some(matches)) return [];
    const fitted = base?.paths.some(matches) === true;
    if (base !== null && !fitted) return [];
    return [{ kind: 'idle-pattern', ...each, nearest: nearestPath(each.pattern, head.paths), fitted }];
  });
  const isNew = base === null || base.oid(otherName) !== head.oid(otherName);
  return head.has(otherName) && isNew ? [...notes, { kind: 'not-read', path: otherName }] : notes;
}

/** The path that a misspelt one may mean: its first folder that is not there, by the nearest name beside it. */
function nearestPath(pattern: string, paths: readonly string[]): string | null {
  let parent = '';
  for (const segment of folderOfGlob(pattern).split('/')) {
    const names = new Set(
      paths.flatMap((path) => (path.startsWith(parent) ? (path.slice(parent.length).split('/')[0] ?? []) : [])),
    );
    if (!names.has(segment)) {
      const near = nearestName(segment, names);
      return near === null ? null : parent + near;
    }
    parent += `${segment}/`;
  }
  return null;
}
