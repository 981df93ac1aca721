import type { RefusedEntity } from '../../kong/model/refused-entity.ts';
import type { ValueChange } from '../../source/change.ts';
import { scalarWrittenAt } from '../../source/node.ts';

type Ways = readonly (readonly ValueChange[])[];

/** What puts a refused entity right where there is one way: an anchor that says nothing, a name that stands twice. */
export function correctEntity({ object, at, problem }: RefusedEntity): Ways {
  const node = scalarWrittenAt(object.root, at);
  if (node === undefined || typeof node.value !== 'string') return [];
  if (problem.kind === 'path-start') {
    const { value: refused } = problem;
    const value = refused.replace(/^\^/, '');
    if (!value.startsWith('/') || value === refused || !node.value.endsWith(refused)) return [];
    // Of an Ingress, what says that it is a regular expression stands before it.
    const before = node.value.slice(0, node.value.length - refused.length);
    return [[{ kind: 'set', node, value: `${before}${value}` }]];
  }
  if (problem.kind !== 'plugin-twice' || problem.names[0] !== problem.names[1]) return [];
  const [name] = problem.names;
  const items = node.value.split(',');
  const first = items.findIndex((item) => item.trim() === name);
  const once = items.filter((item, index) => index === first || item.trim() !== name);
  return once.length < items.length ? [[{ kind: 'set', node, value: once.join(',') }]] : [];
}
