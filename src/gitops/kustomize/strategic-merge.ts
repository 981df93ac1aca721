import { get, type Entry, type ListNode, type MapNode, type Node } from '../../source/node.ts';
import { mergeKeyedList } from './keyed-list.ts';
import { isBuiltIn } from './kinds.ts';
import { shapeOfKind, type Field, type Shape } from './merge-keys.ts';
import { asksToReplace, splitMapDirective } from './patch-directive.ts';
import { Unbuildable } from './unbuildable.ts';
import { isNull, rawText } from './values.ts';

/**
 * Applies a strategic merge patch as kustomize does it. Returns null when the patch deletes the
 * object. Every value keeps the place of the layer that set it.
 */
export function strategicMerge(target: MapNode, patch: MapNode): MapNode | null {
  const merged = mergeValue(target, patch, undefined);
  return merged?.kind === 'map' ? merged : null;
}

/** Null values and lists without a schema follow the rules of a JSON merge patch. */
function mergeValue(target: Node | undefined, patch: Node | undefined, field: Field | undefined): Node | undefined {
  if (target?.kind === 'unknown') return patch?.kind === 'scalar' && patch.value !== null ? patch : target;
  if (patch?.kind === 'unknown') return patch;
  const leading = isNull(target) ? patch : target;
  if (leading === undefined || isNull(leading) || leading.kind === 'map') {
    return mergeMap(mapOrNull(target), mapOrNull(patch), shapeFor(field, target, patch));
  }
  for (const other of [target, patch]) {
    if (!isNull(other) && other?.kind !== leading.kind) throw wrongKind(leading, other);
  }
  if (leading.kind === 'list' && field?.kind === 'list') {
    return mergeList(listOrNull(target), listOrNull(patch), field);
  }
  const winner = patch ?? target;
  return isNull(winner) ? undefined : winner;
}

function wrongKind(expected: Node, actual: Node | undefined): Unbuildable {
  return new Unbuildable(`a patch puts a ${actual?.kind ?? 'null'} where the object has a ${expected.kind}`);
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
  throw new Unbuildable(`a patch mixes a ${node.kind} with a map`);
}

function listOrNull(node: Node | undefined): ListNode | null | undefined {
  return node === undefined || node.kind === 'list' ? node : null;
}

function mergeMap(target: MapOrNull, patch: MapOrNull, shape: Shape | undefined): Node | undefined {
  if (target?.kind !== 'map') {
    if (patch === undefined) return target !== undefined && target.text !== '' ? target.node : undefined;
    if (patch.kind !== 'map') return undefined;
    const { directive, rest } = splitMapDirective(patch);
    return directive === 'delete' ? undefined : mergeFields(rest, rest, shape);
  }
  if (patch === undefined) return mergeFields(target, undefined, shape);
  if (patch.kind !== 'map') return undefined;
  const { directive, rest } = splitMapDirective(patch);
  if (directive === 'delete') return undefined;
  return mergeFields(directive === 'replace' ? rest : target, rest, shape);
}

function mergeFields(target: MapNode, patch: MapNode | undefined, shape: Shape | undefined): MapNode {
  let entries: Map<string, Entry> | undefined;
  const names = new Set([...target.entries.keys(), ...(patch?.entries.keys() ?? [])]);
  for (const name of names) {
    const old = target.entries.get(name);
    const incoming = patch?.entries.get(name);
    const value = mergeValue(old?.value, incoming?.value, fieldOf(shape, name));
    if (value === old?.value) continue;
    entries ??= new Map(target.entries);
    const keyAt = old?.keyAt ?? incoming?.keyAt ?? target.at;
    if (value === undefined) entries.delete(name);
    else entries.set(name, { key: name, keyAt, value });
  }
  return entries === undefined ? target : { ...target, entries };
}

function fieldOf(shape: Shape | undefined, name: string): Field | undefined {
  return shape !== undefined && Object.hasOwn(shape, name) ? shape[name] : undefined;
}

function mergeList(
  target: ListNode | null | undefined,
  patch: ListNode | null | undefined,
  field: Field & { kind: 'list' },
): Node | undefined {
  const items: Field = { kind: 'map', shape: field.items };
  return mergeKeyedList(target, patch, field.keys, (onto, from) => ({
    value: mergeValue(onto, from, items),
    patched: from !== undefined && (from.kind === 'scalar' || isNull(onto) || asksToReplace(from)),
  }));
}
