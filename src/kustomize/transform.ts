import { get, listAt, type MapNode, type Node } from '../source/node.ts';
import { bounds } from './bounds.ts';
import { transformCharts, type HelmChartUse } from './helm-charts.ts';
import { fieldSpecsOfLabel } from './configurations.ts';
import type { FieldSpec } from './field-path.ts';
import { mergeFieldSpecs, type FieldSpecs } from './field-specs.ts';
import { addPairs } from './labelling.ts';
import { obscured } from './obscured.ts';
import { applyPatch, patchJson6902, patchStrategically, type PatchContext } from './patches.ts';
import type { Reader } from './reader.ts';
import { addAffix, setNamespace } from './renaming.ts';
import { applyReplacement, type Joined } from './replacements.ts';
import { check, replacementType } from './kustomization-schema.ts';
import type { Resource } from './resource.ts';
import type { SettledNodes } from './strategic-merge.ts';
import { naming } from './build-problem.ts';
import { blamingValue, Unbuildable } from './unbuildable.ts';
import { rawText } from './values.ts';
import { setImage, setReplicas } from './workload-fields.ts';

/** What has been gathered so far, while a kustomization is built. */
export interface BuildState {
  readonly resources: readonly Resource[];
  readonly specs: FieldSpecs;
  readonly charts: readonly HelmChartUse[];
  readonly incomplete: boolean;
  readonly variables: ReadonlySet<string>;
}

/** Runs the transformers of a kustomization over everything gathered, in kustomize's order. */
export function transform(draft: BuildState, root: MapNode, reader: Reader, settled: SettledNodes): BuildState {
  const lenient = draft.incomplete || draft.charts.length > 0;
  const context: PatchContext = { reader, lenient, settled };
  const { specs } = draft;
  let resources = draft.resources;
  assertAffordable(root, resources.length);
  const then = (blamed: Node | undefined, field: string, work: () => readonly Resource[]) => {
    const current = resources;
    resources = reader.step(
      () => blamingValue(blamed, field, work),
      () => current,
    );
  };
  const each = (field: string, apply: (entry: MapNode) => readonly Resource[]) => {
    for (const entry of listAt(root, field)) if (entry.kind === 'map') then(placeIn(entry), field, () => apply(entry));
  };
  const strategic = get(root, 'patchesStrategicMerge');
  if (strategic !== undefined) resources = patchStrategically(resources, strategic, context);
  each('patches', (entry) => applyPatch(resources, entry, context));
  then(undefined, '', () => rename(resources, root, specs));
  then(get(root, 'labels') ?? get(root, 'commonLabels'), 'labels', () => label(resources, root, specs));
  each('patchesJson6902', (entry) => patchJson6902(resources, entry, context));
  each('replicas', (entry) => setReplicas(resources, entry, specs.replicas, lenient));
  for (const field of ['images', 'imageTags']) each(field, (entry) => setImage(resources, entry, specs.images));
  const joined: Joined = { characters: 0 };
  for (const entry of replacementsOf(root, reader))
    then(entry, 'replacements', () => applyReplacement(resources, entry, lenient, joined));
  const transformers = get(root, 'transformers');
  if (transformers !== undefined && listAt(root, 'transformers').length > 0) {
    const reason = 'transformers are not run, so any value may be another';
    // What transforms may add objects as well.
    reader.missUnsupported(reason, transformers, true);
    resources = resources.map((resource) => obscured(resource, reason));
  }
  return { ...draft, resources, charts: transformCharts(draft.charts, root) };
}

/** The value of an entry that names a file, else the entry. */
function placeIn(entry: MapNode): Node {
  return get(entry, 'path') ?? entry;
}

const entryLists = [
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'replicas',
  'images',
  'imageTags',
  'labels',
  'replacements',
];

