import type { Node } from './node.ts';

/** A text that is equal for equal values, wherever and however they were written; the order of keys counts. */
export function textOfNode(node: Node | undefined): string {
  if (node === undefined) return '-';
  if (node.kind === 'unknown') return `?${node.reason}`;
  if (node.kind === 'scalar') return JSON.stringify(node.value);
  if (node.kind === 'list') return `[${node.items.map(textOfNode).join(',')}]`;
  const entries = [...node.entries.values()].map(({ key, value }) => `${JSON.stringify(key)}:${textOfNode(value)}`);
  return `{${entries.join(',')}}`;
}

/** Every text among the values of a node. */
export function textsIn(node: Node): readonly string[] {
  if (node.kind === 'list') return node.items.flatMap(textsIn);
  if (node.kind === 'map') return [...node.entries.values()].flatMap(({ value }) => textsIn(value));
  return node.kind === 'scalar' && typeof node.value === 'string' ? [node.value] : [];
}
