import { doubtOf, joinDoubts, type Doubt } from '../../source/doubt.ts';
import { lt } from 'semver';
import { RenderFailure, UnknownValue, field, rootValue } from '../../helm/go-template.ts';
import { coalesce } from '../../helm/merge.ts';
import { isLocation, type Fact, type Place } from '../../source/location.ts';
import type { MapNode, Node } from '../../source/node.ts';
import type { ChartRender } from '../model/workload.ts';
import type { Chart, RenderedChart } from './chart.ts';
import { createChartTables, type ChartTables } from './chart-tables.ts';
import { renderKongChart } from './kong-chart.ts';
import { objectOf, serviceOf, workloadOf } from './manifests.ts';
import { evaluatedVersion, kongInside } from './known-versions.ts';
import { operatorDefaults, renderOperatorChart } from './operator-chart.ts';
import { withoutEffect } from './without-effect.ts';
import { isOperatorChart, type OperatorChart } from '../../gitops/model/kong-chart.ts';
import type { Release } from '../../gitops/model/release.ts';
import { shortName } from '../../source/shortened.ts';

/** What `renderChart` gives besides the shared shape: the charts exactly as rendered. */
export interface KongChartRender extends ChartRender {
  /** One for kong/kong, up to two for kong/ingress; empty when nothing was rendered. */
  readonly rendered: readonly RenderedChart[];
  /** Null where the release name or namespace is not known. */
  readonly release: Release;
}

/**
 * What Helm would make of a release. Never throws: what Helm refuses is `failure`, what cannot be
 * told is `unverified`. An unknown version is evaluated as the newest known; a chart that is too
 * old gives nothing but `unverified`.
 */
export function renderChart(release: Release, tables: ChartTables = createChartTables()): KongChartRender {
  const wanted = release.chartVersion;
  const { version, unverified: why } = evaluatedVersion(
    release.chart,
    wanted.certainty === 'unknown' ? (release.chartRange ?? null) : wanted.value,
    wanted.certainty === 'unknown' ? wanted.reason : '',
  );
  const unverified = why === null ? null : doubtOf('unknown-version', why);
  const label = `${release.chart} ${version ?? (wanted.certainty === 'unknown' ? '' : wanted.value)}`;
  if (version === null) return nothing(release, label, unverified);
  if (release.refusal !== undefined && release.refusal !== null) {
    return { ...nothing(release, label, unverified), failure: { ...release.refusal, reason: release.refusal.message } };
  }
  const doubts = [
    unverified,
    release.unverified,
    unknownFact('the release name', release.name),
    unknownFact('the namespace', release.namespace),
  ];
  try {
    if (isOperatorChart(release.chart))
      return renderOperator(release, release.chart, version, label, joinDoubts(...doubts));
    const charts = chartsOf(release, version, tables);
    const rendered = charts.map(renderKongChart);
    doubts.push(...rendered.flatMap((chart) => chart.unknown.map((reason) => doubtOf('unknown-value', reason))));
    return {
      failure: null,
      services: rendered.flatMap((chart) => chart.services.map((service) => serviceOf(service, chart, release))),
      adminServices: rendered.flatMap((chart) =>
        chart.adminServices.map((service) => serviceOf(service, chart, release)),
      ),
      otherServices: rendered.flatMap((chart) =>
        chart.otherServices.map((service) => serviceOf(service, chart, release)),
      ),
      workloads: rendered.flatMap((chart) => (chart.workload === null ? [] : [workloadOf(chart.workload, release)])),
      objects: rendered.flatMap((chart) =>
        chart.extraObjects.flatMap((object) => objectOf(object, namespaceOf(release))),
      ),
      withoutEffect: withoutEffect(release, version),
      chartLabel: label,
      unverified: joinDoubts(...doubts),
      rendered,
      release,
    };
  } catch (problem) {
    if (problem instanceof UnknownValue)
      return nothing(release, label, joinDoubts(...doubts, doubtOf('unknown-value', problem.reason)));
    if (!(problem instanceof RenderFailure)) throw problem;
    const { message: reason } = problem;
    const failure = { reason, message: `${reason} (${label})`, at: failurePlace(release, problem) };
    return {
      ...nothing(release, label, joinDoubts(...doubts)),
      failure,
      withoutEffect: withoutEffect(release, version),
    };
  }
}

