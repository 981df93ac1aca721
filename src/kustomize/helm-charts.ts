import { doubtOf, joinDoubts, type Doubt } from '../source/doubt.ts';
import type { Located, Location, Place } from '../source/location.ts';
import { isLocation } from '../source/location.ts';
import { get, listAt, mapAt, stringAt, type MapNode, type Node } from '../source/node.ts';
import { resolveRelative } from './paths.ts';
import type { Reader } from './reader.ts';
import { rawText } from './values.ts';
import type { ValuesLayer } from '../helm/values-layer.ts';

/** A chart that a kustomization inflates with Helm. It is not rendered here. */
export interface HelmChartUse {
  readonly name: Located<string>;
  readonly repo: Located<string> | null;
  /** As written; absent means the newest version at the time of the build. */
  readonly version: Located<string> | null;
  /** Absent when kustomize lets Helm make a name up. */
  readonly releaseName: Located<string> | null;
  /** The namespace that Helm is told; the kustomization's own where the chart states none. */
  readonly namespace: Located<string> | null;
  /**
   * Values over the chart's own `values.yaml`, lowest first. Kustomize merges the values file and
   * the inline values into one `-f` (lists replaced), and additional files come after it.
   */
  readonly layers: readonly ValuesLayer[];
  /** Directory in the tree that holds the chart, when it is vendored there. */
  readonly chartDir: string | null;
  /** Why the layers are not complete, or null. */
  readonly unverified: Doubt | null;
  readonly at: Location;
  /** What kustomize does to the rendered objects afterwards, from the inside out. */
  readonly after: HelmAftermath;
}

export interface HelmAftermath {
  /** Put before the names of rendered objects, not into values that mention them. */
  readonly namePrefix: string;
  readonly nameSuffix: string;
  /** Overrides the namespace of every rendered object. */
  readonly namespace: Located<string> | null;
  /** Whether patches or other changes may touch the rendered objects. */
  readonly patched: boolean;
}

const untouched: HelmAftermath = { namePrefix: '', nameSuffix: '', namespace: null, patched: false };

/** The charts of `helmCharts` and the older `helmChartInflationGenerator`, in kustomize's order. */
export function helmChartsOf(kustomization: MapNode, reader: Reader): HelmChartUse[] {
  const current = listAt(kustomization, 'helmCharts').filter((node) => node.kind === 'map');
  const old = listAt(kustomization, 'helmChartInflationGenerator').filter((node) => node.kind === 'map');
  const home = rawText(get(kustomization, 'helmGlobals', 'chartHome'));
  const oldHome = rawText(old.map((chart) => get(chart, 'chartHome')).findLast((node) => node !== undefined));
  const namespace = nonEmpty(stringAt(kustomization, 'namespace'));
  const fields = { kustomization, reader, home: home || oldHome || 'charts', namespace };
  return [
    ...current.map((chart) => chartUse(chart, currentNames, fields)),
    ...old.map((chart) => chartUse(chart, oldNames, fields)),
  ];
}

interface InflationContext {
  readonly reader: Reader;
  readonly home: string;
  readonly namespace: Located<string> | null;
}

/** What the fields are called now, and what they were called in `helmChartInflationGenerator`. */
const currentNames = {
  name: 'name',
  repo: 'repo',
  version: 'version',
  namespace: 'namespace',
  file: 'valuesFile',
  inline: 'valuesInline',
};
const oldNames: typeof currentNames = {
  name: 'chartName',
  repo: 'chartRepoUrl',
  version: 'chartVersion',
  // kustomize does not carry the old field's releaseNamespace over.
  namespace: '',
  file: 'values',
  inline: 'valuesLocal',
};

function chartUse(chart: MapNode, names: typeof currentNames, around: InflationContext): HelmChartUse {
  const text = (field: string) => nonEmpty(stringAt(chart, field));
  const missing: Doubt[] = [];
  const name = text(names.name) ?? { value: '', at: chart.at };
  const [repo, version] = [text(names.repo), text(names.version)];
  const folder = repo !== null && version !== null ? `${name.value}-${version.value}/` : '';
  const chartDir = resolveRelative(around.reader.directory, `${around.home}/${folder}${name.value}`);
  const layers = layersOf(chart, names, around.reader, missing);
  return {
    name,
    repo,
    version,
    releaseName: text('releaseName'),
    namespace: text(names.namespace) ?? around.namespace,
    layers,
    chartDir: chartDir !== null && around.reader.sources.has(`${chartDir}/Chart.yaml`) ? chartDir : null,
    unverified: joinDoubts(...missing),
    at: locationOf(chart.at, around.reader),
    after: untouched,
  };
}

function nonEmpty(text: Located<string> | undefined): Located<string> | null {
  return text === undefined || text.value === '' ? null : text;
}

/** `override` puts inline values over the file, `merge` under it, `replace` in its place. */
function layersOf(chart: MapNode, names: typeof currentNames, reader: Reader, missing: Doubt[]): ValuesLayer[] {
  const inline = mapAt(chart, names.inline);
  const file = get(chart, names.file);
  const base = file === undefined || rawText(file) === '' ? [] : valuesFile(file, reader, missing);
  const own: ValuesLayer[] =
    inline === undefined || inline.entries.size === 0 ? [] : [{ label: 'valuesInline', root: inline }];
  const additional = listAt(chart, 'additionalValuesFiles').flatMap((path) => valuesFile(path, reader, missing));
  if (own.length === 0) return [...base, ...additional];
  switch (rawText(get(chart, 'valuesMerge'))) {
    case 'replace':
      return [...own, ...additional];
    case 'merge':
      return [...own, ...base, ...additional];
    default:
      return [...base, ...own, ...additional];
  }
}

function valuesFile(node: Node, reader: Reader, missing: Doubt[]): ValuesLayer[] {
  const path = rawText(node);
  const documents = reader.documents(path);
  if ('reason' in documents) {
    missing.push(doubtOf(documents.cause, `values file ${path}: ${documents.reason}`));
    return [];
  }
  const [root] = documents;
  const label = resolveRelative(reader.directory, path) ?? path;
  return root?.kind === 'map' ? [{ label, root }] : [];
}

function locationOf(at: Place, reader: Reader): Location {
  if (isLocation(at)) return at;
  return { path: reader.path, start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };
}

/** What the transformers of one kustomization do to charts below it. */
export function transformCharts(charts: readonly HelmChartUse[], kustomization: MapNode): readonly HelmChartUse[] {
  if (charts.length === 0) return charts;
  const [prefix, suffix] = [rawText(get(kustomization, 'namePrefix')), rawText(get(kustomization, 'nameSuffix'))];
  const namespace = nonEmpty(stringAt(kustomization, 'namespace'));
  const patched = editing.some((field) => listAt(kustomization, field).length > 0);
  return charts.map((chart) => ({
    ...chart,
    after: {
      namePrefix: prefix + chart.after.namePrefix,
      nameSuffix: chart.after.nameSuffix + suffix,
      namespace: namespace ?? chart.after.namespace,
      patched: patched || chart.after.patched,
    },
  }));
}

const editing = ['patches', 'patchesStrategicMerge', 'patchesJson6902', 'replacements', 'transformers'];
