import { type Entry, type MapNode, type Node, type ScalarNode, withValue } from '../../source/node.ts';

/** A node with every scalar below it replaced by what `change` makes of it; what stays the same is shared. */
export function mapScalars(node: Node, change: (scalar: ScalarNode) => Node): Node {
  if (node.kind === 'scalar') return change(node);
  if (node.kind === 'list') {
    const items = node.items.map((item) => mapScalars(item, change));
    return items.some((item, i) => item !== node.items[i]) ? { ...node, items } : node;
  }
  return node.kind === 'map' ? mapEntries(node, change) : node;
}

/** The same of a map, which stays one. */
export function mapEntries(map: MapNode, change: (scalar: ScalarNode) => Node): MapNode {
  let entries: Map<string, Entry> | null = null;
  for (const [key, entry] of map.entries) {
    const value = mapScalars(entry.value, change);
    if (value === entry.value) continue;
    entries ??= new Map(map.entries);
    entries.set(key, withValue(entry, value));
  }
  return entries === null ? map : { ...map, entries };
}

/** Strings that hold a placeholder become unknown values with the reason. */
export function hidePlaceholders(map: MapNode, placeholder: string, reason: string): MapNode {
  return mapEntries(map, (scalar) =>
    typeof scalar.value === 'string' && scalar.value.includes(placeholder)
      ? { kind: 'unknown', reason, at: scalar.at }
      : scalar,
  );
}
