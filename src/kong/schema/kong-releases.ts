import { satisfies } from 'semver';
import { kongBehaviours } from '../versions/kong-behaviours.ts';

/** The releases of Kong whose schemas were read. */
const knownReleases: readonly string[] =
  '3.4.0 3.4.1 3.4.2 3.5.0 3.6.0 3.6.1 3.7.0 3.7.1 3.8.0 3.8.1 3.9.0 3.9.1 3.9.2 3.9.3'.split(' ');

/** The releases that a version may mean: every patch release for `3.9`; none for one that is not known. */
export function kongReleasesOf(version: string): readonly string[] {
  return knownReleases.filter((release) => release === version || release.startsWith(`${version}.`));
}

/** The minor releases that behave so, by behaviour. */
const minors: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(kongBehaviours).map(([name, { releases }]) => [name, new Set(minorsIn(releases))]),
);

function minorsIn(range: string): readonly string[] {
  return knownReleases.filter((release) => satisfies(release, range)).map(minorOf);
}

function minorOf(release: string): string {
  return release.split('.').slice(0, 2).join('.');
}

/** Whether a release of Kong behaves so. */
export function kongBehaves(release: string, name: keyof typeof kongBehaviours): boolean {
  return minors.get(name)?.has(minorOf(release)) === true;
}

/** The releases of Kong whose schemas were read, the oldest first. */
export function everyKongRelease(): readonly string[] {
  return knownReleases;
}
