import { type Entry, type MapNode, type Node, withValue } from '../source/node.ts';

/**
 * Successive values files as `helm -f a -f b` puts them together: maps merge deeply, everything
 * else (lists too) is replaced by the later layer, and a null stays as a null, so that a later
 * layer may bring the key back. Lowest layer first; no layer gives an empty map.
 */
export function mergeLayers(layers: readonly MapNode[]): MapNode {
  const [first, ...rest] = layers;
  if (first === undefined) return emptyMap;
  return rest.reduce(mergeTwo, first);
}

function mergeTwo(low: MapNode, high: MapNode): MapNode {
  if (low.entries.size === 0) return high;
  const entries = new Map(low.entries);
  for (const [key, entry] of high.entries) {
    const below = entries.get(key)?.value;
    const both = below?.kind === 'map' && entry.value.kind === 'map';
    entries.set(key, both ? withValue(entry, mergeTwo(below, entry.value)) : entry);
  }
  return { ...high, entries };
}

/**
 * User values over the defaults of a chart, as Helm coalesces them. A null of the user deletes
 * the default below it; a null without a default stays. Below the key of a dependency nulls
 * survive, since they still have to delete the child's own defaults: name those keys in
 * `dependencies`. (What becomes of a null among the defaults differs between versions of Helm;
 * here it stays, as in 3.17 and 4.1, and no template of Kong's tells it from a missing key.)
 */
export function coalesce(user: MapNode, defaults: MapNode, dependencies: ReadonlySet<string> = none): MapNode {
  return laid(user, defaults, false, dependencies);
}

function laid(user: MapNode, defaults: MapNode, keepNulls: boolean, dependencies: ReadonlySet<string>): MapNode {
  const entries = new Map<string, Entry>(user.entries);
  for (const [key, entry] of defaults.entries) {
    const own = entries.get(key);
    if (own === undefined) entries.set(key, entry);
    else if (isNull(own.value)) {
      if (!keepNulls) entries.delete(key);
    } else if (own.value.kind === 'map' && entry.value.kind === 'map') {
      entries.set(key, withValue(own, laid(own.value, entry.value, keepNulls || dependencies.has(key), none)));
    }
  }
  return { ...user, entries };
}

function isNull(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null;
}

const none: ReadonlySet<string> = new Set();
const emptyMap: MapNode = { kind: 'map', flow: false, entries: new Map(), at: { default: 'no values' } };
