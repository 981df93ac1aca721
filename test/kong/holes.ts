import { mapped } from '../../src/source/entries.ts';
import { type Node, withValue } from '../../src/source/node.ts';

/** A node in which every scalar `HOLE` is unknown, because it is "a hole". */
export function holed(node: Node): Node {
  if (node.kind === 'scalar' && node.value === 'HOLE') return { kind: 'unknown', reason: 'a hole', at: node.at };
  if (node.kind === 'list') return { ...node, items: node.items.map(holed) };
  if (node.kind !== 'map') return node;
  return { ...node, entries: mapped(node.entries, (entry) => withValue(entry, holed(entry.value))) };
}
