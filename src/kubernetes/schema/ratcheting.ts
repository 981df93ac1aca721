import type { Breach, BreachKind } from './model/breach.ts';
import { childOf, type SchemaPool, type SchemaNode } from './model/schema.ts';
import { has, isEqual, isList, isMap, isUnclear, member, type Path, type Value } from './model/value.ts';

/** Whether the part of an object around a place stands as it stood before; null where the tree does not tell. */
export type IsUnchanged = (at: Path) => boolean | null;

/**
 * What an update is forgiven: the API server lets through what was wrong already as long as it does not change. It
 * pairs values by their keys, and items only of lists with keys; any other list is one value, and so are its items.
 * Source: CorrelatedObject of https://github.com/kubernetes/apiserver (pkg/cel/common/equality.go).
 */
export function comparedWith(old: Value, value: Value, root: SchemaNode, pool: SchemaPool): IsUnchanged {
  const olderItem = olderItems();
  // Many breaches stand in one list, which is compared once.
  const known = new Map<Value, boolean | null>();
  return (at) => {
    let pair: Pair = { value, old, node: root, olderItem };
    for (const step of at) {
      const next = paired(pair, step, pool);
      if (next === null) break;
      pair = next;
    }
    const told = known.get(pair.value);
    if (told !== undefined && typeof pair.value === 'object') return told;
    const verdict = isUnclear(pair.value) || isUnclear(pair.old) ? null : isSame(pair, pool);
    known.set(pair.value, verdict);
    return verdict;
  };
}

interface Pair {
  readonly value: Value;
  readonly old: Value;
  readonly node: SchemaNode;
  readonly olderItem: OlderItem;
}

/** The values one step below that belong together; null where none do. */
function paired({ value, old, node, olderItem }: Pair, step: string | number, pool: SchemaPool): Pair | null {
  if (typeof step === 'string') {
    const number = childOf(node, step);
    if (number === undefined || !has(value, step) || !has(old, step)) return null;
    return { value: member(value, step), old: member(old, step), node: pool.nodeOf(number), olderItem };
  }
  if (!isList(value) || node.items === undefined) return null;
  const item = value[step];
  const before = olderItem(old, item, node);
  return before === undefined ? null : { value: item, old: before, node: pool.nodeOf(node.items), olderItem };
}

/** Finds the item of a list with keys that had the same ones before. */
export type OlderItem = (old: Value, item: Value, list: SchemaNode) => Value;

/** A list of the old object is asked once for each item of the new one, so each is sorted by its keys once. */
export function olderItems(): OlderItem {
  const indexes = new WeakMap<readonly Value[], ReadonlyMap<string, Value>>();
  return (old, item, { listType, listMapKeys = [] }) => {
    if (listType !== 'map' || listMapKeys.length === 0 || !isList(old)) return undefined;
    const key = keyOf(item, listMapKeys);
    if (key === null) return undefined;
    const index = indexes.get(old) ?? itemsByKey(old, listMapKeys);
    indexes.set(old, index);
    return index.get(key);
  };
}

function keyOf(item: Value, keys: readonly string[]): string | null {
  const values = keys.map((key) => member(item, key));
  return values.includes(undefined) ? null : JSON.stringify(values);
}

function itemsByKey(list: readonly Value[], keys: readonly string[]): ReadonlyMap<string, Value> {
  const made = new Map<string, Value>();
  for (const item of list) {
    const key = keyOf(item, keys);
    if (key !== null && !made.has(key)) made.set(key, item);
  }
  return made;
}

/** A key without a schema, as all of metadata, pairs with nothing: what holds one never counts as unchanged. */
function isSame(pair: Pair, pool: SchemaPool): boolean {
  const { value, old, node } = pair;
  const isSameBelow = (step: string | number): boolean => {
    const next = paired(pair, step, pool);
    return next !== null && isSame(next, pool);
  };
  if (isList(value)) {
    if (node.listType !== 'map') return isEqual(value, old);
    return isList(old) && value.length === old.length && value.every((_, index) => isSameBelow(index));
  }
  if (!isMap(value)) return value === old;
  const keys = Object.keys(value);
  return isMap(old) && keys.length === Object.keys(old).length && keys.every(isSameBelow);
}

const unsettling: readonly BreachKind[] = ['type', 'required'];

/** What is left of the breaches of a structure, and whether one was left out that may count. */
export interface Forgiven {
  readonly breaches: readonly Breach[];
  readonly isUncertain: boolean;
}

/** Whether a list with keys holds what has none, which counts like an item that stands twice. */
export function hasStrayItem(value: Value, node: SchemaNode, pool: SchemaPool): boolean {
  if (isList(value)) {
    if (node.listType === 'map' && value.some((item) => item !== null && !isMap(item))) return true;
    const items = node.items === undefined ? undefined : pool.nodeOf(node.items);
    return items !== undefined && value.some((item) => hasStrayItem(item, items, pool));
  }
  return (
    isMap(value) &&
    Object.entries(value).some(([key, each]) => {
      const number = childOf(node, key);
      return number !== undefined && hasStrayItem(each, pool.nodeOf(number), pool);
    })
  );
}

/** The breaches that an update is not forgiven. Items that stand twice are forgiven all together, changed or not. */
export function withoutForgiven(
  breaches: readonly Breach[],
  isUnchanged: IsUnchanged,
  hadDuplicates: () => boolean,
): Forgiven {
  const duplicatesStay = breaches.some(({ kind }) => kind === 'duplicate') && hadDuplicates();
  const judged = breaches.map((breach) => ({
    breach,
    stays: breach.kind === 'duplicate' ? duplicatesStay : isUnchanged(breach.at),
  }));
  return {
    breaches: judged.flatMap(({ breach, stays }) => (stays === false ? [breach] : [])),
    // Over a value of another type, or without one that is required, rules fail in ways of their own.
    isUncertain: judged.some(({ breach: { kind }, stays }) => stays === null || (stays && unsettling.includes(kind))),
  };
}
