import { get, listAt, type MapNode, type Node } from '../source/node.ts';
import { splitFieldPath, type FieldSpec } from './field-path.ts';
import { mergeFieldSpecs, type FieldSpecs, type NameReference } from './field-specs.ts';
import { naming } from './build-problem.ts';
import type { Reader } from './reader.ts';
import { blamingValue } from './unbuildable.ts';
import { rawText } from './values.ts';

const slices = [
  'namePrefix',
  'nameSuffix',
  'namespace',
  'commonLabels',
  'labels',
  'templateLabels',
  'commonAnnotations',
  'images',
  'replicas',
] as const;

/** The field specs with those of the kustomization's `configurations` added. */
export function withConfigurations(specs: FieldSpecs, root: MapNode, reader: Reader): FieldSpecs {
  let merged = specs;
  for (const path of listAt(root, 'configurations')) {
    const documents = blamingValue(path, 'configurations', () => reader.documents(rawText(path)));
    if ('reason' in documents) reader.missChange(naming`configuration ${documents.path}`, documents);
    else if (documents[0] !== undefined) merged = mergeSpecs(merged, specsIn(documents[0]));
  }
  return merged;
}

function specsIn(root: Node): Partial<FieldSpecs> {
  const specs = slices.map((name) => [name, listAt(root, name).map(specOf)] as const);
  const nameReference = listAt(root, 'nameReference').map((node) => ({
    ...gvkIn(node),
    fields: listAt(node, 'fieldSpecs').map(specOf),
  }));
  return { ...Object.fromEntries(specs), nameReference };
}

function specOf(node: Node): FieldSpec {
  const create = get(node, 'create');
  return {
    ...gvkIn(node),
    path: splitFieldPath(rawText(get(node, 'path'))),
    create: create?.kind === 'scalar' && create.value === true,
  };
}

function gvkIn(node: Node) {
  const text = (field: string) => rawText(get(node, field));
  return { group: text('group'), version: text('version'), kind: text('kind') };
}

/** Two sets of field specs as one; the same object when the second adds nothing. */
export function mergeSpecs(specs: FieldSpecs, more: Partial<FieldSpecs>): FieldSpecs {
  if (specs === more) return specs;
  const merged = { ...specs };
  for (const name of slices) merged[name] = mergeFieldSpecs(specs[name], more[name] ?? []);
  const references = more.nameReference ?? [];
  if (references !== specs.nameReference) merged.nameReference = mergeReferences(specs.nameReference, references);
  return merged;
}

function mergeReferences(
  references: readonly NameReference[],
  more: readonly NameReference[],
): readonly NameReference[] {
  const merged = [...references];
  for (const reference of more) {
    const index = merged.findIndex((old) => sameGvk(old, reference));
    const old = merged[index];
    if (old === undefined) merged.push(reference);
    else merged[index] = { ...old, fields: mergeFieldSpecs(old.fields, reference.fields) };
  }
  return merged;
}

function sameGvk(left: NameReference, right: NameReference): boolean {
  const same = (part: 'group' | 'version' | 'kind') => (left[part] ?? '') === (right[part] ?? '');
  return same('group') && same('version') && same('kind');
}

/** The `fields` of one entry of `labels`. */
export function fieldSpecsOfLabel(entry: Node): readonly FieldSpec[] {
  return listAt(entry, 'fields').map(specOf);
}
