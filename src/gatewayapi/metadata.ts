import { get, type Node } from '../source/node.ts';
import type { KubeObject } from '../kubernetes/object.ts';

/** The value of one annotation as it is written, or undefined. */
export function annotation(object: KubeObject, key: string): Node | undefined {
  return get(object.root, 'metadata', 'annotations', key);
}

/** Labels, annotations or a selector below `node`, as far as they are strings. */
export function stringMap(node: Node | undefined): ReadonlyMap<string, string> {
  const strings = new Map<string, string>();
  if (node?.kind !== 'map') return strings;
  for (const { key, value } of node.entries.values()) {
    if (value.kind === 'scalar' && typeof value.value === 'string') strings.set(key, value.value);
  }
  return strings;
}
