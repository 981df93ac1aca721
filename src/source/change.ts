import type { Json, ListNode, MapNode, ScalarNode } from './node.ts';

/**
 * What a rule wants changed, in terms of values. `editFor` turns it into an edit of the user's
 * text, in the text's own style; the edit is proven by reviewing the result again.
 */
export type ValueChange =
  /** Give a scalar another value, keeping its quotes where they are still needed. */
  | { readonly kind: 'set'; readonly node: ScalarNode; readonly value: string | number | boolean }
  /** Put a value at a path of keys below a map, creating the maps in between. */
  | { readonly kind: 'put'; readonly map: MapNode; readonly path: readonly string[]; readonly value: Json }
  /** Append an item to a list. */
  | { readonly kind: 'append'; readonly list: ListNode; readonly value: Json }
  /** Move an entry below a map to another place below it; maps that are left empty go with it, and a map that is there takes its entries. */
  | {
      readonly kind: 'move';
      readonly map: MapNode;
      readonly from: readonly (string | number)[];
      readonly to: readonly string[];
    };

/** Replace the text between two UTF-16 offsets of one file. */
export interface Edit {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}
