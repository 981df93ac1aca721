import { compare, gt, prerelease, valid } from 'semver';

/** Releases of one thing: those that are known here, and how far back anybody looks. */
export interface Known {
  /** `kong/kong`. */
  readonly name: string;
  readonly releases: readonly string[];
  /** Whether only what comes after the newest one counts: charts are never mended afterwards. */
  readonly onlyNewer: boolean;
}

/** The releases that are there and not known, the oldest first; release candidates do not count. */
export function newReleases(
  { releases, onlyNewer }: Pick<Known, 'releases' | 'onlyNewer'>,
  found: readonly string[],
): readonly string[] {
  const known = new Set(releases);
  const sorted = releases.flatMap((release) => valid(release) ?? []).toSorted(compare);
  const [oldest] = sorted;
  const limit = onlyNewer ? sorted.at(-1) : oldest;
  const plain = found.flatMap((release) => valid(release.replace(/^v/, '')) ?? []);
  return [...new Set(plain)]
    .filter((release) => prerelease(release) === null && !known.has(release))
    .filter((release) => limit === undefined || gt(release, limit))
    .toSorted(compare);
}
