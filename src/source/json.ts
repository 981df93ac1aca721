import { entriesOf } from './entries.ts';
import type { Place } from './location.ts';
import type { Entry, Json, Node } from './node.ts';

/** Plain data of a tree, without places. An unknown value becomes undefined. */
export function toJson(node: Node): Json {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(toJson);
    case 'map':
      // fromEntries defines own properties, so a key `__proto__` stays an ordinary key.
      return Object.fromEntries([...node.entries.values()].map((entry) => [entry.key, toJson(entry.value)]));
    case 'unknown':
      return undefined;
  }
}

/** A tree in which every value stands at one place, for defaults and computed values. */
export function toNode(json: Json, at: Place): Node {
  if (json === undefined) return { kind: 'unknown', reason: 'no value is given', at };
  if (json === null || typeof json !== 'object') {
    const text = json === null ? 'null' : typeof json === 'string' ? json : String(json);
    return { kind: 'scalar', value: json, text, style: 'plain', at };
  }
  if (isList(json)) return { kind: 'list', flow: false, items: json.map((item) => toNode(item, at)), at };
  const entries = Object.entries(json).flatMap(([key, value]): Entry[] =>
    value === undefined ? [] : [{ key, keyAt: at, value: toNode(value, at) }],
  );
  return { kind: 'map', flow: false, entries: entriesOf(entries), at };
}

/** `Array.isArray` does not narrow readonly arrays. */
export function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}
