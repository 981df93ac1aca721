import { compare } from 'semver';
import { releaseTitle, type Release } from '../../gitops/model/release.ts';
import { get } from '../../source/node.ts';
import { evaluatedVersion, kongInside } from '../charts/known-versions.ts';
import type { ClusterView, ReleaseView } from '../model/cluster-view.ts';
import { atLeast } from '../model/image.ts';
import { valuesPrefix } from '../model/origin.ts';
import type { Container, Workload } from '../model/workload.ts';
import { chartDefaults, type ChartDefault, type DefaultOf } from '../versions/chart-defaults.ts';
import { pairsOf, type Difference, type Pair } from './comparison.ts';
import { releaseOf } from './moves.ts';
import { releaseKey } from './settings.ts';

/** What charts do otherwise in another version where no value says what they are to do. */
export function compareChartDefaults(before: ClusterView, after: ClusterView): readonly Difference[] {
  return pairsOf(before.releases, after.releases, ({ release }) => releaseKey(release)).flatMap((pair) => {
    const [was, is] = [kongOf(pair.before), kongOf(pair.after)];
    if (was === null || is === null || was === is) return [];
    const views = { before, after };
    return chartDefaults.flatMap((row) => differenceOf(row, pair, [textIn(row, was), textIn(row, is)], views));
  });
}

/** The version of kong/kong that a release installs, where it is known and Helm takes the values. */
function kongOf({ release, renderFailure }: ReleaseView): string | null {
  const { chart, chartVersion, unverified } = release;
  if (renderFailure !== null || unverified !== null || chartVersion.certainty !== 'known') return null;
  if (chart !== 'kong/kong' && chart !== 'kong/ingress') return null;
  const { version, unverified: doubt } = evaluatedVersion(chart, chartVersion.value, '');
  if (version === null || doubt !== null) return null;
  return chart === 'kong/kong' ? version : kongInside(version);
}

function textIn({ since }: ChartDefault, version: string): string | null {
  return since.findLast(([first]) => compare(first, version) <= 0)?.[1] ?? null;
}

type Role = Container['role'];

const roles: Readonly<Record<DefaultOf, readonly Role[]>> = {
  kong: ['proxy'],
  controller: ['ingress-controller'],
  containers: ['proxy', 'ingress-controller'],
  webhook: ['ingress-controller'],
  definitions: [],
};

function differenceOf(
  row: ChartDefault,
  { before: { release: earlier }, after: { release } }: Pair<ReleaseView>,
  [before, after]: readonly [string | null, string | null],
  views: Pair<ClusterView>,
): readonly Difference[] {
  if (!concerns(row, release, views.after)) return [];
  const { least: _, ...ofAnyRelease } = row;
  // What a webhook checks that was not there changes in nothing.
  if (row.of === 'webhook' && !concerns(ofAnyRelease, earlier, views.before)) return [];
  // For an older controller the chart did what it always had.
  const isOld = row.of === 'webhook' && !concerns(row, earlier, views.before);
  const was = isOld ? (row.since[0]?.[1] ?? null) : before;
  if (was === after) return [];
  const { at } = release.declaration;
  return [
    { area: 'default', about: releaseTitle(release), field: row.what, before: was, after, effect: 'changes', at },
  ];
}

/** Whether the release has what the default is about, and no value decides it. */
function concerns(row: ChartDefault, release: Release, { workloads }: ClusterView): boolean {
  if (row.of === 'definitions') return release.declaration.appliesDefinitions !== true;
  const own = workloads.filter(({ origin }) => origin === release);
  return own.some((workload) =>
    workload.containers.some((container) => isOf(row, container, workload) && !isDecided(row, container, release)),
  );
}

function isOf({ of, least, leastController }: ChartDefault, container: Container, { containers }: Workload): boolean {
  if (!roles[of].includes(container.role)) return false;
  if (of === 'webhook' && container.env.get('CONTROLLER_ADMISSION_WEBHOOK_LISTEN')?.kind !== 'value') return false;
  const controller = containers.find(({ role }) => role === 'ingress-controller');
  return isAtLeast(container, least) && (controller === undefined || isAtLeast(controller, leastController));
}

/** What runs a release that is not known may be older. */
function isAtLeast(container: Container, least: string | undefined): boolean {
  if (least === undefined) return true;
  const release = releaseOf(container);
  return release !== null && atLeast(release, least);
}

/** Whether values say what the chart is to do. */
function isDecided({ unless = [] }: ChartDefault, { role }: Container, release: Release): boolean {
  const prefix = valuesPrefix(release, role === 'proxy' ? 'proxy' : 'controller');
  return unless.some((path) => get(release.values, ...prefix, ...path.split('.')) !== undefined);
}
