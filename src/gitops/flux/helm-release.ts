import { type Doubt, doubtOf, joinDoubts } from '../../source/doubt.ts';
import { type Fact, type Located, factAt, firstLocation, unknown } from '../../source/location.ts';
import { type Node, get, listAt, mapAt, stringAt } from '../../source/node.ts';
import { chartDirectoryContent } from '../deployed/chart-directory.ts';
import { type Content, elsewhereContent, nothing, unverifiedContent } from '../deployed/content.ts';
import { type NamedChart, routesOfChart } from '../deployed/routes-of-chart.ts';
import { type Assignment, type GivenValues, fileLayer, locationOf, releaseOf } from '../deployed/release.ts';
import { chartVersionOf, recogniseChart, type RecognisedChart } from '../model/kong-chart.ts';
import { resolvePath } from '../../source/paths.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import type { ObjectLookup } from '../deployed/gitops-tool.ts';
import { findObject } from './lookup.ts';
import { followsElsewhere } from './source.ts';
import { valuesFrom } from './values-from.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { ValuesLayer } from '../../helm/values-layer.ts';

/** The chart a HelmRelease installs: one of Kong's, or a directory of this tree. */
type Chart =
  | {
      readonly kind: 'kong';
      readonly chart: RecognisedChart;
      readonly version: Located<string> | undefined;
      readonly valuesFiles: readonly Node[];
    }
  | { readonly kind: 'directory'; readonly directory: string; readonly valuesFiles: readonly Node[] }
  | { readonly kind: 'elsewhere'; readonly directory: string; readonly revision: string }
  | { readonly kind: 'other'; readonly named: NamedChart | null; readonly valuesFiles: readonly Node[] }
  | { readonly kind: 'unknown'; readonly reason: string };

const unnamed: Chart = { kind: 'other', named: null, valuesFiles: [] };

/** What a HelmRelease brings: a release of Kong's chart, or what a chart of this tree holds. */
export function helmReleaseContent(object: KubeObject, index: TreeIndex, lookup: ObjectLookup): Content {
  const title = `Flux HelmRelease ${object.name.value}`;
  const chart = chartOf(object, index, lookup);
  if (chart.kind === 'elsewhere') return elsewhereContent(title, chart.directory, chart.revision);
  if (chart.kind === 'unknown') return unverifiedContent(title, 'missing', chart.reason);
  const directory = chart.kind === 'directory' ? chart.directory : null;
  const givenTo = () => givenValues(object, chart.valuesFiles, directory, index, lookup, title);
  const at = firstLocation(object.name.at) ?? locationOf(object.root, object.path);
  const head = { ...namesOf(object), declaration: { tool: 'flux', at } };
  if (chart.kind === 'other') return chart.named === null ? nothing : routesOfChart(chart.named, head, givenTo, title);
  const given = givenTo();
  if (chart.kind === 'directory') {
    const replacesValues = chart.valuesFiles.length > 0;
    return chartDirectoryContent(index, chart.directory, { ...head, given, replacesValues, title });
  }
  const release = releaseOf(
    { ...head, chart: chart.chart, ...chartVersionOf(chart.version) },
    given,
    `values of ${title}`,
  );
  return { ...nothing, releases: [release] };
}

function namesOf(object: KubeObject): { name: Fact<string>; namespace: Fact<string> } {
  const spec = get(object.root, 'spec');
  const target = stringAt(spec, 'targetNamespace');
  const stated = stringAt(spec, 'releaseName');
  const derived = target === undefined ? object.name.value : `${target.value}-${object.name.value}`;
  const name = stated ?? { value: derived, at: object.name.at };
  const own = stringAt(object.root, 'metadata', 'namespace');
  const namespace = target ?? (own?.value === object.namespace ? own : undefined);
  if (namespace !== undefined)
    return { name: factAt(name.value, name.at), namespace: factAt(namespace.value, namespace.at) };
  const fallback: Fact<string> =
    object.namespace === null
      ? unknown(`neither ${object.path} nor what applies it names a namespace`)
      : { certainty: 'defaulted', value: object.namespace, from: 'the namespace it is applied to' };
  return { name: factAt(name.value, name.at), namespace: fallback };
}

