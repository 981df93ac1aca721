import { compare, gte, lt, major, valid } from 'semver';
import { allowedBy, newestAllowedBy } from '../../helm/constraint.ts';
import { isOperatorChart, newestChart, type KongChart } from '../../gitops/model/kong-chart.ts';
import { shortened } from '../../source/shortened.ts';
import { atLeast } from '../model/image.ts';
import { oldestOperatorChart, operatorChartReleases, operatorTags } from './operator-versions.ts';
import { defaultTags, kongInsideIngress, lockedIngress, oldestIngress, oldestKong } from './versions.ts';

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
  const match = newestAllowedBy(wanted, releasesOf(chart)) ?? newest;
  // Whoever names no version is not to read of one.
  const doubt =
    wanted.trim() === '*'
      ? `no version of ${chart} is named`
      : `"${shortened(wanted)}" is not one exact version of ${chart}`;
  return { version: match, unverified: `${doubt}; evaluated as ${chart} ${match}` };
}

function fromExact(chart: KongChart, exact: string, newest: string): EvaluatedVersion {
  const oldest = oldestOf(chart);
  if (lt(exact, oldest))
    return { version: null, unverified: `${chart} ${exact} is too old to be evaluated; the oldest is ${oldest}` };
  if (releasesOf(chart).includes(exact)) return { version: exact, unverified: null };
  if (gte(exact, newest))
    return {
      version: newest,
      unverified: `${chart} ${exact} is newer than every version known here; evaluated as ${chart} ${newest}`,
    };
  // A release candidate is as the release that came of it.
  const [released = ''] = exact.split('-', 1);
  const near = newestAllowedBy(`<=${released}`, releasesOf(chart)) ?? newest;
  return { version: near, unverified: `${chart} ${exact} is not a version known here; evaluated as ${chart} ${near}` };
}

function oldestOf(chart: KongChart): string {
  if (isOperatorChart(chart)) return oldestOperatorChart(chart);
  return chart === 'kong/kong' ? oldestKong : oldestIngress;
}

function releasesOf(chart: KongChart): readonly string[] {
  if (isOperatorChart(chart)) return operatorChartReleases(chart);
  return chart === 'kong/kong' ? kongReleases : lockedIngress;
}

/** Whether a release differs from the one before in anything that is evaluated. */
function isTurningPoint(chart: KongChart, version: string): boolean {
  if (isOperatorChart(chart)) return operatorTags(chart).some(([since]) => since === version);
  return chart === 'kong/ingress' || turningPoints.has(version);
}

/** The kong/kong that is rendered inside a version of kong/ingress. */
export function kongInside(ingress: string): string {
  return kongInsideIngress(ingress) ?? newestChart['kong/kong'];
}

/** The releases of kong/kong that differ from the one before in anything that is evaluated. */
const turningPoints: ReadonlySet<string> = new Set(
  [
    '2.4.0 2.5.0 2.6.0 2.6.4 2.7.0 2.8.0 2.8.1 2.11.0 2.12.0 2.13.0 2.13.1 2.14.0 2.15.0 2.15.1 2.15.2 2.16.0',
    '2.16.5 2.17.0 2.17.1 2.18.0 2.20.0 2.20.2 2.23.0 2.25.0 2.26.0 2.26.1 2.26.3 2.27.0 2.28.0 2.29.0 2.30.0',
    '2.31.0 2.33.0 2.34.0 2.37.0 2.38.0 2.39.0 2.40.0 2.41.0 2.41.1 2.42.0 2.43.0 2.45.0 2.46.0 2.47.0 2.48.0',
    '2.49.0 2.50.0 2.51.0 3.0.0 3.0.1 3.0.2 3.2.0 3.4.0 3.4.1',
  ].flatMap((line) => line.split(' ')),
);

/**
 * Versions that stand for all that a chart may have where none is named, oldest first: what holds in each of them
 * holds in every known one. A range that no known version satisfies tells nothing.
 */
export function possibleVersions(chart: KongChart, range: string): readonly string[] {
  const all = releasesOf(chart).toSorted(compare);
  const permitted = allowedBy(range, all);
  return (permitted.length === 0 ? all : permitted).filter((version, i) => i === 0 || isTurningPoint(chart, version));
}

/** Whether the controller that a version brings by itself is older than the first that writes the conditions of today. */
export function bringsOlderController(chart: KongChart, version: string): boolean {
  if (isOperatorChart(chart)) return false;
  const { controller } = defaultTags(chart === 'kong/kong' ? version : kongInside(version));
  return !atLeast(controller, '2.11');
}

/** Whether a version is one of a chart, or one that comes after those that are known. */
export function isEvaluated(chart: KongChart, version: string): boolean {
  const exact = valid(version);
  if (exact === null) return false;
  return releasesOf(chart).includes(exact) || (gte(exact, newestChart[chart]) && !isFarFrom(chart, exact));
}

/** Charts have numbers of their own: 3.5.0 is none of kong/ingress 0.24.0. */
function isFarFrom(chart: KongChart, exact: string): boolean {
  // Nothing comes after the last release under the operator's former name.
  if (chart === 'kong/gateway-operator') return true;
  return Math.abs(major(exact) - major(newestChart[chart])) > (isOperatorChart(chart) ? 0 : 1);
}

/** The releases of a chart that are known, the oldest first. */
export function chartReleases(chart: KongChart): readonly string[] {
  return releasesOf(chart).toSorted(compare);
}
