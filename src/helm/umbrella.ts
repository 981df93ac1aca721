import { doubtOf, joinDoubts, type Doubt } from '../source/doubt.ts';
import { unknown, type Fact, type Location, type Place } from '../source/location.ts';
import type { MapNode, Node } from '../source/node.ts';
import type { Sources } from '../source/sources.ts';
import { readChart, readValues, valuesDoubt, type ChartFile, type Dependency } from './chart-file.ts';
import { childDirectory, dependencyVersion, exactVersion, unlistedCharts } from './dependency-version.ts';
import { isEnabled } from './dependency-switch.ts';
import { coalesce, mergeLayers } from './merge.ts';
import type { ValuesLayer } from './values-layer.ts';

/** Tells the charts that are looked for, `Chart`, from all others. */
export interface ChartRecognition<Chart> {
  /** By what a Chart.yaml of the tree says of itself. */
  inTree(chart: ChartFile): Chart | null;
  /** By what a dependency says that is not in the tree, and the values it gets; `doubt` is why it may be another chart. */
  remote(dependency: Dependency, values: MapNode): { readonly chart: Chart; readonly doubt: Doubt | null } | null;
}

/** One of the charts that are looked for inside a chart directory, with what a release of it needs. */
export interface ChartInstance<Chart> {
  readonly chart: Chart;
  readonly version: Fact<string>;
  /** The constraint as written, where it is not one exact version and nothing locks it. */
  readonly versionRange: string | null;
  /** The name that Helm gives the chart, where it differs from the chart's own. */
  readonly alias: string | null;
  /** The keys of the umbrella's values under which its values hang; empty when the directory is the chart itself. */
  readonly path: readonly string[];
  /** The user's values and those of the charts around it, before its own defaults. */
  readonly values: MapNode;
  /** The parts of `layers` that set its values, lowest first: the umbrella's own values, then the user's. */
  readonly layers: readonly ValuesLayer[];
  /** The dependency's entry, or Chart.yaml when the directory is the chart itself. */
  readonly at: Location;
  /** Why Helm refuses the umbrella's values for it, or null. */
  readonly refusal: Refusal | null;
  /** Why the values are not complete, or null. */
  readonly unverified: Doubt | null;
}

/** Why Helm refuses values before any template sees them. */
export interface Refusal {
  readonly message: string;
  readonly at: Place;
}

/** How deep umbrellas may nest, against charts that depend on each other. */
const deepest = 8;

/**
 * The charts that are looked for among those that installing the chart in `chartDir` brings, with the
 * values they get from `layers` (lowest first) and from the charts around them. Empty when there are
 * none, or when Chart.yaml cannot be read.
 * @param ownValues whether its own values.yaml lies below the layers
 */
export function chartInstances<Chart>(
  sources: Sources,
  chartDir: string,
  layers: readonly ValuesLayer[],
  recognition: ChartRecognition<Chart>,
  ownValues = true,
): readonly ChartInstance<Chart>[] {
  const values = mergeLayers(layers.map((layer) => layer.root));
  return inside({
    sources,
    recognition,
    dir: chartDir,
    ownValues,
    alias: null,
    path: [],
    values,
    layers,
    refusal: null,
    doubts: [],
    from: null,
  });
}

/** Where the walk through the charts stands. */
interface Step<Chart> {
  readonly sources: Sources;
  readonly recognition: ChartRecognition<Chart>;
  readonly dir: string;
  readonly ownValues: boolean;
  readonly alias: string | null;
  readonly path: readonly string[];
  /** What the charts around this one and the user give it. */
  readonly values: MapNode;
  readonly layers: readonly ValuesLayer[];
  readonly refusal: Refusal | null;
  readonly doubts: readonly Doubt[];
  /** The entry of the parent that brought us here. */
  readonly from: Location | null;
}

function inside<Chart>(outer: Step<Chart>): readonly ChartInstance<Chart>[] {
  const chart = readChart(outer.sources, outer.dir);
  if (chart === null || outer.path.length > deepest) return [];
  const hidden = outer.ownValues ? valuesDoubt(outer.sources, outer.dir) : null;
  const step = hidden === null ? outer : { ...outer, doubts: [...outer.doubts, hidden] };
  const own = {
    label: `values.yaml of ${step.dir === '' ? 'the chart' : step.dir}`,
    root: step.ownValues ? readValues(step.sources, step.dir) : mergeLayers([]),
  };
  const known = step.recognition.inTree(chart);
  if (known !== null) return [copyInTree(step, chart, known, own)];
  return children(step, chart, own);
}

