import { type Doubt, doubtOf } from '../../source/doubt.ts';
import type { MapNode } from '../../source/node.ts';
import type { Fact } from '../../source/location.ts';
import { type KongChart, newestChart, recogniseChart } from '../model/kong-chart.ts';
import { readChart } from '../../helm/chart-file.ts';
import { setAside } from '../tree/set-aside.ts';
import { ancestorsOf, baseName, directoryOf } from '../../source/paths.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import { shapeOfValues } from '../model/values-shape.ts';
import { chartDirectoryContent } from '../deployed/chart-directory.ts';
import { type GivenValues, locationOf, releaseOf, startOf } from '../deployed/release.ts';
import { type Candidate, type Unit, unitAt } from '../deployed/unit.ts';
import { firstItems } from '../../source/first-items.ts';

/** What is assumed of a release that nothing declares: the name Kong's own guides use. */
const assumedName = 'kong';
const from = 'the name in Kong’s guides, since nothing declares the release';

/**
 * What may be installed by hand: charts with Kong inside, and values files that have the shape of
 * Kong's, as far as nothing else takes them in. One unit each.
 */
export function candidateUnits(index: TreeIndex, taken: ReadonlySet<string>, units: readonly Unit[]): readonly Unit[] {
  const attached = new Set(units.flatMap(layerFiles));
  const roots = handInstalledCharts(index, new Set(units.flatMap(({ charts }) => charts)));
  const candidates: Candidate[] = roots.flatMap((directory) => chartCandidate(index, directory));
  for (const path of index.manifests) {
    if (attached.has(path) || taken.has(path) || /(^|\/)ci\//.test(path) || index.setAside(path) !== null) continue;
    if (index.objects(path).length > 0) continue;
    const root = index.sources.file(path)?.documents[0]?.root;
    const chart = root === undefined ? null : shapeOfValues(root);
    if (root?.kind === 'map' && chart !== null) candidates.push(valuesCandidate(path, root, chart));
  }
  return candidates.map((candidate) => {
    const namedBy = namingFile(index, candidate.path);
    return unitAt(candidate.path, { candidates: [namedBy === undefined ? candidate : { ...candidate, namedBy }] });
  });
}

/** A file of a tool, or a workflow, that holds the name of a file with its folder, whatever it does with it. */
function namingFile({ sources, isToolFile }: TreeIndex, path: string): string | undefined {
  const name = path.split('/').slice(-2).join('/');
  return sources.paths.find(
    (other) => other !== path && (isToolFile(other) || other.startsWith('.github/')) && sources.contains(other, name),
  );
}

function valuesCandidate(path: string, root: MapNode, chart: KongChart): Candidate {
  const release = releaseOf(
    {
      name: assumed(assumedName),
      namespace: assumed(assumedName),
      chart: { chart, doubt: null },
      chartVersion: { certainty: 'defaulted', value: newestChart[chart], from: `the newest ${chart} known` },
      chartRange: null,
      declaration: { tool: 'values-shape', at: locationOf(root, path) },
    },
    { layers: [{ label: path, root }], assignments: [], unverified: null },
    path,
  );
  return { kind: 'values', path, objects: [], releases: [release], unverified: [] };
}

function assumed(value: string): Fact<string> {
  return { certainty: 'defaulted', value, from };
}

/** Outermost charts with Kong as a dependency that no tool installs. */
function handInstalledCharts(index: TreeIndex, installed: ReadonlySet<string>): readonly string[] {
  return [...index.charts].flatMap(([directory, path]) => {
    const nested = ancestorsOf(path).some((above) => above !== directory && index.charts.has(above));
    const free =
      !nested &&
      !installed.has(directory) &&
      setAside(directory, { charts: new Map() }) === null &&
      index.notForUse(path) === null;
    return free && index.isRelevant(path) ? [directory] : [];
  });
}

function chartCandidate(index: TreeIndex, directory: string): readonly Candidate[] {
  const path = index.charts.get(directory) ?? directory;
  const chart = readChart(index.sources, directory);
  // A copy of Kong's own chart holds its defaults, which nobody installs for what they are.
  if (
    chart === null ||
    chart.dependencies.length === 0 ||
    recogniseChart(chart.name, null, chart.links)?.doubt === null
  )
    return [];
  const given: GivenValues = { layers: [], assignments: [], unverified: otherValues(index, directory) };
  const content = chartDirectoryContent(index, directory, {
    name: {
      certainty: 'defaulted',
      value: chart.name,
      from: 'the name of the chart, since nothing declares the release',
    },
    namespace: assumed(assumedName),
    declaration: { tool: 'values-shape', at: startOf(path) },
    given,
    title: `chart ${chart.name}`,
  });
  return content.releases.length === 0 ? [] : [{ kind: 'chart', path, ...content }];
}

/** Values files beside the chart's own, one of which is probably given when it is installed. */
function otherValues(index: TreeIndex, directory: string): Doubt | null {
  const others = index.sources.paths.filter(
    (path) =>
      directoryOf(path) === directory &&
      /values/i.test(baseName(path)) &&
      /\.ya?ml$/.test(path) &&
      baseName(path) !== 'values.yaml',
  );
  if (others.length === 0) return null;
  const reason = `which of ${firstItems(others)} is laid over the chart's values is not stated`;
  return doubtOf('ambiguous', reason, ...others);
}

/** Files that are layers of a release. */
function layerFiles({ releases }: Unit): string[] {
  return releases.flatMap(({ layers }) => layers.map(({ label }) => label));
}
