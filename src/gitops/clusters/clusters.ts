import type { ClusterConfig, Config } from '../../config/config.ts';
import type { Fact } from '../../source/location.ts';
import type { MayBring } from '../model/may-bring.ts';
import type { Cluster, Unverified } from '../model/cluster.ts';
import type { Unit } from '../deployed/unit.ts';
import type { ClusterBoundary } from '../model/cluster-boundary.ts';
import { belongsTo } from './belongs-to.ts';
import { boundariesOf } from './boundaries.ts';
import { contentsOf, type ReadDefinition } from './contents.ts';
import { duplicates } from './duplicates.ts';
import { labelUnits, onlyCluster } from './labels.ts';
import { nameClusters } from './naming.ts';
import { unifyLabels } from './unify.ts';
import type { Release } from '../model/release.ts';
import { gateway } from '../../kubernetes/kinds.ts';
import { installsKong } from '../objects/objects.ts';
import { isReviewed, kindOf } from '../../kubernetes/known-kinds.ts';
import type { KubeObject } from '../../kubernetes/object.ts';

/** A cluster by itself; what may bring more into it is asked of the whole tree. */
type SeparateCluster = Omit<Cluster, 'mayBring' | 'isPolicyTouched'>;

/**
 * Divides units into clusters. What the configuration names comes first; the rest is told apart by
 * the destinations and cluster directories that tools declare, then by duplicates.
 */
export function clustersOf(
  units: readonly Unit[],
  declared: readonly ClusterBoundary[],
  config: Config,
  mayBring: MayBring,
  readDefinition: ReadDefinition,
): readonly Cluster[] {
  const left = new Set(units);
  const configured = config.clusters.flatMap((cluster) => {
    const own = units.filter((unit) => belongsTo(unit, cluster));
    own.forEach((unit) => left.delete(unit));
    return own.length === 0 ? [] : [configuredCluster(cluster, own, readDefinition)];
  });
  const taken = new Set(config.clusters.map(({ name }) => name));
  return [...configured, ...inferredClusters([...left], declared, taken, readDefinition).filter(matters)].map(
    (cluster) => ({
      ...cluster,
      mayBring,
      isPolicyTouched: false,
    }),
  );
}

function configuredCluster(
  config: ClusterConfig,
  units: readonly Unit[],
  readDefinition: ReadDefinition,
): SeparateCluster {
  const contents = contentsOf(units, readDefinition, config.controllers.length > 0);
  const releases = contents.releases.map((release) => withConfiguredVersion(release, config));
  return {
    ...contents,
    releases,
    name: config.name,
    evidence: `the configuration names cluster ${config.name} (${config.at.path})`,
  };
}

/** The configuration knows the chart's version where the tree names a range, or nothing. */
function withConfiguredVersion(release: Release, { chartVersions, at }: ClusterConfig): Release {
  const version = chartVersions.get(release.chart);
  const isGuess = release.chartVersion.certainty !== 'known';
  const chartVersion: Fact<string> | null = version === undefined ? null : { certainty: 'known', value: version, at };
  return chartVersion !== null && isGuess ? { ...release, chartVersion } : release;
}

