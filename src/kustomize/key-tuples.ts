import type { Node } from '../source/node.ts';
import { isNull, rawText } from './values.ts';

/** The key values of every element, without repeats; for scalars (no keys) the value itself. */
export function keyTuples(elements: readonly Node[], keys: readonly string[]): string[][] {
  const seen = new Set<string>();
  const tuples: string[][] = [];
  for (const node of elements) {
    const tuple = keys.length === 0 ? [rawText(node)] : keys.map((key) => keyText(node, key));
    const id = JSON.stringify(tuple);
    if (seen.has(id)) continue;
    seen.add(id);
    tuples.push(tuple);
  }
  return keys.length > 1 ? fillFromEachOther(tuples) : tuples;
}

function keyText(node: Node, key: string): string {
  const value = node.kind === 'map' ? node.entries.get(key)?.value : undefined;
  return isNull(value) ? '' : rawText(value);
}

/**
 * Two elements that differ only where one leaves a key out are one element. An element that leaves
 * a key out is one with every such element, and last of all with the last of them: kustomize
 * compares with what it said at first.
 */
function fillFromEachOther(tuples: readonly string[][]): string[][] {
  const filled = [...tuples];
  for (let i = 0; i < filled.length; i++) {
    const said = filled[i] ?? [];
    for (let j = 0; j < filled.length; j++) {
      const union = unionOf(said, filled[j] ?? []);
      if (union === null) continue;
      filled[i] = union;
      filled[j] = union;
    }
  }
  return filled;
}

function unionOf(left: readonly string[], right: readonly string[]): string[] | null {
  if (left.every((value, index) => value !== right[index])) return null;
  if (left.some((value, index) => value !== right[index] && value !== '' && right[index] !== '')) return null;
  return left.map((value, index) => (value === '' ? (right[index] ?? '') : value));
}
