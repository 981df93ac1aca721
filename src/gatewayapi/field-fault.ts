import { get, type Node } from '../source/node.ts';
import { placeholderIn } from './placeholder.ts';

/**
 * What the API server has against a field that holds text: `lacks kind`, `has the kind "a_b"`; null where it takes it, and
 * where a part of it is not known.
 * @param isSound whether the schema takes the text
 */
export function textFault(
  item: Node,
  field: string,
  isSound: (text: string) => boolean,
  isRequired: boolean,
): string | null {
  const node = get(item, field);
  if (node === undefined) return isRequired && item.kind === 'map' ? `lacks ${field}` : null;
  if (node.kind !== 'scalar' || typeof node.value !== 'string' || placeholderIn(node.value) !== null) return null;
  return isSound(node.value) ? null : `has the ${field} "${node.value.slice(0, 100)}"`;
}
