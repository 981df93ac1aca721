import type { KubeObject } from '../kubernetes/object.ts';
import type { DefaultsTree } from '../kubernetes/schema/model/schema.ts';
import { isList, isMap, type Value } from '../kubernetes/schema/model/value.ts';
import { entriesOf, withEntry } from '../source/entries.ts';
import { type ListNode, type MapNode, type Node, withValue } from '../source/node.ts';
import { bracePlaceholder } from '../source/brace-placeholder.ts';
import { isFilledIn } from './plain-value.ts';

/** Parts of objects with what is filled in there, by the defaults: a part that many objects share is looked at once. */
export type StoredParts = WeakMap<DefaultsTree, WeakMap<Node, Node>>;

/**
 * The root of an object with what the API server fills in, so that nobody who reads it needs to know a default.
 * What is written keeps its place; what is filled in names the definitions it comes from.
 */
export function withDefaults({ root, kind }: KubeObject, defaults: DefaultsTree, parts: StoredParts): MapNode {
  const origin = `the definition of ${kind}`;
  return filledMap(root, defaults, origin, {
    below: (node, tree) => storedPart(node, tree, origin, parts),
    // Nobody can state a status by applying one.
    isLeftOut: (key) => key === 'status',
  });
}

function storedPart(node: Node, defaults: DefaultsTree, origin: string, parts: StoredParts): Node {
  if (node.kind === 'scalar') return node;
  const known = parts.get(defaults) ?? new WeakMap<Node, Node>();
  parts.set(defaults, known);
  const part = known.get(node) ?? filled(node, defaults, origin);
  known.set(node, part);
  return part;
}

/** The node itself where nothing is left out. */
function filled(node: Node, defaults: DefaultsTree, origin: string): Node {
  if (node.kind === 'list') return filledList(node, defaults, origin);
  return node.kind === 'map' ? filledMap(node, defaults, origin) : node;
}

function filledList(node: ListNode, { items }: DefaultsTree, origin: string): ListNode {
  if (items === null) return node;
  const made = node.items.map((item) => filled(item, items, origin));
  return made.every((item, index) => item === node.items[index]) ? node : { ...node, items: made };
}

/** What differs at the root of an object. */
interface Root {
  readonly below: (node: Node, defaults: DefaultsTree) => Node;
  /** Whether a key counts as not written. */
  readonly isLeftOut: (key: string) => boolean;
}

function filledMap(node: MapNode, { fields, others }: DefaultsTree, origin: string, root?: Root): MapNode {
  if (bracePlaceholder(node) !== undefined) return node;
  let { entries } = node;
  for (const entry of node.entries.values()) {
    const { key } = entry;
    const below = fields.get(key) ?? others;
    // A map with a key that is filled in on the way is not known.
    if (!fields.has(key) && isFilledIn(key)) return node;
    if (below === null || root?.isLeftOut(key) === true) continue;
    const value = root === undefined ? filled(entry.value, below, origin) : root.below(entry.value, below);
    if (value !== entry.value) entries = withEntry(entries, withValue(entry, value));
  }
  for (const [key, { value, nullable }] of fields) {
    if (value === undefined) continue;
    const known = node.entries.get(key);
    // A null gives way to the default.
    const isNull = known?.value.kind === 'scalar' && known.value.value === null && !nullable;
    if (known !== undefined && !isNull && root?.isLeftOut(key) !== true) continue;
    entries = withEntry(entries, { key, keyAt: known?.keyAt ?? { default: origin }, value: nodeOf(value, origin) });
  }
  return entries === node.entries ? node : { ...node, entries };
}

function nodeOf(value: Value, origin: string): Node {
  const at = { default: origin };
  if (isList(value)) return { kind: 'list', flow: false, items: value.map((item) => nodeOf(item, origin)), at };
  if (isMap(value)) {
    const entries = Object.entries(value).map(([key, each]) => ({ key, keyAt: at, value: nodeOf(each, origin) }));
    return { kind: 'map', flow: false, entries: entriesOf(entries), at };
  }
  return { kind: 'scalar', value: value ?? null, text: JSON.stringify(value ?? null), style: 'plain', at };
}
