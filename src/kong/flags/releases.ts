import { gt, parse, Range, type SemVer } from 'semver';
import { flagTable, type FlagType } from './flag-table.ts';

/** The last patch of every minor release whose flags are known. */
const lastPatches: Readonly<Record<string, number>> = {
  '2.9': 4,
  '2.10': 5,
  '2.11': 1,
  '2.12': 8,
  '3.0': 2,
  '3.1': 6,
  '3.2': 4,
  '3.3': 1,
  '3.4': 20,
  '3.5': 13,
};

/** Every release whose flags are known, the newest first. */
const knownReleases: readonly string[] = Object.keys(lastPatches).toReversed().flatMap(patchesOf);

function patchesOf(minor: string): readonly string[] {
  const last = lastPatches[minor] ?? -1;
  return Array.from({ length: last + 1 }, (_, patch) => `${minor}.${last - patch}`);
}

/**
 * The releases that a version may mean, the newest first: `3.4` names whatever patch was the newest when the image was
 * pulled. One that is not known means itself.
 */
export function releasesOf(version: string): readonly string[] {
  const patches = patchesOf(version);
  return patches.length === 0 ? [version] : patches;
}

/** Every release that a controller may be of which nothing tells the version. */
export function anyRelease(): readonly string[] {
  return knownReleases;
}

/** Whether all that a release knows of flags and feature gates is known here. */
export function isKnownRelease(release: string): boolean {
  return knownReleases.includes(release);
}

/** Some of the releases, as a range of semver: parsed once, where the program is loaded. */
export function releaseRange(range: string): Range {
  return new Range(range);
}

/** Whether a release lies in a range of semver; `3.4` lies there as `3.4.0`, and what is no version nowhere. */
export function isWithin(release: string, range: Range): boolean {
  const version = parsed(release);
  return version !== null && range.test(version);
}

/** Whoever judges thousands of routes asks about the same releases each time. */
const versions: ReadonlyMap<string, SemVer | null> = new Map(
  knownReleases.map((release) => [release, parse(release)] as const),
);

function parsed(release: string): SemVer | null {
  return versions.get(release) ?? parse(/^\d+\.\d+$/.test(release) ? `${release}.0` : release);
}

interface Flag {
  readonly type: FlagType;
  /** Null where every release has it. */
  readonly in: Range | null;
}

const flags: ReadonlyMap<string, Flag> = new Map(
  Object.entries(flagTable).map(([flag, row]) => [
    flag,
    typeof row === 'string' ? { type: row, in: null } : { type: row[0], in: releaseRange(row[1]) },
  ]),
);

/** The flags of a release with their types. Of a release before 2.9 only the flags that 2.9 has too are known. */
export function flagsOf(release: string): ReadonlyMap<string, FlagType> {
  const version = parsed(release);
  const known = new Map<string, FlagType>();
  for (const [name, flag] of flags)
    if (flag.in === null || (version !== null && flag.in.test(version))) known.set(name, flag.type);
  return known;
}

/** ` (it came with 3.1.0)`: of a flag that a release does not know and another does; else nothing. */
export function flagHistory(flag: string, release: string): string {
  const row = flags.get(flag);
  const having = row === undefined ? [] : knownReleases.filter((each) => row.in === null || isWithin(each, row.in));
  const [last] = having;
  const version = parsed(release);
  const next = having.findLast((each) => version !== null && gt(each, version));
  if (next !== undefined) return ` (it came with ${next})`;
  return last === undefined ? '' : ` (the last version that has it is ${last})`;
}
