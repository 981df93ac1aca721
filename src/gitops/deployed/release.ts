import { doubtOf, joinDoubts, type Doubt } from '../../source/doubt.ts';
import { type Fact, type Location, isLocation } from '../../source/location.ts';
import { type MapNode, type Node, withValue } from '../../source/node.ts';
import type { Sources } from '../../source/sources.ts';
import { mergeLayers } from '../../helm/merge.ts';
import { chartDoubt } from '../model/chart-doubt.ts';
import type { RecognisedChart } from '../model/kong-chart.ts';
import { emptyMap, setPath } from '../../helm/set-path.ts';
import type { ValuesLayer } from '../../helm/values-layer.ts';
import type { Declaration, Release } from '../model/release.ts';

/** One value set over the merged files, as `--set` does. */
export interface Assignment {
  readonly steps: readonly (string | number)[];
  readonly value: Node;
}

/** What a tool gives a chart: layers from low to high, then single values, and what of it is unknown. */
export interface GivenValues {
  readonly layers: readonly ValuesLayer[];
  readonly assignments: readonly Assignment[];
  readonly unverified: Doubt | null;
}

/** The layers of a release, with the single values as the highest layer. */
export function layersOf(given: GivenValues, label: string): readonly ValuesLayer[] {
  const first = given.assignments[0];
  if (first === undefined) return given.layers;
  // An index into a list starts from the list of the layers below, so the layer holds the list whole.
  const merged = mergeLayers(given.layers.map((layer) => layer.root));
  const root = given.assignments.reduce(
    (map, { steps, value }) => setPath(map, seeded(steps), value),
    emptyMap(first.value.at),
  );
  const filled = given.assignments.reduce((map, { steps, value }) => setPath(map, steps, value), merged);
  return [...given.layers, { label, root: takeLists(root, filled) }];
}

/** The path down to the first list: from there on the whole list belongs to the layer. */
function seeded(steps: readonly (string | number)[]): readonly (string | number)[] {
  const index = steps.findIndex((step) => typeof step === 'number');
  return index < 0 ? steps : steps.slice(0, index);
}

function takeLists(layer: MapNode, filled: MapNode): MapNode {
  const entries = new Map(layer.entries);
  for (const [key, entry] of entries) {
    const full = filled.entries.get(key)?.value;
    if (full?.kind === 'list') entries.set(key, withValue(entry, full));
    else if (full?.kind === 'map' && entry.value.kind === 'map')
      entries.set(key, withValue(entry, takeLists(entry.value, full)));
  }
  return { ...layer, entries };
}

/** Everything of a release but its values. */
export interface ReleaseHead {
  readonly name: Fact<string>;
  readonly namespace: Fact<string>;
  readonly chart: RecognisedChart;
  readonly chartVersion: Fact<string>;
  readonly chartRange: string | null;
  readonly declaration: Declaration;
}

/** A release of one of Kong's own charts. */
export function releaseOf(head: ReleaseHead, given: GivenValues, label: string): Release {
  const layers = layersOf(given, label);
  const values = mergeLayers(layers.map((layer) => layer.root));
  const unverified = joinDoubts(given.unverified, chartDoubt(head.chart, values));
  return { ...head, chart: head.chart.chart, alias: null, values, layers, unverified };
}

/** A values file of the tree as a layer: an empty file is no values, a broken one a reason. */
export function fileLayer(sources: Sources, path: string): ValuesLayer | Doubt {
  const file = sources.file(path);
  if (file === undefined) return doubtOf('missing', `${path} is not in the repository`, path);
  if (file.unread !== null) return doubtOf(file.unread.cause, `${path} could not be read: ${file.unread.reason}`, path);
  const root = file.documents[0]?.root;
  if (file.problems.some((problem) => problem.kind === 'syntax'))
    return doubtOf('syntax', `${path} is not valid YAML`, path);
  if (root === undefined || (root.kind === 'scalar' && root.value === null))
    return { label: path, root: emptyMap(startOf(path)) };
  return root.kind === 'map' ? { label: path, root } : doubtOf('syntax', `${path} does not hold a map of values`, path);
}

/** The first character of a file. */
export function startOf(path: string): Location {
  return { path, start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };
}

/** The place as one in a file; what a tool made stands at the start of the file it came from. */
export function locationOf(node: Node, path: string): Location {
  return isLocation(node.at) ? node.at : startOf(path);
}
