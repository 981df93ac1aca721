import type { Path } from '../kubernetes/schema/model/value.ts';
import { firstLocation, isLocation, type Location } from '../source/location.ts';
import { get, stringAt, type Entry, type MapNode, type Node } from '../source/node.ts';

/** Where the value at a path is written; for what is missing the closest value around it that is. */
export function valuePlace(root: MapNode, path: Path): Location | null {
  let here: Node = root;
  let place = markOf(root);
  for (const step of path) {
    const entry: Entry | undefined = here.kind === 'map' ? here.entries.get(String(step)) : undefined;
    const item: Node | undefined = here.kind === 'list' && typeof step === 'number' ? here.items[step] : undefined;
    const next: Node | undefined = entry?.value ?? item;
    if (next === undefined) return place;
    here = next;
    // A map or list is shown by the key above it, which is one line; a value by itself.
    const at = next.kind === 'map' || next.kind === 'list' ? (entry?.keyAt ?? startOf(next)) : next.at;
    if (at !== undefined && isLocation(at)) place = at;
  }
  return place;
}

/** The items of lists that a path leads through, by their names where they have one: `listeners[http]`. */
export function itemsAround(root: MapNode, path: Path): readonly string[] {
  let here: Node | undefined = root;
  const found: string[] = [];
  for (const [index, step] of path.entries()) {
    here = here === undefined ? undefined : get(here, step);
    const list = path[index - 1];
    if (typeof step !== 'number' || typeof list !== 'string') continue;
    const name = stringAt(here, 'name')?.value;
    found.push(`${list}[${name === undefined || name.length > longestName ? step : name}]`);
  }
  return found;
}

const longestName = 63;

/** Where the last key of a path is written. */
export function keyPlace(root: MapNode, path: Path): Location | null {
  let here: Node | undefined = root;
  for (const step of path.slice(0, -1)) {
    here =
      here.kind === 'map'
        ? here.entries.get(String(step))?.value
        : here.kind === 'list' && typeof step === 'number'
          ? here.items[step]
          : undefined;
    if (here === undefined) return null;
  }
  const entry = here.kind === 'map' ? here.entries.get(String(path.at(-1))) : undefined;
  return entry && isLocation(entry.keyAt) ? entry.keyAt : null;
}

/** An object as a whole is shown at its kind. */
function markOf(root: MapNode): Location | null {
  const entries = ['kind', 'apiVersion'].flatMap((key) => root.entries.get(key)?.value.at ?? []);
  return firstLocation(...entries, root.at) ?? null;
}

/** Where an item of a list begins: its first key, or the value itself. */
function startOf(node: Node): Location | undefined {
  if (node.kind === 'map') {
    const [first] = node.entries.values();
    if (first && isLocation(first.keyAt)) return first.keyAt;
  }
  return isLocation(node.at) ? node.at : undefined;
}
