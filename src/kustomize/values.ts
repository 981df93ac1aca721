import { entriesOf, listOf, withEntry as entriesWith, withoutKey } from '../source/entries.ts';
import type { Place } from '../source/location.ts';
import {
  type Entry,
  type ListNode,
  type MapNode,
  type Node,
  type ScalarNode,
  scalarWith,
  withValue,
} from '../source/node.ts';

/** A string that a kustomization sets, placed where it stands in that kustomization. */
export function stringNode(value: string, at: Place): ScalarNode {
  return { kind: 'scalar', value, text: JSON.stringify(value), style: 'double', at };
}

/** A number or boolean that a kustomization sets. */
export function plainNode(value: number | boolean, at: Place): ScalarNode {
  return { kind: 'scalar', value, text: String(value), style: 'plain', at };
}

const noEntries = entriesOf([]);

/** A map without entries, for fields that a transformer has to create. */
export function emptyMap(at: Place): MapNode {
  return { kind: 'map', flow: false, entries: noEntries, at };
}

/** The scalar as YAML sees it before it is given a type; empty for anything that is not a scalar. */
export function rawText(node: Node | undefined): string {
  if (node?.kind !== 'scalar') return '';
  // An alias is written as its name; what it stands for is the value.
  return node.style === 'plain' && !node.text.startsWith('*') ? node.text : String(node.value);
}

/** Whether a value is absent or null. */
export function isNull(node: Node | undefined): boolean {
  return node === undefined || (node.kind === 'scalar' && node.value === null);
}

/** Whether a value is absent, null or a map without entries. */
export function isNullOrEmptyMap(node: Node | undefined): boolean {
  return isNull(node) || (node?.kind === 'map' && node.entries.size === 0);
}

/** `map` with one value set; a new key is appended at `keyAt`, an old one keeps its place. */
export function withEntry(map: MapNode, key: string, value: Node, keyAt: Place = value.at): MapNode {
  const old = map.entries.get(key);
  if (old?.value === value) return map;
  return withEntries(map, entriesWith(map.entries, { key, keyAt: old?.keyAt ?? keyAt, value }));
}

/** `map` with other entries. */
export function withEntries({ flow, at }: MapNode, entries: MapNode['entries']): MapNode {
  return { kind: 'map', flow, entries, at };
}

/** `map` without one key. */
export function withoutEntry(map: MapNode, key: string): MapNode {
  return map.entries.has(key) ? withEntries(map, withoutKey(map.entries, key)) : map;
}

/** `list` with other items, or itself when every item is the same. */
export function withItems(list: ListNode, items: readonly Node[]): ListNode {
  const same = items.length === list.items.length && items.every((item, index) => item === list.items[index]);
  return same ? list : { ...list, items };
}

/** `list` with every item mapped, or itself when no item changes. */
export function mapItems(list: ListNode, change: (item: Node) => Node): ListNode {
  let items: Node[] | undefined;
  for (let index = 0; index < list.items.length; index++) {
    const item = list.items[index];
    const changed = item && change(item);
    if (changed === undefined || changed === item) continue;
    items ??= [...list.items];
    items[index] = changed;
  }
  return items === undefined ? list : { kind: 'list', flow: list.flow, items, at: list.at };
}

/** `map` with every value mapped, or itself when no value changes. */
export function mapEntries(map: MapNode, change: (value: Node, key: string) => Node): MapNode {
  let entries: Entry[] | undefined;
  let index = 0;
  for (const entry of map.entries.values()) {
    const value = change(entry.value, entry.key);
    if (value !== entry.value) (entries ??= [...listOf(map.entries)])[index] = withValue(entry, value);
    index++;
  }
  return entries === undefined ? map : withEntries(map, entriesOf(entries));
}

/** The names and raw texts of a map's scalars, as labels and annotations are read. */
export function textsOf(node: Node | undefined): Map<string, string> {
  const texts = new Map<string, string>();
  if (node?.kind === 'map') for (const { key, value } of node.entries.values()) texts.set(key, rawText(value));
  return texts;
}

/**
 * A scalar that kustomize writes over another one keeps that one's quotes; so a bare `8000` over
 * `"http"` becomes text.
 */
export function inStyleOf(old: Node, scalar: ScalarNode): ScalarNode {
  if (old.kind !== 'scalar' || old.style === 'plain' || typeof scalar.value === 'string') return scalar;
  return scalarWith(scalar, { value: rawText(scalar), style: old.style });
}
