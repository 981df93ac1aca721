import { groupOf, isReviewed, kindOf } from '../../kubernetes/known-kinds.ts';
import { type MapNode, type Node, stringAt } from '../../source/node.ts';
import { statesOurs, statesOursEncoded } from './states-ours.ts';

/** Objects of Gateway API or Kong that stand inside something else: maps, and texts that state some. */
export interface NestedObjects {
  /** What they stand in: kind and name of an object, or null. */
  readonly inside: string | null;
  readonly nodes: readonly Node[];
}

/** Keys whose content is never applied as it stands: what was applied before, and what builds lay over objects. */
const apart = /^(annotations|description|openAPIV3Schema|patch|patches|patchesStrategicMerge|patchesJson6902)$/;

/** What a document states inside of something that is no object of ours itself. */
export function nestedObjects(root: Node): NestedObjects {
  const nodes: Node[] = [];
  const kind = stringAt(root, 'kind')?.value;
  const name = stringAt(root, 'metadata', 'name')?.value ?? '';
  const inside = kind === undefined ? null : `${kind} ${name}`.trim().slice(0, 100);
  const left: Node[] = root.kind === 'map' && isOurs(root) ? [] : [root];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (node !== root && (isStated(node) || isText(node))) nodes.push(node);
    else if (node.kind === 'list') left.push(...node.items.toReversed());
    else if (node.kind === 'map') left.push(...below(node, node === root).toReversed());
  }
  return { inside, nodes };
}

/** Items of a list are read by themselves. */
function below({ entries }: MapNode, isRoot: boolean): readonly Node[] {
  const kind = isRoot ? entries.get('kind')?.value : undefined;
  const isList = kind?.kind === 'scalar' && String(kind.value).endsWith('List');
  return [...entries.values()].flatMap(({ key, value }) =>
    apart.test(key) || (isList && key === 'items') ? [] : [value],
  );
}

function isOurs(node: MapNode): boolean {
  const version = stringAt(node, 'apiVersion')?.value;
  const kind = stringAt(node, 'kind')?.value;
  return version !== undefined && kind !== undefined && isReviewed({ group: groupOf(version), kind });
}

/** A reference has an apiVersion and a kind too, and nothing but scalars beside them. */
function isStated(node: Node): boolean {
  if (node.kind !== 'map') return false;
  const group = groupOf(stringAt(node, 'apiVersion')?.value ?? '');
  const kind = stringAt(node, 'kind')?.value ?? '';
  // A workload inside another object is that one's own.
  return (
    kindOf(group, kind)?.matters === 'reviewed' &&
    [...node.entries.values()].some(({ value }) => value.kind !== 'scalar')
  );
}

function isText(node: Node): boolean {
  if (node.kind !== 'scalar' || typeof node.value !== 'string' || node.value.length <= 40) return false;
  return statesOurs(node.value) || statesOursEncoded(node.value);
}