function chartOf(object: KubeObject, index: TreeIndex, lookup: ObjectLookup): Chart {
  const spec = get(object.root, 'spec');
  const reference = mapAt(spec, 'chartRef');
  if (reference === undefined) return chartFromSpec(get(spec, 'chart', 'spec'), object.namespace, index, lookup);
  const kind = stringAt(reference, 'kind')?.value ?? '';
  const name = stringAt(reference, 'name')?.value ?? '';
  const found = findObject(lookup, kind, name, stringAt(reference, 'namespace')?.value ?? object.namespace);
  if (found === null) {
    return /kong/i.test(name)
      ? { kind: 'unknown', reason: `its chart is ${kind} ${name}, which is not in the repository` }
      : unnamed;
  }
  if (kind === 'HelmChart') return chartFromSpec(get(found.root, 'spec'), found.namespace, index, lookup);
  const url = stringAt(found.root, 'spec', 'url')?.value ?? '';
  const chart = recogniseChart(url, null);
  const version = stringAt(found.root, 'spec', 'ref', 'tag') ?? stringAt(found.root, 'spec', 'ref', 'semver');
  return chart === null
    ? { kind: 'other', named: { reference: url, repository: null, version }, valuesFiles: [] }
    : { kind: 'kong', chart, version, valuesFiles: [] };
}

/** `spec.chart.spec` of a HelmRelease, or `spec` of a HelmChart: they have the same fields. */
function chartFromSpec(
  spec: Node | undefined,
  namespace: string | null,
  index: TreeIndex,
  lookup: ObjectLookup,
): Chart {
  const chart = stringAt(spec, 'chart')?.value ?? '';
  const valuesFiles = listAt(spec, 'valuesFiles');
  const kind = stringAt(spec, 'sourceRef', 'kind')?.value ?? 'HelmRepository';
  const sourceName = stringAt(spec, 'sourceRef', 'name')?.value ?? '';
  const source = findObject(lookup, kind, sourceName, stringAt(spec, 'sourceRef', 'namespace')?.value ?? namespace);
  const url = stringAt(source?.root, 'spec', 'url')?.value ?? null;
  if (kind === 'GitRepository') {
    const directory = resolvePath('', chart.replace(/^\/+/, ''));
    if (directory !== null && index.charts.has(directory) && isOwn(url)) {
      const revision = followsElsewhere(source, index, lookup);
      return revision === null
        ? { kind: 'directory', directory, valuesFiles }
        : { kind: 'elsewhere', directory, revision };
    }
    const remote = recogniseChart(chart, url);
    if (remote === null) return unnamed;
    return {
      kind: 'kong',
      chart: remote,
      version: undefined,
      valuesFiles: without(`${chart}/values.yaml`, valuesFiles),
    };
  }
  const known = recogniseChart(chart, url ?? sourceName);
  const version = stringAt(spec, 'version');
  const others = without('values.yaml', valuesFiles);
  return known === null
    ? { kind: 'other', named: { reference: chart, repository: url, version }, valuesFiles: others }
    : { kind: 'kong', chart: known, version, valuesFiles: others };
}

/** The values files but the chart's own, whose content is known with the chart. */
function without(own: string, valuesFiles: readonly Node[]): readonly Node[] {
  const path = resolvePath('', own);
  return valuesFiles.filter((file) => file.kind !== 'scalar' || resolvePath('', String(file.value)) !== path);
}

/** Kong's own chart repository is the one Git source known not to be the tree under review. */
function isOwn(url: string | null): boolean {
  return url === null || !/kong\/charts(\.git)?$/i.test(url);
}

function givenValues(
  object: KubeObject,
  valuesFiles: readonly Node[],
  chartDirectory: string | null,
  index: TreeIndex,
  lookup: ObjectLookup,
  title: string,
): GivenValues {
  const layers: ValuesLayer[] = [];
  const assignments: Assignment[] = [];
  const doubts: (Doubt | null)[] = [];
  for (const file of valuesFiles) {
    const path = file.kind === 'scalar' && chartDirectory !== null ? resolvePath('', String(file.value)) : null;
    const layer =
      path === null
        ? doubtOf('missing', `a values file of ${title} is not in the repository`)
        : fileLayer(index.sources, path);
    if ('reason' in layer) doubts.push(layer);
    else layers.push(layer);
  }
  const from = valuesFrom(object, index.sources, lookup);
  layers.push(...from.layers);
  assignments.push(...from.assignments);
  const inline = get(object.root, 'spec', 'values');
  if (inline?.kind === 'map') layers.push({ label: `values of ${title}`, root: inline });
  if (inline?.kind === 'unknown') doubts.push(doubtOf('unknown-value', inline.reason));
  if (listAt(object.root, 'spec', 'postRenderers').length > 0)
    doubts.push(doubtOf('unsupported', 'post-renderers may change what the chart renders'));
  return { layers, assignments, unverified: joinDoubts(...doubts, from.unverified) };
}