/** The one workload of a chart of Kong Operator. */
function renderOperator(
  release: Release,
  chart: OperatorChart,
  version: string,
  label: string,
  unverified: Doubt | null,
): KongChartRender {
  const { name, namespace, at, container } = renderOperatorChart({
    chart,
    version,
    values: rootValue(coalesce(release.values, operatorDefaults(chart, version))),
    name: release.alias ?? chart.slice('kong/'.length),
    ...namesOf(release),
  });
  const workload = {
    id: `${shortName(namespace)}/${shortName(name)}`,
    namespace,
    name,
    containers: [container],
    labels: null,
  };
  return {
    ...nothing(release, label, unverified),
    workloads: [{ ...workload, origin: release, at }],
    withoutEffect: withoutEffect(release, version),
  };
}

function nothing(release: Release, label: string, unverified: Doubt | null): KongChartRender {
  return {
    failure: null,
    services: [],
    adminServices: [],
    otherServices: [],
    workloads: [],
    objects: [],
    withoutEffect: [],
    chartLabel: label,
    unverified,
    rendered: [],
    release,
  };
}

function unknownFact(what: string, fact: Fact<string>): Doubt | null {
  return fact.certainty === 'unknown' ? doubtOf('unknown-value', `${what} is not known: ${fact.reason}`) : null;
}

/** The kong/kong charts that a release installs, each with its values over its defaults. */
function chartsOf(release: Release, version: string, tables: ChartTables): readonly Chart[] {
  const names = namesOf(release);
  if (release.chart === 'kong/kong') {
    const { defaults, ...known } = tables.kong(version);
    const values = coalesce(release.values, defaults);
    return [{ ...names, ...known, values: rootValue(values), name: release.alias ?? 'kong' }];
  }
  const kong = kongInside(version);
  const parent = coalesce(release.values, tables.ingress(version), ingressChildren);
  // The package of kong/ingress held a test of its own until its .helmignore left it out.
  if (lt(version, '0.14.0')) field(rootValue(parent), 'deployment', 'test', 'enabled');
  return [...ingressChildren].flatMap((alias) => {
    const values = childValues(parent, alias);
    if (values === null) return [];
    const { defaults, ...known } = tables.kong(kong);
    return [{ ...names, ...known, values: rootValue(coalesce(values, defaults), [alias]), name: alias }];
  });
}

const ingressChildren: ReadonlySet<string> = new Set(['controller', 'gateway']);

/** The values below a child's key; null where its `enabled` condition switches the child off. */
function childValues(parent: MapNode, alias: string): MapNode | null {
  const own = parent.entries.get(alias)?.value;
  if (own === undefined || (own.kind === 'scalar' && own.value === null)) return { ...parent, entries: new Map() };
  if (own.kind === 'unknown') throw new UnknownValue(own.reason, own.at);
  if (own.kind !== 'map') {
    throw new RenderFailure(`${alias} is not a map, but the chart takes the values of ${alias} from it`, {
      path: [alias],
      at: own.at,
    });
  }
  const enabled = own.entries.get('enabled')?.value;
  if (enabled?.kind === 'unknown') throw new UnknownValue(enabled.reason, enabled.at);
  return enabled?.kind === 'scalar' && enabled.value === false ? null : own;
}

function namesOf(release: Release): { readonly release: string; readonly releaseNamespace: string } {
  const name = release.name.certainty === 'unknown' ? 'release-name' : release.name.value;
  return { release: name, releaseNamespace: namespaceOf(release) };
}

function namespaceOf(release: Release): string {
  return release.namespace.certainty === 'unknown' ? 'default' : release.namespace.value;
}

/** The user's own value at the path of the failure or the nearest above it, else the declaration. */
function failurePlace(release: Release, problem: RenderFailure): Place {
  if (isLocation(problem.at)) return problem.at;
  let node: Node | undefined = release.values;
  let found: Place | null = null;
  for (const step of problem.path) {
    if (node?.kind === 'map') node = node.entries.get(String(step))?.value;
    else if (node?.kind === 'list') node = node.items[Number(step)];
    else break;
    if (node !== undefined && isLocation(node.at)) found = node.at;
  }
  return found ?? release.declaration.at;
}
