import type { Entry, MapNode, Node } from '../../source/node.ts';

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
    entries.set(
      key,
      below?.kind === 'map' && entry.value.kind === 'map' ? { ...entry, value: mergeTwo(below, entry.value) } : entry,
    );
  }
  return { ...high, entries };
}

/**
 * User values over the defaults of a chart, as Helm coalesces them. A null of the user deletes
 * the default below it; a null without a default stays. Below the key of a child chart nulls
 * have to survive, since they still have to delete the child's own default: name those keys in
 * `children`.
 */
export function coalesce(user: MapNode, defaults: MapNode, children: ReadonlySet<string> = noChildren): MapNode {
  const entries = new Map<string, Entry>(user.entries);
  for (const [key, entry] of defaults.entries) {
    const own = entries.get(key);
    if (own === undefined) entries.set(key, entry);
    else if (isNull(own.value)) entries.delete(key);
    else if (own.value.kind === 'map' && entry.value.kind === 'map') {
      entries.set(key, { ...own, value: coalesceTables(own.value, entry.value, children.has(key)) });
    }
  }
  return { ...user, entries };
}

function coalesceTables(user: MapNode, defaults: MapNode, keepNulls: boolean): MapNode {
  const entries = new Map<string, Entry>(user.entries);
  for (const [key, entry] of defaults.entries) {
    const own = entries.get(key);
    if (own === undefined) entries.set(key, entry);
    else if (isNull(own.value)) {
      if (!keepNulls) entries.delete(key);
    } else if (own.value.kind === 'map' && entry.value.kind === 'map') {
      entries.set(key, { ...own, value: coalesceTables(own.value, entry.value, keepNulls) });
    }
  }
  return { ...user, entries };
}

function isNull(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null;
}

const noChildren: ReadonlySet<string> = new Set();
const emptyMap: MapNode = { kind: 'map', flow: false, entries: new Map(), at: { default: 'no values' } };
