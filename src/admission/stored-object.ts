import type { KubeObject } from '../kubernetes/object.ts';
import { filledIn, type FilledIn } from '../kubernetes/schema/common-defaults.ts';
import type { DefaultsTree } from '../kubernetes/schema/model/schema.ts';
import { isList, isMap, type Value } from '../kubernetes/schema/model/value.ts';
import type { Entry, MapNode, Node } from '../source/node.ts';
import { plainValue } from './plain-value.ts';

/** Parts of objects with what is filled in there, by the defaults: a part that many objects share is looked at once. */
export type StoredParts = WeakMap<DefaultsTree, WeakMap<Node, Node>>;

/**
 * The object with what the API server fills in, so that nobody who reads it needs to know a default.
 * What is written keeps its place; what is filled in names the definitions it comes from.
 */
export function withDefaults(object: KubeObject, defaults: DefaultsTree, parts: StoredParts): KubeObject {
  const origin = `the definition of ${object.kind}`;
  const { root } = object;
  const keys = plainValue({ ...root, entries: new Map([...root.entries].map(withoutPart)) });
  let stored = filled(root, filledIn(keys, defaults), origin);
  if (keys === undefined || stored.kind !== 'map') return object;
  for (const [key, entry] of root.entries) {
    const below = defaults.fields.get(key) ?? defaults.others;
    if (key === 'status' || below === null || entry.value.kind === 'scalar') continue;
    const value = storedPart(entry.value, below, origin, parts);
    if (value !== entry.value) stored = { ...stored, entries: new Map(stored.entries).set(key, { ...entry, value }) };
  }
  return stored === root ? object : { ...object, root: stored };
}

function withoutPart([key, entry]: readonly [string, Entry]): readonly [string, Entry] {
  const { value } = entry;
  return [key, value.kind === 'scalar' ? entry : { ...entry, value: { kind: 'unknown', reason: '', at: value.at } }];
}

function storedPart(node: Node, defaults: DefaultsTree, origin: string, parts: StoredParts): Node {
  const known = parts.get(defaults) ?? new WeakMap<Node, Node>();
  parts.set(defaults, known);
  const part = known.get(node) ?? filled(node, filledIn(plainValue(node), defaults, false), origin);
  known.set(node, part);
  return part;
}

function filled(node: Node, defaults: readonly FilledIn[], origin: string): Node {
  return defaults.reduce<Node>((root, each) => put(root, each, 0, origin), node);
}

/** @param depth how many steps of the path lead to the node */
function put(node: Node, filling: FilledIn, depth: number, origin: string): Node {
  const step = filling.path[depth];
  if (step === undefined) return nodeOf(filling.value, origin);
  if (node.kind === 'list' && typeof step === 'number') {
    const item = node.items[step];
    return item === undefined ? node : { ...node, items: node.items.with(step, put(item, filling, depth + 1, origin)) };
  }
  return node.kind === 'map' ? withKey(node, filling, depth, origin) : node;
}

function withKey(node: MapNode, filling: FilledIn, depth: number, origin: string): MapNode {
  const key = String(filling.path[depth]);
  const known = node.entries.get(key);
  const isLast = depth + 1 === filling.path.length;
  // A null gives way to the default.
  if (!isLast && known === undefined) return node;
  const keyAt = known?.keyAt ?? { default: origin };
  const inner = known === undefined ? nodeOf(filling.value, origin) : put(known.value, filling, depth + 1, origin);
  return { ...node, entries: new Map(node.entries).set(key, { key, keyAt, value: inner }) };
}

function nodeOf(value: Value, origin: string): Node {
  const at = { default: origin };
  if (isList(value)) return { kind: 'list', flow: false, items: value.map((item) => nodeOf(item, origin)), at };
  if (isMap(value)) {
    const entries = Object.entries(value).map(([key, each]): [string, Entry] => [
      key,
      { key, keyAt: at, value: nodeOf(each, origin) },
    ]);
    return { kind: 'map', flow: false, entries: new Map(entries), at };
  }
  return { kind: 'scalar', value: value ?? null, text: JSON.stringify(value ?? null), style: 'plain', at };
}
