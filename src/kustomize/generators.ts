import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Place } from '../source/location.ts';
import { get, listAt, type Entry, type MapNode, type Node } from '../source/node.ts';
import { base64Lines } from './bytes.ts';
import { readPairs, type Pair } from './generator-sources.ts';
import type { Reader } from './reader.ts';
import { hasId, idText, resourceOf, withRoot, type Resource } from './resource.ts';
import { naming } from './build-problem.ts';
import { blamingValue, Unbuildable } from './unbuildable.ts';
import { emptyMap, mapEntries, plainNode, rawText, stringNode, withEntry, withoutEntry } from './values.ts';

/** What `configMapGenerator` and `secretGenerator` of one kustomization make, in kustomize's order. */
export function generate(kustomization: MapNode, reader: Reader): Resource[] {
  const globals = get(kustomization, 'generatorOptions');
  const made = (field: string, kind: 'ConfigMap' | 'Secret') =>
    listAt(kustomization, field)
      .filter((args) => args.kind === 'map')
      .flatMap((args) =>
        reader.step(
          () => [blamingValue(get(args, 'name') ?? args, field, () => generateOne(kind, args, globals, reader))],
          () => [],
        ),
      );
  return [...made('configMapGenerator', 'ConfigMap'), ...made('secretGenerator', 'Secret')];
}

function generateOne(kind: 'ConfigMap' | 'Secret', args: MapNode, globals: Node | undefined, reader: Reader): Resource {
  const name = get(args, 'name');
  if (name === undefined || rawText(name) === '') throw new Unbuildable(naming`a generated ${kind} has no name`);
  const options = readOptions(get(args, 'options'), globals);
  const pairs = readPairs(args, reader);
  let root = withStrings(emptyMap(args.at), args.at, { apiVersion: 'v1', kind });
  root = withEntry(root, 'metadata', metadataOf(name, get(args, 'namespace'), options, args.at));
  if (kind === 'Secret') {
    const type = get(args, 'type');
    root = withEntry(root, 'type', stringNode(rawText(type) || 'Opaque', type?.at ?? args.at));
  }
  root = kind === 'Secret' ? withSecretData(root, pairs) : withData(root, pairs);
  if (options.immutable) root = withEntry(root, 'immutable', plainNode(true, args.at));
  const behavior = rawText(get(args, 'behavior'));
  return {
    ...resourceOf(root, reader.path),
    behavior: behavior === 'create' || behavior === 'merge' || behavior === 'replace' ? behavior : 'unspecified',
    needsHash: !options.withoutHash,
  };
}

interface GeneratorOptions {
  readonly labels: ReadonlyMap<string, Entry>;
  readonly annotations: ReadonlyMap<string, Entry>;
  readonly withoutHash: boolean;
  readonly immutable: boolean;
}

/** A generator's own labels and annotations win over the global ones; flags of either count. */
function readOptions(local: Node | undefined, globals: Node | undefined): GeneratorOptions {
  const flag = (name: string) => [local, globals].some((node) => isTrue(get(node, name)));
  return {
    labels: new Map([...entriesOf(get(globals, 'labels')), ...entriesOf(get(local, 'labels'))]),
    annotations: new Map([...entriesOf(get(globals, 'annotations')), ...entriesOf(get(local, 'annotations'))]),
    withoutHash: flag('disableNameSuffixHash'),
    immutable: flag('immutable'),
  };
}

function isTrue(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && node.value === true;
}

function entriesOf(node: Node | undefined): ReadonlyMap<string, Entry> {
  return node?.kind === 'map' ? node.entries : new Map();
}

function metadataOf(name: Node, namespace: Node | undefined, options: GeneratorOptions, at: Place): MapNode {
  let metadata = withEntry(emptyMap(at), 'name', stringNode(rawText(name), name.at));
  const space = rawText(namespace);
  if (namespace !== undefined && space !== '')
    metadata = withEntry(metadata, 'namespace', stringNode(space, namespace.at));
  for (const [field, entries] of [
    ['labels', options.labels],
    ['annotations', options.annotations],
  ] as const) {
    if (entries.size === 0) continue;
    const map: MapNode = { ...emptyMap(at), entries };
    metadata = withEntry(
      metadata,
      field,
      mapEntries(map, (value) => stringNode(rawText(value), value.at)),
    );
  }
  return metadata;
}

