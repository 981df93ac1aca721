import { type Node, get } from '../source/node.ts';

/** A value and where it stands below the root: `['spec', 'listeners', 2, 'tls']`. */
export interface Found {
  readonly node: Node;
  readonly path: readonly (string | number)[];
}

/**
 * Every value at a path such as `spec.listeners[].tls`, in the order in which they stand. A list of which an item
 * or the whole is not known counts as one value that is not known.
 */
export function valuesAt(root: Node, path: string): readonly Found[] {
  let found: readonly Found[] = [{ node: root, path: [] }];
  for (const step of path.split('.')) {
    const isList = step.endsWith('[]');
    const key = isList ? step.slice(0, -2) : step;
    found = found.flatMap((each) => below(each, key, isList));
  }
  return found;
}

function below({ node, path }: Found, key: string, isList: boolean): readonly Found[] {
  const value = get(node, key);
  if (value === undefined) return [];
  // Lists that have no room for more, as those by a spread would: thousands of them are held.
  const here = path.concat(key);
  if (!isList || value.kind === 'unknown') return [{ node: value, path: here }];
  return value.kind === 'list' ? value.items.map((item, index) => ({ node: item, path: here.concat(index) })) : [];
}
