import { placeholderIn } from '../gatewayapi/placeholder.ts';
import { bracePlaceholder } from '../source/brace-placeholder.ts';
import type { Node } from '../source/node.ts';
import { put, type Value } from '../kubernetes/schema/model/value.ts';

/** What a reader is told to replace: `<your-token>`, `__HOST__`, `REPLACE_ME`; `ReplacePrefixMatch` is a value of Gateway API. */
const toReplace =
  /<[^<>]{1,100}>|^__.{1,100}__$|REPLACE(?!PrefixMatch|FullPath)|CHANGE[_-]?ME|\bTODO\b|\bYOUR[_-]|PLACEHOLDER|^\{.*\}$|^@.*@$|%[A-Z_]{2,}%/i;

/** Whether a text is filled in on the way to the cluster. */
export function isFilledIn(text: string): boolean {
  return placeholderIn(text) !== null || toReplace.test(text);
}

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
