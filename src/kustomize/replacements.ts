import { get, listAt, type MapNode, type Node, type ScalarNode } from '../source/node.ts';
import { AliasEdits } from './aliases.ts';
import { assertBounded, bounds } from './bounds.ts';
import { changeAt, lookUp, splitDotted } from './value-path.ts';
import { matchesLabels } from './label-selector.ts';
import { allIds, effectiveNamespace, isSelected, type Resource, withRoot, type ResourceId } from './resource.ts';
import { retyped } from './scalars.ts';
import { labelsOf } from './selector.ts';
import { naming } from './build-problem.ts';
import { blaming, Unbuildable } from './unbuildable.ts';
import { isNullOrEmptyMap, rawText, stringNode, textsOf } from './values.ts';

/** How many characters the replacements of one kustomization have put together: each may double what the last one made. */
export interface Joined {
  characters: number;
}

/** Applies one replacement: copies a value of one object, or a literal one, into fields of others. */
export function applyReplacement(
  resources: readonly Resource[],
  replacement: MapNode,
  lenient: boolean,
  joined: Joined,
): readonly Resource[] {
  const targets = get(replacement, 'targets');
  const sourceValue = get(replacement, 'sourceValue');
  const source = get(replacement, 'source');
  if (targets?.kind !== 'list' || (source === undefined && sourceValue === undefined)) {
    throw new Unbuildable('a replacement needs a source and targets');
  }
  if (source !== undefined && sourceValue !== undefined) throw new Unbuildable('a replacement has two sources');
  const value = sourceValue ?? sourceOf(resources, source, lenient);
  if (value === null || value === undefined) return resources;
  let replaced = resources;
  for (const target of targets.items) {
    replaced = replaced.map((resource) =>
      selects(target, resource) ? withValue(resource, target, value, joined) : resource,
    );
  }
  return replaced;
}

/** Null only where the source may be among the objects that were not read. */
function sourceOf(resources: readonly Resource[], source: Node | undefined, lenient: boolean): Node | null {
  const selector = idSelector(source);
  const matches = resources.filter((resource) => allIds(resource).some(selector));
  const [resource] = matches;
  if (matches.length > 1) throw new Unbuildable('the source of a replacement selects several objects');
  if (resource === undefined) {
    if (lenient) return null;
    throw new Unbuildable('the source of a replacement selects no object');
  }
  const path = rawText(get(source, 'fieldPath')) || defaultPath;
  const found = lookUp(resource.root, splitDotted(path));
  if (found?.kind === 'unknown') return found;
  if (found === undefined || isNullOrEmptyMap(found) || (found.kind === 'list' && found.items.length === 0)) {
    throw new Unbuildable(naming`the source of a replacement has no field ${path}`);
  }
  return refined(found, get(source, 'options'));
}

const defaultPath = 'metadata.name';

/** With a delimiter only one part of the source's text counts. */
function refined(value: Node, options: Node | undefined): Node {
  const delimiter = rawText(get(options, 'delimiter'));
  if (delimiter === '') return value;
  if (value.kind !== 'scalar') throw new Unbuildable('a delimiter needs a scalar');
  const part = rawText(value).split(delimiter)[indexOf(options)];
  if (part === undefined) throw new Unbuildable(naming`options.index ${indexOf(options)} is out of bounds`);
  return typeof value.value === 'string' ? stringNode(part, value.at) : retyped(value, part, value.at);
}

function indexOf(options: Node | undefined): number {
  const index = get(options, 'index');
  return index?.kind === 'scalar' && typeof index.value === 'number' ? index.value : 0;
}

function idSelector(selector: Node | undefined): (id: ResourceId) => boolean {
  const text = (field: string) => rawText(get(selector, field));
  const gvk = { group: text('group'), version: text('version'), kind: text('kind') };
  const [name, namespace] = [text('name'), text('namespace')];
  return (id) =>
    (name === '' || name === id.name) &&
    (namespace === '' || effectiveNamespace(namespace) === id.namespace) &&
    isSelected(id, gvk);
}

function selects(target: Node, resource: Resource): boolean {
  const select = get(target, 'select');
  if (select === undefined) throw new Unbuildable('a target of a replacement selects nothing');
  const rejects = listAt(target, 'reject');
  if (!matchesTexts(select, resource)) return false;
  if (rejects.some((reject) => hasTexts(reject) && matchesTexts(reject, resource))) return false;
  const ids = allIds(resource);
  if (rejects.some((reject) => hasIdentity(reject) && ids.some(idSelector(reject)))) return false;
  return ids.some(idSelector(select));
}

function hasTexts(selector: Node): boolean {
  return rawText(get(selector, 'labelSelector')) !== '' || rawText(get(selector, 'annotationSelector')) !== '';
}

function hasIdentity(selector: Node): boolean {
  return ['group', 'version', 'kind', 'name', 'namespace'].some((field) => rawText(get(selector, field)) !== '');
}

function matchesTexts(selector: Node, { root }: Resource): boolean {
  return (
    matchesLabels(labelsOf(selector, 'labelSelector'), textsOf(get(root, 'metadata', 'labels'))) &&
    matchesLabels(labelsOf(selector, 'annotationSelector'), textsOf(get(root, 'metadata', 'annotations')))
  );
}

function withValue(resource: Resource, target: Node, value: Node, joined: Joined): Resource {
  const options = get(target, 'options');
  const paths = listAt(target, 'fieldPaths').map((path) => rawText(path));
  const createOption = get(options, 'create');
  const create = createOption?.kind === 'scalar' && createOption.value === true;
  const edits = new AliasEdits(resource.aliases);
  let root = resource.root;
  for (const path of paths.length === 0 ? [defaultPath] : paths) {
    const change = (field: Node) => {
      const replaced = replacedField(field, value, options, joined);
      return replaced.kind === 'scalar' ? edits.replace(field, replaced) : replaced;
    };
    root = blaming(target.at, () => changeAt(root, splitDotted(path), { create: create ? value : null, change }));
  }
  if (value.kind !== 'scalar') assertBounded(root);
  const settled = edits.settle(root);
  return withRoot(resource, settled.root, settled.aliases);
}

/** A scalar keeps its type: kustomize replaces the text and leaves the tag. */
function replacedField(field: Node, value: Node, options: Node | undefined, joined: Joined): Node {
  if (value.kind === 'unknown' || field.kind === 'unknown') return value.kind === 'unknown' ? value : field;
  const delimiter = rawText(get(options, 'delimiter'));
  if (delimiter === '') return field.kind === 'scalar' ? written(field, value, rawText(value)) : value;
  if (field.kind !== 'scalar') throw new Unbuildable('a delimiter needs a scalar');
  joined.characters += rawText(field).length + rawText(value).length;
  if (joined.characters > bounds.joined)
    throw new Unbuildable(naming`replacements make more than ${bounds.joined} characters`, { cause: 'limit' });
  const parts = rawText(field).split(delimiter);
  const index = indexOf(options);
  if (index < 0) parts.unshift(rawText(value));
  else if (index >= parts.length) parts.push(rawText(value));
  else parts[index] = rawText(value);
  return written(field, value, parts.join(delimiter));
}

function written(field: ScalarNode, value: Node, text: string): Node {
  return typeof field.value === 'string' ? stringNode(text, value.at) : retyped(field, text, value.at);
}
