import type { Place } from '../source/location.ts';
import type { MapNode, Node, ScalarNode } from '../source/node.ts';
import { type GroupVersionKind, isSelected } from './resource.ts';
import { naming } from './build-problem.ts';
import { Unbuildable } from './unbuildable.ts';
import { emptyMap, isNull, withEntry, withItems } from './values.ts';

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

export interface Edit {
  readonly spec: FieldSpec;
  /** What stands at the end of a created path; null never creates. */
  readonly leaf: 'map' | 'scalar' | null;
  /** Where created fields count as written. */
  readonly at: Place;
  readonly change: (field: Node) => Node;
}

/**
 * Edits every field that the path leads to, into the items of lists on the way. Missing and null
 * steps end it silently unless the field is to be created; a scalar on the way stops the build.
 */
export function editField(root: MapNode, gvk: GroupVersionKind, edit: Edit): MapNode {
  if (!isSelected(gvk, edit.spec)) return root;
  const edited = descend(root, 0, edit);
  return edited.kind === 'map' ? edited : root;
}

/** @param depth how many steps of the path lead to the node */
function descend(node: Node, depth: number, edit: Edit): Node {
  const { path } = edit.spec;
  if (node.kind === 'unknown') return node;
  if (depth === path.length) return edit.change(node);
  if (isNull(node)) return node;
  if (node.kind === 'list')
    return withItems(
      node,
      node.items.map((item) => descend(item, depth, edit)),
    );
  if (node.kind === 'scalar') throw new Unbuildable(naming`expected a map or list on the way to ${path.join('/')}`);
  const step = path[depth] ?? '';
  const isList = step.endsWith('[]');
  const name = isList ? step.slice(0, -2) : step;
  const creates = edit.spec.create === true && edit.leaf !== null && !isList;
  const field = node.entries.get(name)?.value ?? (creates ? created(path.length - depth, edit) : undefined);
  if (field === undefined) return node;
  const filled = creates && isNull(field) ? created(path.length - depth, edit) : field;
  return withEntry(node, name, descend(filled, depth + 1, edit));
}

function created(remaining: number, edit: Edit): Node {
  return remaining > 1 || edit.leaf === 'map' ? emptyMap(edit.at) : emptyScalar(edit.at);
}

function emptyScalar(at: Place): ScalarNode {
  return { kind: 'scalar', value: '', text: '', style: 'plain', at };
}