/** The directory holds a copy of the chart, whose values.yaml may have been changed. */
function copyInTree<Chart>(step: Step<Chart>, chart: ChartFile, known: Chart, own: ValuesLayer): ChartInstance<Chart> {
  const { version } = chart;
  return {
    chart: known,
    version: version === null ? unknown('Chart.yaml states no version') : exactVersion(version.value, chart.at),
    versionRange: null,
    alias: step.alias,
    path: step.path,
    values: coalesce(step.values, own.root),
    layers: step.ownValues ? [own, ...step.layers] : step.layers,
    at: step.from ?? chart.at,
    refusal: step.refusal,
    unverified: joinDoubts(...step.doubts),
  };
}

function children<Chart>(step: Step<Chart>, chart: ChartFile, own: ValuesLayer): readonly ChartInstance<Chart>[] {
  const { sources, recognition, dir } = step;
  const dependencies: readonly Dependency[] = [...chart.dependencies, ...unlistedCharts(sources, dir, chart)];
  const values = coalesce(step.values, own.root, new Set(dependencies.map(keyOf)));
  const importing = dependencies.find((dependency) => dependency.importsValues);
  const doubts =
    importing === undefined
      ? step.doubts
      : [...step.doubts, doubtOf('unsupported', `import-values of ${keyOf(importing)} may set further values`)];
  return dependencies.flatMap((dependency, index) => {
    const local = childDirectory(sources, dir, dependency);
    const key = keyOf(dependency);
    const given = values.entries.get(key)?.value;
    const enabled = isEnabled(dependency, values, local === null ? null : readValues(sources, local));
    const refusal = step.refusal ?? refusalOf(key, enabled ? own.root.entries.get(key)?.value : undefined, given);
    if (!enabled && refusal === null) return [];
    const child: Step<Chart> = {
      sources,
      recognition,
      dir: local ?? dir,
      ownValues: true,
      alias: dependency.alias,
      path: [...step.path, key],
      values: given?.kind === 'map' ? given : { ...mergeLayers([]), at: dependency.at },
      layers: below(key, [own, ...step.layers]),
      refusal,
      doubts: given?.kind === 'unknown' ? [...doubts, doubtOf('unknown-value', given.reason)] : doubts,
      from: dependency.at,
    };
    return local === null ? remote(child, dependency, index, chart.dependencies) : inside(child);
  });
}

/** A dependency that is not in the tree. */
function remote<Chart>(
  child: Step<Chart>,
  dependency: Dependency,
  index: number,
  siblings: readonly Dependency[],
): readonly ChartInstance<Chart>[] {
  const found = child.recognition.remote(dependency, child.values);
  if (found === null) return [];
  const version = dependencyVersion(child.sources, child.dir, dependency, index, siblings);
  return [
    {
      chart: found.chart,
      version: version.fact,
      versionRange: version.range,
      alias: dependency.alias,
      path: child.path,
      values: child.values,
      layers: child.layers,
      at: dependency.at,
      refusal: child.refusal,
      unverified: joinDoubts(...child.doubts, found.doubt),
    },
  ];
}

/**
 * A child's key that holds no map stops Helm, also where the child is switched off; an empty `kong:` of the user
 * only where it deletes nothing. The umbrella's own values (`own`) stop it whatever the user sets, since Helm looks at
 * them once more by themselves, but only for a child that is switched on.
 */
function refusalOf(key: string, own: Node | undefined, given: Node | undefined): Refusal | null {
  const wrong = [own, given].find((node) => node?.kind === 'scalar' || node?.kind === 'list');
  if (wrong === undefined) return null;
  return {
    message: `${key} is not a map of values for the chart ${key}, which Helm refuses; an empty "${key}:" counts too`,
    at: wrong.at,
  };
}

/** The part of each layer below a key; layers that do not set it are left out. */
function below(key: string, layers: readonly ValuesLayer[]): readonly ValuesLayer[] {
  return layers.flatMap((layer) => {
    const root = layer.root.entries.get(key)?.value;
    return root?.kind === 'map' ? [{ label: layer.label, root }] : [];
  });
}

function keyOf(dependency: Dependency): string {
  return dependency.alias ?? dependency.name;
}
