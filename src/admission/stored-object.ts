import type { KubeObject } from '../kubernetes/object.ts';
import type { FilledIn } from '../kubernetes/schema/common-defaults.ts';
import { isList, isMap, type Path, type Value } from '../kubernetes/schema/model/value.ts';
import type { Entry, MapNode, Node } from '../source/node.ts';

/**
 * The object with what the API server fills in, so that nobody who reads it needs to know a default.
 * What is written keeps its place; what is filled in names the definitions it comes from.
 */
export function withDefaults(object: KubeObject, defaults: readonly FilledIn[], origin: string): KubeObject {
  if (defaults.length === 0) return object;
  const root = defaults.reduce<Node>((node, { path, value }) => put(node, path, value, origin), object.root);
  return root.kind === 'map' ? { ...object, root } : object;
}

function put(node: Node, [step, ...rest]: Path, value: Value, origin: string): Node {
  if (step === undefined) return nodeOf(value, origin);
  if (node.kind === 'list' && typeof step === 'number') {
    const item = node.items[step];
    return item === undefined ? node : { ...node, items: node.items.with(step, put(item, rest, value, origin)) };
  }
  return node.kind === 'map' ? withKey(node, String(step), rest, value, origin) : node;
}

function withKey(node: MapNode, key: string, rest: Path, value: Value, origin: string): MapNode {
  const known = node.entries.get(key);
  // A null gives way to the default.
  if (rest.length > 0 && known === undefined) return node;
  const keyAt = known?.keyAt ?? { default: origin };
  const inner = known === undefined ? nodeOf(value, origin) : put(known.value, rest, value, origin);
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
