/** The releases of Kong whose schemas were read. */
const knownReleases: readonly string[] =
  '3.4.0 3.4.1 3.4.2 3.5.0 3.6.0 3.6.1 3.7.0 3.7.1 3.8.0 3.8.1 3.9.0 3.9.1 3.9.2 3.9.3'.split(' ');

/** The releases that a version may mean: every patch release for `3.9`; none for one that is not known. */
export function kongReleasesOf(version: string): readonly string[] {
  return knownReleases.filter((release) => release === version || release.startsWith(`${version}.`));
}

/** How releases of Kong differ in the routes that they take: the minor releases that behave so. */
const behaviours = {
  /** Wildcards in the SNIs of a route, with the router traditional_compatible. */
  'takes-wildcard-snis': ['3.7', '3.8', '3.9'],
  /** With the router traditional_compatible; the expressions router compiles all of them in every release. */
  'compiles-regexes-of-paths': ['3.4', '3.5', '3.7', '3.8', '3.9'],
  'compiles-regexes-of-headers': ['3.7', '3.8', '3.9'],
  /** A route with an expression is held against what its protocols may have. */
  'checks-expressions-by-protocol': ['3.7', '3.8', '3.9'],
  /** An expression may name only fields that its protocols have. */
  'knows-fields-by-protocol': ['3.6', '3.7', '3.8', '3.9'],
  'has-the-redirect-plugin': ['3.9'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Whether a release of Kong behaves so. Source: https://github.com/Kong/kong/tree/3.9.3/kong/db/schema/entities */
export function kongBehaves(release: string, name: keyof typeof behaviours): boolean {
  const minors: readonly string[] = behaviours[name];
  return minors.includes(release.split('.').slice(0, 2).join('.'));
}
