import type { Place } from '../source/location.ts';
import { type Entry, type ListNode, type MapNode, type Node, type ScalarNode, scalarWith } from '../source/node.ts';

/** A hostile `a[999999999]=1` would make a list of that length; Helm itself stops at 65,536. */
const longestList = 1024;
const deepestPath = 30;

/**
 * The steps of a path as `helm --set` reads it: `proxy.stream[0].port`, with `\.` for a dot within
 * a key. Null where the text is no such path.
 */
export function parseSetPath(text: string): readonly (string | number)[] | null {
  const steps: (string | number)[] = [];
  for (const part of text.split(/(?<!\\)\./)) {
    const match = /^((?:\\.|[^[\]\\])*)((?:\[\d+\])*)$/.exec(part);
    if (match === null) return null;
    const [, key = '', indexes = ''] = match;
    if (key === '' && (indexes === '' || steps.length > 0)) return null;
    if (key !== '') steps.push(key.replace(/\\(.)/g, '$1'));
    for (const [, index] of indexes.matchAll(/\[(\d+)\]/g)) steps.push(Number(index));
  }
  const sound = steps.length <= deepestPath && steps.every((step) => typeof step === 'string' || step < longestList);
  return sound && typeof steps[0] === 'string' ? steps : null;
}

/** The map with `value` at the path; what stands in the way of the path is replaced, as Helm does. */
export function setPath(map: MapNode, steps: readonly (string | number)[], value: Node): MapNode {
  const set = setIn(map, steps, value);
  return set.kind === 'map' ? set : map;
}

function setIn(node: Node | undefined, steps: readonly (string | number)[], value: Node): Node {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list = node?.kind === 'list' ? node : emptyList(value.at);
    const items = [...list.items];
    while (items.length <= step) items.push(nullNode(value.at));
    items[step] = setIn(items[step], rest, value);
    return { ...list, items };
  }
  const map = node?.kind === 'map' ? node : emptyMap(value.at);
  const entry: Entry = { key: step, keyAt: value.at, value: setIn(map.entries.get(step)?.value, rest, value) };
  return { ...map, entries: new Map(map.entries).set(step, entry) };
}

/** The value that `--set` makes of a text: numbers, booleans and null are typed. */
export function typedScalar(node: ScalarNode, forceString: boolean): ScalarNode {
  const text = String(node.value ?? '');
  if (forceString) return scalarWith(node, { value: text });
  if (text === 'true' || text === 'false') return scalarWith(node, { value: text === 'true' });
  if (text === 'null') return scalarWith(node, { value: null });
  // Helm types whole numbers only, and keeps what begins with a zero as text.
  return scalarWith(node, { value: /^(0|-?[1-9]\d{0,14})$/.test(text) ? Number(text) : text });
}

/** An empty map written at a place. */
export function emptyMap(at: Place): MapNode {
  return { kind: 'map', flow: false, entries: new Map(), at };
}

function emptyList(at: Place): ListNode {
  return { kind: 'list', flow: false, items: [], at };
}

function nullNode(at: Place): ScalarNode {
  return { kind: 'scalar', value: null, text: 'null', style: 'plain', at };
}
