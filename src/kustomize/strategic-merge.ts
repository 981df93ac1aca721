import { entriesOf, mapped } from '../source/entries.ts';
import { type Entry, get, type ListNode, type MapNode, type Node, withValue } from '../source/node.ts';
import { AliasEdits, noAliases, type Aliases } from './aliases.ts';
import { mergeKeyedList } from './keyed-list.ts';
import { isBuiltIn } from './kinds.ts';
import { shapeOfKind, type Field, type Shape } from './merge-keys.ts';
import { asksToReplace, splitAddedMapDirective, splitMapDirective } from './patch-directive.ts';
import { naming } from './build-problem.ts';
import { Unbuildable } from './unbuildable.ts';
import { inStyleOf, isNull, rawText, withEntries } from './values.ts';

/**
 * Applies a strategic merge patch as kustomize does it. Returns null when the patch deletes the
 * object. Every value keeps the place of the layer that set it.
 */
export function strategicMerge(
  target: MapNode,
  patch: MapNode,
  settled: SettledNodes,
  aliases: Aliases = noAliases,
): { root: MapNode; aliases: Aliases } | null {
  const edits = new AliasEdits(aliases);
  const merged = mergeValue(target, ownMaps(patch), undefined, { edits, settled });
  return merged?.kind === 'map' ? edits.settle(merged) : null;
}

/** The patch in maps and lists of its own, which the target has none of, even where one file is both. */
function ownMaps(patch: Node): Node {
  if (patch.kind === 'map') {
    return withEntries(
      patch,
      mapped(patch.entries, (entry) => withValue(entry, ownMaps(entry.value))),
    );
  }
  return patch.kind === 'list' ? { ...patch, items: patch.items.map(ownMaps) } : patch;
}

/** Nodes that a merge without a patch leaves as they are, by the field they were merged as: bases are patched by many overlays, and walked once. */
export type SettledNodes = WeakMap<Node, Field | null>;

/** What all steps of one merge share. */
interface Merge {
  readonly edits: AliasEdits;
  readonly settled: SettledNodes;
}

/** Null values and lists without a schema follow the rules of a JSON merge patch. */
function mergeValue(
  target: Node | undefined,
  patch: Node | undefined,
  field: Field | undefined,
  merge: Merge,
): Node | undefined {
  if (patch === undefined && target !== undefined) {
    if (merge.settled.get(target) === (field ?? null)) return target;
    const alone = mergeBoth(target, undefined, field, merge);
    if (alone === target) merge.settled.set(target, field ?? null);
    return alone;
  }
  return mergeBoth(target, patch, field, merge);
}

function mergeBoth(
  target: Node | undefined,
  patch: Node | undefined,
  field: Field | undefined,
  merge: Merge,
): Node | undefined {
  if (target?.kind === 'unknown') return patch?.kind === 'scalar' && patch.value !== null ? patch : target;
  if (patch?.kind === 'unknown') return patch;
  const leading = isNull(target) ? patch : target;
  if (leading === undefined || isNull(leading) || leading.kind === 'map') {
    return mergeMap(mapOrNull(target), mapOrNull(patch), shapeFor(field, target, patch), merge);
  }
  for (const other of [target, patch]) {
    if (!isNull(other) && other?.kind !== leading.kind) throw wrongKind(leading, other);
  }
  if (leading.kind === 'list' && field?.kind === 'list') {
    return mergeList(listOrNull(target), listOrNull(patch), field, merge);
  }
  const winner = patch ?? target;
  return isNull(winner) ? undefined : winner;
}

function wrongKind(expected: Node, actual: Node | undefined): Unbuildable {
  return new Unbuildable(naming`a patch puts a ${actual?.kind ?? 'null'} where the object has a ${expected.kind}`);
}

/** An object inside an object (a template in a custom resource) brings its own schema. */
function shapeFor(field: Field | undefined, ...sources: (Node | undefined)[]): Shape | undefined {
  if (field?.kind === 'map') return field.shape;
  for (const source of sources) {
    const kind = rawText(get(source, 'kind'));
    const apiVersion = rawText(get(source, 'apiVersion'));
    if (kind !== '' && isBuiltIn(apiVersion, kind)) return shapeOfKind(kind);
  }
  return undefined;
}

/** A map, null for an explicit null (kept apart because its text decides), or undefined. */
type MapOrNull = MapNode | { readonly kind: 'scalar'; readonly text: string; readonly node: Node } | undefined;

function mapOrNull(node: Node | undefined): MapOrNull {
  if (node === undefined || node.kind === 'map') return node;
  if (node.kind === 'scalar' && node.value === null) return { kind: 'scalar', text: node.text, node };
  throw new Unbuildable(naming`a patch mixes a ${node.kind} with a map`);
}

function listOrNull(node: Node | undefined): ListNode | null | undefined {
  return node === undefined || node.kind === 'list' ? node : null;
}

function mergeMap(target: MapOrNull, patch: MapOrNull, shape: Shape | undefined, merge: Merge): Node | undefined {
  if (target?.kind !== 'map') {
    if (patch === undefined) return target !== undefined && target.text !== '' ? target.node : undefined;
    if (patch.kind !== 'map') return undefined;
    const { directive, rest } = splitAddedMapDirective(patch);
    return directive === 'delete' ? undefined : mergeFields(rest, rest, shape, merge);
  }
  if (patch === undefined) return mergeFields(target, undefined, shape, merge);
  if (patch.kind !== 'map') return undefined;
  const { directive, rest } = splitMapDirective(patch);
  if (directive === 'delete') return undefined;
  // Below a map that only the patch has, the patch is merged with itself.
  return mergeFields(directive === 'replace' || target === patch ? rest : target, rest, shape, merge);
}

function mergeFields(target: MapNode, patch: MapNode | undefined, shape: Shape | undefined, merge: Merge): MapNode {
  let entries: Map<string, Entry> | undefined;
  // In kustomize's order, because the last value of an alias counts.
  const names =
    patch === undefined
      ? target.entries.keys()
      : new Set([...target.entries.keys(), ...patch.entries.keys()].toSorted());
  for (const name of names) {
    const old = target.entries.get(name);
    const incoming = patch?.entries.get(name);
    const merged = mergeValue(old?.value, incoming?.value, fieldOf(shape, name), merge);
    if (merged === old?.value) continue;
    const value =
      merged?.kind === 'scalar' && old !== undefined
        ? merge.edits.replace(old.value, inStyleOf(old.value, merged))
        : merged;
    entries ??= new Map(target.entries);
    const keyAt = old?.keyAt ?? incoming?.keyAt ?? target.at;
    if (value === undefined) entries.delete(name);
    else entries.set(name, { key: name, keyAt, value });
  }
  return entries === undefined ? target : withEntries(target, entriesOf([...entries.values()]));
}

function fieldOf(shape: Shape | undefined, name: string): Field | undefined {
  return shape !== undefined && Object.hasOwn(shape, name) ? shape[name] : undefined;
}

function mergeList(
  target: ListNode | null | undefined,
  patch: ListNode | null | undefined,
  field: Field & { kind: 'list' },
  merge: Merge,
): Node | undefined {
  const items: Field = { kind: 'map', shape: field.items };
  return mergeKeyedList(target, patch, field.keys, (onto, from) => ({
    value: mergeValue(onto, from, items, merge),
    patched: from !== undefined && (from.kind === 'scalar' || isNull(onto) || asksToReplace(from)),
  }));
}
