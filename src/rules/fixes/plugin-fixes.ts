import type { PlacedRefusal, RefusedPlugin } from '../../kong/model/refused-plugin.ts';
import { editDistance } from '../../source/edit-distance.ts';
import type { ValueChange } from '../../source/change.ts';
import { get } from '../../source/node.ts';

type Ways = readonly (readonly ValueChange[])[];

/** What puts one refusal right, where there is one way: a key that is one letter off, a number or boolean in quotes. */
export function correctPlugin({ object }: RefusedPlugin, { path, problem }: PlacedRefusal): Ways {
  const node = get(object.root, ...path);
  if (problem.kind === 'unknown-field') {
    const key = String(path.at(-1));
    const map = get(object.root, ...path.slice(0, -1));
    const { nearest } = problem;
    if (nearest === null || map?.kind !== 'map' || map.entries.has(nearest) || editDistance(key, nearest) !== 1)
      return [];
    return [[{ kind: 'move', map, from: [key], to: [nearest] }]];
  }
  if (problem.kind === 'not-enabled') {
    const { nearest } = problem;
    if (nearest === null || node?.kind !== 'scalar' || editDistance(String(node.value), nearest) !== 1) return [];
    return [[{ kind: 'set', node, value: nearest }]];
  }
  if ((problem.kind !== 'value' && problem.kind !== 'crash') || node?.kind !== 'scalar') return [];
  const value = unquoted(problem.type, node.value);
  return value === null ? [] : [[{ kind: 'set', node, value }]];
}

function unquoted(type: string | null, value: unknown): number | boolean | null {
  if (typeof value !== 'string') return null;
  if (type === 'boolean') return value === 'true' ? true : value === 'false' ? false : null;
  const isNumber = type === 'integer' || type === 'number';
  return isNumber && /^-?(0|[1-9][0-9]{0,14})$/.test(value) ? Number(value) : null;
}