function inferredClusters(
  units: readonly Unit[],
  declared: readonly ClusterBoundary[],
  taken: ReadonlySet<string>,
  readDefinition: ReadDefinition,
): readonly SeparateCluster[] {
  const boundaries = boundariesOf(units, duplicates(units), declared);
  const labelling = labelUnits(units, boundaries);
  const unified = unifyLabels(labelling);
  const members = new Map<string, Unit[]>();
  const withKong = new Set<string>();
  const put = (label: string, unit: Unit): void => {
    const own = members.get(label);
    if (own === undefined) members.set(label, [unit]);
    else own.push(unit);
    if (!withKong.has(label) && bringsKong(unit)) withKong.add(label);
  };
  for (const [unit, label] of labelling.of) put(unified(label), unit);
  const copies = [...labelling.shared.values()].reduce((sum, among) => sum + among.size, 0);
  for (const [unit, among] of labelling.shared) {
    put(onlyCluster, unit);
    if (copies > mostCopies) continue;
    const others = new Set([...among].map(unified).filter((label) => label !== onlyCluster));
    for (const [i, label] of [...others].toSorted(byText).entries()) {
      put(label, {
        ...sharedPart(unit, withKong.has(label)),
        unverified: unit.unverified.filter(({ isUnread }) => i === 0 || isUnread === true),
      });
    }
  }
  if (copies <= mostCopies && !standsAlone(members, labelling.shared)) members.delete(onlyCluster);
  const evidence = new Map(boundaries.map((boundary) => [boundary.path, boundary.evidence]));
  const names = namesOf([...members.keys()], units, taken);
  const clusters = [...members].map(([label, own]) => {
    const destination = own.find((unit) => unit.destination?.key === label)?.destination;
    const why = destination?.evidence ?? evidence.get(label) ?? restEvidence(members.size);
    const contents = contentsOf(own, readDefinition);
    const unverified = copies > mostCopies ? [...contents.unverified, notShared] : contents.unverified;
    return { ...contents, unverified, name: names.get(label) ?? label, evidence: why };
  });
  return clusters.toSorted((a, b) => byText(a.name, b.name));
}

/** Whether what belongs to no cluster alone has to be judged by itself. */
function standsAlone(members: ReadonlyMap<string, readonly Unit[]>, shared: ReadonlyMap<Unit, unknown>): boolean {
  const rest = members.get(onlyCluster) ?? [];
  if (members.size === 1 || rest.some((unit) => !shared.has(unit))) return true;
  return rest.some(({ objects }) => objects.some(isGateway));
}

/** A hostile tree may have thousands of files above thousands of clusters. */
const mostCopies = 200_000;
const notShared: Unverified = {
  about: 'files above several clusters',
  cause: 'limit',
  reason: `they are not judged in each cluster: that would be more than ${mostCopies} of them`,
  hidesObjects: true,
};

function restEvidence(clusters: number): string {
  return clusters === 1
    ? 'nothing in the repository tells several clusters apart'
    : 'no cluster of the repository claims these files';
}

/**
 * What lies above several clusters may be meant for each of them: classes, Services, and Kong
 * itself where a cluster has none. A Gateway above them is judged by itself.
 */
function sharedPart(unit: Unit, hasKong: boolean): Unit {
  const objects = unit.objects.filter((object) => !isGateway(object) && !(hasKong && isWorkload(object)));
  return { ...unit, objects, releases: hasKong ? [] : unit.releases, candidates: [], unverified: [] };
}

function bringsKong({ releases, objects }: Unit): boolean {
  return releases.length > 0 || objects.some(isWorkload);
}

function isGateway({ group, kind }: KubeObject): boolean {
  return group === gateway.group && kind === gateway.kind;
}

function isWorkload(object: KubeObject): boolean {
  return kindOf(object.group, object.kind)?.matters === 'workload' && installsKong(object);
}

function namesOf(
  labels: readonly string[],
  units: readonly Unit[],
  taken: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const destinations = new Map(
    units.flatMap(({ destination }) => (destination === null ? [] : [[destination.key, destination.name] as const])),
  );
  const known = new Set(labels);
  const names = new Map([...destinations].filter(([key]) => known.has(key)));
  const rest = labels.filter((label) => !destinations.has(label));
  return new Map([...names, ...nameClusters(rest, new Set([...taken, ...names.values()]))]);
}

/** A cluster without a Gateway, class, route, release or Kong workload gives nothing to review. */
function matters({ objects, nameless, releases, unverified }: SeparateCluster): boolean {
  if (releases.length > 0 || unverified.some(({ quiet, isUnread }) => quiet !== true && isUnread !== true)) return true;
  return [...objects, ...nameless].some(isReviewed);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
