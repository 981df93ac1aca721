import type { KubeObject } from '../kubernetes/object.ts';
import type { Node } from '../source/node.ts';
import type { DefinedKind } from './defined-kind.ts';

/** Whether two objects of a kind are the same for the API server, metadata aside where no rule reads them. */
export function isAlike(one: KubeObject, other: KubeObject, { isApartFromMetadata }: DefinedKind): boolean {
  const [entries, others] = [one.root.entries, other.root.entries];
  if (one.root === other.root) return true;
  if (entries.size !== others.size) return false;
  for (const { key, value } of entries.values()) {
    const beside = others.get(key);
    if (beside === undefined) return false;
    if (!(isApartFromMetadata && key === 'metadata') && !isSame(value, beside.value)) return false;
  }
  return true;
}

/** Whether two nodes hold the same data: mostly they are one node for both trees, or have parts that are. */
function isSame(one: Node, other: Node): boolean {
  if (one === other) return true;
  if (one.kind === 'scalar') return other.kind === 'scalar' && one.value === other.value;
  if (one.kind === 'list') {
    if (other.kind !== 'list' || one.items.length !== other.items.length) return false;
    return one.items.every((item, index) => {
      const beside = other.items[index];
      return beside !== undefined && isSame(item, beside);
    });
  }
  if (one.kind !== 'map' || other.kind !== 'map' || one.entries.size !== other.entries.size) return false;
  for (const { key, value } of one.entries.values()) {
    const beside = other.entries.get(key);
    if (beside === undefined || !isSame(value, beside.value)) return false;
  }
  return true;
}
