import type { Node } from '../../src/source/node.ts';

/** A node in which every scalar `HOLE` is unknown, because it is "a hole". */
export function holed(node: Node): Node {
  if (node.kind === 'scalar' && node.value === 'HOLE') return { kind: 'unknown', reason: 'a hole', at: node.at };
  if (node.kind === 'list') return { ...node, items: node.items.map(holed) };
  if (node.kind !== 'map') return node;
  return {
    ...node,
    entries: new Map([...node.entries].map(([key, entry]) => [key, { ...entry, value: holed(entry.value) }])),
  };
}
