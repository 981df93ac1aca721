import { satisfies, subset, validRange } from 'semver';
import { RenderFailure, UnknownValue } from '../../helm/go-template.ts';
import { groupOf, isReviewed, kindOf } from '../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import { objectAt, withNamespace } from '../../kubernetes/read-object.ts';
import { doubtOf, type Doubt } from '../../source/doubt.ts';
import { isLocation, type Fact, type Location } from '../../source/location.ts';
import { listAt, stringAt, type MapNode, type Node } from '../../source/node.ts';
import type { Unverified } from '../model/cluster.ts';
import type { InstalledVersion, Made, RoutingChart } from './routing-chart.ts';

/** A chart that makes routes, installed once. */
export interface RoutingRelease {
  readonly chart: RoutingChart;
  readonly name: Fact<string>;
  readonly namespace: Fact<string>;
  readonly chartVersion: Fact<string>;
  /** The range as written, where the version is unknown because of it. */
  readonly chartRange: string | null;
  /** What the chart is called inside an umbrella; null for its own name. */
  readonly alias: string | null;
  /** What the user sets, before the defaults of the chart. */
  readonly values: MapNode;
  /** Why the values are not complete, or null when they are. */
  readonly unverified: Doubt | null;
  /** Who installs it, for messages. */
  readonly title: string;
  /** Where it is declared. */
  readonly at: Location;
}

/** Routes and Services that a chart makes of its values, and objects that these write out; nothing of values without any. */
export function objectsOfChart(release: RoutingRelease): {
  readonly objects: readonly KubeObject[];
  readonly unverified: readonly Unverified[];
} {
  const gateways = parentsIn(release.values);
  if (gateways === null && !holdsObject(release.values)) return { objects: [], unverified: [] };
  const unverifiedRoutes = (doubt: Doubt): Unverified => ({
    about: `routes of ${release.title}`,
    ...doubt,
    maker: release.title,
    ...(gateways && { gateways }),
  });
  const why = whyUnknown(release);
  if (why !== null) return { objects: [], unverified: [unverifiedRoutes(why)] };
  const { objects, unknown } = made(release);
  const found = objects.flatMap((node) => objectOf(node, release) ?? []);
  const reasons = [...new Set(unknown)];
  return {
    objects: found,
    unverified: reasons.length === 0 ? [] : [unverifiedRoutes(doubtOf('unknown-value', reasons.join('; ')))],
  };
}

/** The names of the parents that values give routes; null where they hold none. Every chart has them as the objects do. */
function parentsIn(node: Node): readonly string[] | null {
  if (node.kind !== 'map' && node.kind !== 'list') return null;
  const own = node.kind === 'map' ? node.entries.get('parentRefs')?.value : undefined;
  const below = node.kind === 'map' ? [...node.entries.values()].map(({ value }) => value) : node.items;
  const found = below.map(parentsIn).filter((names) => names !== null);
  if (own === undefined && found.length === 0) return null;
  return [...listAt(own).flatMap((parent) => stringAt(parent, 'name')?.value ?? []), ...found.flat()];
}

/** Whether values write out an object that is reviewed. */
function holdsObject(node: Node): boolean {
  if (node.kind === 'list') return node.items.some(holdsObject);
  if (node.kind !== 'map') return false;
  const [version, kind] = ['apiVersion', 'kind'].map((key) => stringAt(node, key)?.value ?? '');
  if (isReviewed({ group: groupOf(version ?? ''), kind: kind ?? '' })) return true;
  return [...node.entries.values()].some(({ value }) => holdsObject(value));
}

function whyUnknown({ chart, name, namespace, chartVersion, chartRange, unverified }: RoutingRelease): Doubt | null {
  if (unverified !== null) return unverified;
  if (name.certainty === 'unknown') return doubtOf('unknown-value', name.reason);
  if (namespace.certainty === 'unknown') return doubtOf('unknown-value', namespace.reason);
  if (versionOf({ chart, chartVersion, chartRange }) !== null) return null;
  return doubtOf(
    'unknown-version',
    chartVersion.certainty === 'unknown'
      ? chartVersion.reason
      : `release ${chartVersion.value} of the chart ${chart.name} is not known here`,
  );
}

/** Null where what the chart makes is not known: the version was not studied, or the range goes past a turn. */
function versionOf({
  chart,
  chartVersion,
  chartRange,
}: Pick<RoutingRelease, 'chart' | 'chartVersion' | 'chartRange'>): InstalledVersion | null {
  if (chartVersion.certainty !== 'unknown') {
    const { value } = chartVersion;
    return satisfies(value, chart.studied) ? { isAtLeast: (turn) => satisfies(value, `>=${turn}`) } : null;
  }
  const range = validRange(chartRange ?? '*');
  if (range === null || !subset(range, chart.studied)) return null;
  const isAtLeast = (turn: string): boolean => subset(range, `>=${turn}`);
  return chart.turns.every((turn) => isAtLeast(turn) || subset(range, `<${turn}`)) ? { isAtLeast } : null;
}

function made(release: RoutingRelease): Made {
  const { chart, name, namespace, chartVersion, alias, values } = release;
  const version = versionOf(release);
  if (name.certainty === 'unknown' || namespace.certainty === 'unknown' || version === null)
    return { objects: [], unknown: [] };
  try {
    return chart.make({
      values,
      release: name.value,
      namespace: namespace.value,
      name: alias ?? chart.name,
      version,
      label: chartVersion.certainty === 'unknown' ? chart.name : `${chart.name} ${chartVersion.value}`,
    });
  } catch (problem) {
    if (problem instanceof UnknownValue) return { objects: [], unknown: [problem.reason] };
    if (problem instanceof RenderFailure) return { objects: [], unknown: [problem.message] };
    throw problem;
  }
}

/** The object stands where its values do; one of defaults alone where the release is declared. */
function objectOf(node: Node, { at, title, namespace }: RoutingRelease): KubeObject | null {
  if (node.kind !== 'map') return null;
  const place = isLocation(node.at) ? node.at : at;
  const object = objectAt({ ...node, at: place }, place.path, kindOf);
  if (object === null) return null;
  const name = isLocation(object.name.at) ? object.name : { ...object.name, at: place };
  const release = namespace.certainty === 'unknown' ? null : namespace.value;
  return { ...withNamespace(object, release), name, madeBy: title };
}
