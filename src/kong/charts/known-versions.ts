import { gte, lt, maxSatisfying, valid } from 'semver';
import { rangeOf } from '../../helm/dependency-version.ts';
import { newestChart, type KongChart } from '../../gitops/model/kong-chart.ts';
import { kongInsideIngress, lockedIngress, oldestIngress, oldestKong } from './versions.ts';

/** Every release of kong/kong from the oldest that can be evaluated, patches grouped by minor. */
const kongReleases: readonly string[] = [
  ...patches('2.4 2.5 2.7 2.11 2.12 2.14 2.18 2.21 2.22 2.23 2.24 2.25 2.27 2.29 2.30 2.31 2.32 2.34 2.36', 0),
  ...patches('2.38 2.40 2.42 2.43 2.45 2.46 2.47 2.48 2.49 2.50 2.51 2.52 3.1 3.2 3.3', 0),
  ...patches('2.9 2.13 2.17 2.19 2.28 2.35 2.37 2.41 2.44 3.4', 1),
  ...patches('2.8 2.10 2.20 3.0', 2),
  ...patches('2.15 2.33 2.39', 3),
  ...patches('2.6', 4),
  ...patches('2.16 2.26', 5),
];

function patches(minors: string, last: number): readonly string[] {
  return minors.split(' ').flatMap((minor) => Array.from({ length: last + 1 }, (_, patch) => `${minor}.${patch}`));
}

/** How a requested chart version is evaluated, and what is not certain about it. */
export interface EvaluatedVersion {
  /** Null when the chart is too old to be evaluated at all. */
  readonly version: string | null;
  readonly unverified: string | null;
}

/**
 * The version to evaluate a chart as. `v1.2.3` is the same version as `1.2.3`, as Helm reads it.
 * A range is evaluated as the newest known version in it, an unknown version as the newest of all.
 * @param wanted the version or range as written; null when none is known, and `why` then says so.
 */
export function evaluatedVersion(chart: KongChart, wanted: string | null, why: string): EvaluatedVersion {
  const newest = newestChart[chart];
  if (wanted === null) return { version: newest, unverified: `${why}; evaluated as ${chart} ${newest}` };
  const exact = valid(wanted.trim().replace(/^=\s*/, ''));
  return exact === null ? fromRange(chart, wanted, newest) : fromExact(chart, exact, newest);
}

function fromRange(chart: KongChart, wanted: string, newest: string): EvaluatedVersion {
  const match = maxSatisfying([...releasesOf(chart)], rangeOf(wanted)) ?? newest;
  // Whoever names no version is not to read of one.
  const doubt =
    wanted.trim() === '*' ? `no version of ${chart} is named` : `"${wanted}" is not one exact version of ${chart}`;
  return { version: match, unverified: `${doubt}; evaluated as ${chart} ${match}` };
}

function fromExact(chart: KongChart, exact: string, newest: string): EvaluatedVersion {
  const oldest = chart === 'kong/kong' ? oldestKong : oldestIngress;
  if (lt(exact, oldest))
    return { version: null, unverified: `${chart} ${exact} is too old to be evaluated; the oldest is ${oldest}` };
  if (releasesOf(chart).includes(exact)) return { version: exact, unverified: null };
  if (gte(exact, newest))
    return {
      version: newest,
      unverified: `${chart} ${exact} is newer than every version known here; evaluated as ${chart} ${newest}`,
    };
  // A release candidate is as the release that came of it.
  const released = exact.replace(/-.*$/, '');
  const near = maxSatisfying([...releasesOf(chart)], `<=${released}`) ?? newest;
  return { version: near, unverified: `${chart} ${exact} is not a version known here; evaluated as ${chart} ${near}` };
}

function releasesOf(chart: KongChart): readonly string[] {
  return chart === 'kong/kong' ? kongReleases : lockedIngress;
}

/** The kong/kong that is rendered inside a version of kong/ingress. */
export function kongInside(ingress: string): string {
  return kongInsideIngress(ingress) ?? newestChart['kong/kong'];
}

/** Releases between which the charts differ in what is evaluated: whatever holds in all of them holds in every version. */
const turningPoints: Readonly<Record<KongChart, readonly string[]>> = {
  'kong/kong': [
    '2.4.0',
    '2.6.4',
    '2.8.0',
    '2.12.0',
    '2.14.0',
    '2.15.0',
    '2.16.0',
    '2.18.0',
    '2.20.0',
    '2.26.3',
    '2.30.0',
    '2.34.0',
    '2.38.0',
    '2.42.0',
    '2.48.0',
    '3.0.2',
    '3.2.0',
  ],
  'kong/ingress': ['0.4.0', '0.8.0', '0.12.0', '0.14.0', '0.19.0', '0.22.0'],
};

/** Versions to evaluate a chart as where nothing tells which one it is, newest first. */
export function versionsToTry(chart: KongChart): readonly string[] {
  return turningPoints[chart].toReversed();
}
