import type { Place } from '../source/location.ts';
import type { ListNode, MapNode, Node, ScalarNode } from '../source/node.ts';
import { type GroupVersionKind, isSelected } from './resource.ts';
import { naming } from './build-problem.ts';
import { Unbuildable } from './unbuildable.ts';
import { emptyMap, isNull, mapItems, withEntry } from './values.ts';

/** A field of the objects of a kind that a transformer edits, kustomize's `fieldSpec`. */
export interface FieldSpec extends Partial<GroupVersionKind> {
  readonly path: readonly string[];
  /** Whether the way to the field is created where it is missing. */
  readonly create?: boolean;
}

/** Splits `a/b\/c` at its slashes; a backslash keeps one in a name. */
export function splitFieldPath(path: string): string[] {
  const parts = path.split('/');
  if (parts.length > 1 && parts[0] === '') parts.shift();
  const joined: string[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last?.endsWith('\\')) joined[joined.length - 1] = `${last.slice(0, -1)}/${part}`;
    else joined.push(part);
  }
  return joined;
}

/** @typeParam C what a change is told of the object */
export interface Edit<C = null> {
  readonly spec: FieldSpec;
  /** What stands at the end of a created path, and where created fields count as written; null never creates. */
  readonly creates: { readonly leaf: 'map' | 'scalar'; readonly at: Place } | null;
  readonly change: (field: Node, context: C) => Node;
}

/**
 * Edits every field that the path leads to, into the items of lists on the way. Missing and null
 * steps end it silently unless the field is to be created; a scalar on the way stops the build.
 */
export function editField<C>(root: MapNode, gvk: GroupVersionKind, edit: Edit<C>, context: C): MapNode {
  if (!isSelected(gvk, edit.spec)) return root;
  const edited = descend(root, 0, edit, context);
  return edited.kind === 'map' ? edited : root;
}

/** @param depth how many steps of the path lead to the node */
function descend<C>(node: Node, depth: number, edit: Edit<C>, context: C): Node {
  const { path } = edit.spec;
  if (node.kind === 'unknown') return node;
  if (depth === path.length) return edit.change(node, context);
  if (isNull(node)) return node;
  if (node.kind === 'list') return descendItems(node, depth, edit, context);
  if (node.kind === 'scalar') throw new Unbuildable(naming`expected a map or list on the way to ${path.join('/')}`);
  const step = path[depth] ?? '';
  const isList = step.endsWith('[]');
  const name = isList ? step.slice(0, -2) : step;
  const given = node.entries.get(name)?.value;
  const creates = edit.spec.create === true && !isList && isNull(given) ? edit.creates : null;
  const field = creates === null ? given : created(path.length - depth, creates);
  return field === undefined ? node : withEntry(node, name, descend(field, depth + 1, edit, context));
}

/** By itself, because a function with a closure in it takes memory at each call, whether it comes to that or not. */
function descendItems<C>(list: ListNode, depth: number, edit: Edit<C>, context: C): Node {
  return mapItems(list, (item) => descend(item, depth, edit, context));
}

function created(remaining: number, creates: NonNullable<Edit['creates']>): Node {
  return remaining > 1 || creates.leaf === 'map' ? emptyMap(creates.at) : emptyScalar(creates.at);
}

function emptyScalar(at: Place): ScalarNode {
  return { kind: 'scalar', value: '', text: '', style: 'plain', at };
}
