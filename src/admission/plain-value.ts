import { isFilledIn } from '../gatewayapi/placeholder.ts';
import { bracePlaceholder } from '../source/brace-placeholder.ts';
import type { Node } from '../source/node.ts';
import { put, type Value } from '../kubernetes/schema/model/value.ts';

/** The data of a node as the API server gets it; undefined where something is filled in on the way there. */
export function plainValue(node: Node): Value {
  switch (node.kind) {
    case 'scalar':
      return typeof node.value === 'string' && isFilledIn(node.value) ? undefined : node.value;
    case 'list':
      return node.items.map(plainValue);
    case 'map': {
      if (bracePlaceholder(node) !== undefined) return undefined;
      const map: Record<string, Value> = {};
      for (const { key, value } of node.entries.values()) {
        if (isFilledIn(key)) return undefined;
        put(map, key, plainValue(value));
      }
      return map;
    }
    case 'unknown':
      return undefined;
  }
}
