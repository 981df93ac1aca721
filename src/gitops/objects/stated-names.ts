import { stringAt, type Node } from '../../source/node.ts';
import type { NamedThing } from '../model/may-bring.ts';

/** Every map that states a kind and a name, in lists and templates of other objects too. */
export function statedNames(node: Node): readonly NamedThing[] {
  if (node.kind === 'list') return node.items.flatMap(statedNames);
  if (node.kind !== 'map') return [];
  const [kind, name] = [stringAt(node, 'kind')?.value, stringAt(node, 'metadata', 'name')?.value];
  const namespace = stringAt(node, 'metadata', 'namespace')?.value ?? null;
  const own = kind === undefined || name === undefined ? [] : [{ kind, namespace, name }];
  return [...own, ...[...node.entries.values()].flatMap(({ value }) => statedNames(value))];
}
