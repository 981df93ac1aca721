import type { KubeObject } from '../kubernetes/object.ts';
import { get } from '../source/node.ts';
import { valuePlace } from './places.ts';
import type { ObjectBreach, ObjectVerdict } from './verdict.ts';

/** Why an object that has no name is refused: that one reason, as whatever else is wrong with it comes after. */
export function namelessVerdict(object: KubeObject): ObjectVerdict | null {
  const at = valuePlace(object.root, ['metadata', 'name']);
  if (at === null) return null;
  const breach: ObjectBreach = { ...reason(object), at, path: 'metadata.name', within: [] };
  return {
    object,
    label: null,
    statedAt: null,
    notServed: null,
    breaches: [breach],
    unknownFields: [],
    isUnverified: false,
  };
}

function reason({ root }: KubeObject): Pick<ObjectBreach, 'kind' | 'message'> {
  const name = get(root, 'metadata', 'name');
  if (name === undefined) {
    const isBeside = get(root, 'name')?.kind === 'scalar';
    return {
      kind: 'required',
      message: isBeside ? 'name is required in metadata, and stands beside it' : 'name is required in metadata',
    };
  }
  if (name.kind !== 'scalar') return { kind: 'type', message: 'name must be a string' };
  if (name.value === null || name.value === '') return { kind: 'required', message: 'name must not be empty' };
  return { kind: 'type', message: 'name must be a string; put it in quotes' };
}