function withStrings(map: MapNode, at: Place, texts: Readonly<Record<string, string>>): MapNode {
  return Object.entries(texts).reduce((filled, [key, text]) => withEntry(filled, key, stringNode(text, at)), map);
}

function withData(root: MapNode, pairs: readonly Pair[]): MapNode {
  return pairs.length === 0
    ? root
    : withEntry(
        root,
        'data',
        dataOf(root, pairs, (value) => value),
      );
}

/** A Secret has its `data` even when there is nothing in it. */
function withSecretData(root: MapNode, pairs: readonly Pair[]): MapNode {
  const encode = (value: Node) =>
    value.kind === 'unknown' ? value : stringNode(base64Lines(utf8ToBytes(rawText(value))), value.at);
  return withEntry(root, 'data', dataOf(root, pairs, encode));
}

function dataOf(root: MapNode, pairs: readonly Pair[], encode: (value: Node) => Node): MapNode {
  const entries = new Map<string, Entry>();
  for (const { key, value } of pairs) entries.set(key, { key, keyAt: value.at, value: encode(value) });
  return { ...emptyMap(root.at), entries };
}

/**
 * Puts generated objects among the others: a new one is appended, `merge` and `replace` take the
 * place of the object that has or had the name, and keep what it is called.
 */
export function absorb(resources: readonly Resource[], generated: readonly Resource[], lenient: boolean): Resource[] {
  const all = [...resources];
  for (const resource of generated)
    blamingValue(get(resource.root, 'metadata', 'name'), 'generators', () => take(all, resource, lenient));
  return all;
}

function take(all: Resource[], resource: Resource, lenient: boolean): void {
  const { id } = resource;
  const matches = all.flatMap((old, index) => (hasId(old, id) ? [index] : []));
  const joins = resource.behavior === 'merge' || resource.behavior === 'replace' ? resource.behavior : null;
  const [index] = matches;
  const old = index === undefined ? undefined : all[index];
  if (matches.length > 1) throw new Unbuildable(naming`several objects could merge with ${describe(resource)}`);
  if (old === undefined || index === undefined) {
    if (joins !== null && !lenient) {
      throw new Unbuildable(naming`${describe(resource)} does not exist, so it cannot ${joins}`);
    }
    all.push(resource);
  } else if (joins === null) {
    throw new Unbuildable(naming`${describe(resource)} exists already; say behavior merge or replace`, {
      kind: 'duplicate',
    });
  } else all[index] = taking(old, resource);
}

function describe(resource: Resource): string {
  return idText(resource.id);
}

function taking(old: Resource, incoming: Resource): Resource {
  let root = withEntry(incoming.root, 'metadata', mergedMetadata(old.root, incoming.root));
  if (incoming.behavior === 'merge') {
    for (const field of ['data', 'binaryData']) {
      const data = mergedTexts(get(old.root, field), get(incoming.root, field), root.at);
      if (data !== undefined) root = withEntry(root, field, data);
    }
  }
  return { ...withRoot(old, root), needsHash: old.needsHash && incoming.needsHash };
}

function mergedMetadata(old: MapNode, incoming: MapNode): MapNode {
  const [below, above] = [get(old, 'metadata'), get(incoming, 'metadata')];
  let metadata = above?.kind === 'map' ? above : emptyMap(incoming.at);
  for (const field of ['labels', 'annotations']) {
    const merged = mergedTexts(get(below, field), get(above, field), metadata.at);
    if (merged !== undefined) metadata = withEntry(metadata, field, merged);
  }
  for (const field of ['name', 'namespace']) {
    const value = get(below, field);
    if (value !== undefined) metadata = withEntry(metadata, field, value);
  }
  return get(below, 'namespace') === undefined ? withoutEntry(metadata, 'namespace') : metadata;
}

/** Two maps of strings, the second one over the first; undefined when both are empty. */
function mergedTexts(below: Node | undefined, above: Node | undefined, at: Place): MapNode | undefined {
  const entries = new Map([...entriesOf(below), ...entriesOf(above)]);
  if (entries.size === 0) return undefined;
  return mapEntries({ ...emptyMap(at), entries }, (value) =>
    value.kind === 'unknown' || (value.kind === 'scalar' && typeof value.value === 'string')
      ? value
      : stringNode(rawText(value), value.at),
  );
}