/** Each label copies the map that it is written into, which may hold all that came before. */
function labelWork(root: MapNode): number {
  const pairs = [
    ...listAt(root, 'labels').map((entry) => get(entry, 'pairs')),
    ...pairFields.map((key) => get(root, key)),
  ];
  const labels = pairs.reduce((sum, map) => sum + (map?.kind === 'map' ? map.entries.size : 0), 0);
  return Math.floor((labels * labels) / labelsOfOneEntry);
}

const pairFields = ['commonLabels', 'commonAnnotations'];
/** Copying so many entries of a map takes as long as looking whether an object is meant. */
const labelsOfOneEntry = 50;

/** Every entry is held against every object. */
function assertAffordable(root: MapNode, objects: number): void {
  const entries = entryLists.reduce((sum, field) => sum + listAt(root, field).length, 0) + labelWork(root);
  if (entries * objects > bounds.entriesTimesObjects) {
    throw new Unbuildable(naming`holds ${entries} patches and the like against ${objects} objects, which is too many`, {
      cause: 'limit',
    });
  }
}

function rename(resources: readonly Resource[], root: MapNode, specs: FieldSpecs): readonly Resource[] {
  let renamed = resources;
  const text = (field: string) => {
    const node = get(root, field);
    return node?.kind === 'scalar' && rawText(node) !== '' ? node : null;
  };
  const [namespace, prefix, suffix] = [text('namespace'), text('namePrefix'), text('nameSuffix')];
  if (namespace !== null) {
    renamed = blamingValue(namespace, 'namespace', () => setNamespace(renamed, namespace, specs.namespace));
  }
  if (prefix !== null) renamed = addAffix(renamed, prefix, 'prefix', specs.namePrefix);
  if (suffix !== null) renamed = addAffix(renamed, suffix, 'suffix', specs.nameSuffix);
  return renamed;
}

const metadataLabels: FieldSpec = { path: ['metadata', 'labels'], create: true };

function label(resources: readonly Resource[], root: MapNode, specs: FieldSpecs): readonly Resource[] {
  let labelled = resources;
  for (const entry of listAt(root, 'labels')) {
    const pairs = get(entry, 'pairs');
    if (pairs?.kind === 'map') labelled = addPairs(labelled, pairs, labelSpecs(entry, specs));
  }
  const [labels, annotations] = [get(root, 'commonLabels'), get(root, 'commonAnnotations')];
  if (labels?.kind === 'map') labelled = addPairs(labelled, labels, specs.commonLabels);
  if (annotations?.kind === 'map') labelled = addPairs(labelled, annotations, specs.commonAnnotations);
  return labelled;
}

/** Selectors bring the templates with them; otherwise labels go into metadata, and on request below. */
function labelSpecs(entry: Node, specs: FieldSpecs): readonly FieldSpec[] {
  const flag = (name: string) => {
    const value = get(entry, name);
    return value?.kind === 'scalar' && value.value === true;
  };
  const own = mergeFieldSpecs(fieldSpecsOfLabel(entry), specs.labels);
  if (flag('includeSelectors')) return mergeFieldSpecs(own, specs.commonLabels);
  const templates = flag('includeTemplates') ? mergeFieldSpecs(own, specs.templateLabels) : own;
  return mergeFieldSpecs(templates, [metadataLabels]);
}

/** Replacements in place, and those of the files that `path` names (one or a list). */
function replacementsOf(root: MapNode, reader: Reader): MapNode[] {
  return listAt(root, 'replacements').flatMap((entry) => {
    const path = rawText(get(entry, 'path'));
    if (path === '') return entry.kind === 'map' ? [entry] : [];
    const documents = reader.step(
      () => blamingValue(get(entry, 'path'), 'replacements', () => reader.documents(path)),
      () => [],
    );
    if ('reason' in documents) {
      reader.missChange(naming`replacements ${path}`, documents);
      return [];
    }
    const items = documents[0]?.kind === 'list' ? documents[0].items : documents.slice(0, 1);
    return items
      .filter((item) => check(item, replacementType, path).kind === 'map')
      .filter((item) => item.kind === 'map');
  });
}
