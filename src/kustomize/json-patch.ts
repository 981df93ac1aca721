import type { ListNode, MapNode, Node } from '../source/node.ts';
import { rawText, withEntry, withItems, withoutEntry } from './values.ts';
import { assertBounded, bounds } from './bounds.ts';
import { naming } from './build-problem.ts';
import { Unbuildable } from './unbuildable.ts';

/**
 * Applies the operations of a JSON patch (RFC 6902) as the library inside kustomize does: `replace`
 * creates a missing key, negative indexes count from the end. An operation that does not apply
 * stops the build.
 */
export function applyJsonPatch(target: MapNode, operations: readonly Node[]): MapNode {
  if (operations.length > bounds.operations)
    throw new Unbuildable(naming`a JSON patch has more than ${bounds.operations} operations`, { cause: 'limit' });
  let root: Node = target;
  for (const operation of operations) {
    const parsed = readOperation(operation);
    root = applyOperation(root, parsed);
    if (parsed.op === 'copy') assertBounded(root);
  }
  if (root.kind !== 'map') throw new Unbuildable('a JSON patch leaves no object behind');
  return root;
}

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly from: string;
  readonly value: Node | undefined;
}

function readOperation(node: Node): Operation {
  if (node.kind !== 'map') throw new Unbuildable('an operation of a JSON patch is not a map');
  const text = (key: string) => rawText(node.entries.get(key)?.value);
  return { op: text('op'), path: text('path'), from: text('from'), value: node.entries.get('value')?.value };
}

function applyOperation(root: Node, operation: Operation): Node {
  const { op, path, from } = operation;
  const missing: Node = { kind: 'scalar', value: null, text: '', style: 'plain', at: root.at };
  const value = operation.value ?? missing;
  const refused = (reason: string) => new Unbuildable(naming`JSON patch: ${op} ${path}: ${reason}`);
  switch (op) {
    case 'add':
      return at(root, path, (container, key) => added(container, key, value), refused);
    case 'remove':
      return at(root, path, (container, key) => removed(container, key, refused), refused);
    case 'replace':
      if (path === '') return value;
      return at(root, path, (container, key) => replaced(container, key, value, refused), refused);
    case 'move': {
      const moved = read(root, from, refused) ?? value;
      const without = at(root, from, (container, key) => removed(container, key, refused), refused);
      return at(without, path, (container, key) => added(container, key, moved), refused);
    }
    case 'copy': {
      const copied = read(root, from, refused) ?? missing;
      return at(root, path, (container, key) => added(container, key, copied), refused);
    }
    case 'test': {
      const found = path === '' ? root : read(root, path, refused);
      if (!sameValue(found, operation.value)) throw refused('the test fails');
      return root;
    }
    default:
      throw new Unbuildable(naming`JSON patch: unexpected operation '${op}'`);
  }
}

type Refused = (reason: string) => Unbuildable;

function tokensOf(path: string): string[] | null {
  const parts = path.split('/');
  return parts.length < 2
    ? null
    : parts.slice(1).map((part) => part.replaceAll(/~[01]/g, (m) => (m === '~1' ? '/' : '~')));
}

/** Rebuilds the way to the container that holds the last token, and lets `edit` change it there. */
function at(root: Node, path: string, edit: (container: Node, key: string) => Node, refused: Refused): Node {
  const tokens = tokensOf(path);
  if (tokens === null) throw refused('the path does not exist');
  const last = tokens.at(-1) ?? '';
  const descend = (node: Node, depth: number): Node => {
    if (node.kind === 'unknown') return node;
    if (depth === tokens.length - 1) {
      if (node.kind === 'scalar') throw refused('the path does not exist');
      return edit(node, last);
    }
    const token = tokens[depth] ?? '';
    const child = childOf(node, token);
    if (child === undefined || (child.kind === 'scalar' && child.value === null))
      throw refused('the path does not exist');
    return withChild(node, token, descend(child, depth + 1));
  };
  return descend(root, 0);
}

/** The value there; undefined for a key that the last map lacks, which the library takes for null. */
function read(root: Node, path: string, refused: Refused): Node | undefined {
  const tokens = tokensOf(path);
  if (tokens === null) throw refused(`${path} does not exist`);
  let here: Node | undefined = root;
  for (const token of tokens) {
    if (here?.kind === 'unknown') return here;
    if (here === undefined || here.kind === 'scalar') throw refused(`${path} does not exist`);
    const isList: boolean = here.kind === 'list';
    here = childOf(here, token);
    if (here === undefined && (isList || token !== tokens.at(-1))) throw refused(`${path} does not exist`);
  }
  return here;
}

function childOf(node: Node, token: string): Node | undefined {
  if (node.kind === 'map') return node.entries.get(token)?.value;
  if (node.kind !== 'list') return undefined;
  const index = indexOf(token, node.items.length);
  return index === null ? undefined : node.items[index];
}

function withChild(node: Node, token: string, child: Node): Node {
  if (node.kind === 'map') return withEntry(node, token, child);
  if (node.kind !== 'list') return node;
  const index = indexOf(token, node.items.length);
  return withItems(
    node,
    node.items.map((item, position) => (position === index ? child : item)),
  );
}

/** An index into a list of `length`; null when it is no number or out of bounds. */
function indexOf(token: string, length: number): number | null {
  if (!/^[+-]?[0-9]{1,9}$/.test(token)) return null;
  const index = Number(token) < 0 ? Number(token) + length : Number(token);
  return index >= 0 && index < length ? index : null;
}

function added(container: Node, key: string, value: Node): Node {
  if (container.kind === 'map') return withEntry(container, key, value);
  if (container.kind !== 'list') return container;
  const index = key === '-' ? container.items.length : indexOf(key, container.items.length + 1);
  if (index === null)
    throw new Unbuildable(naming`JSON patch: add: no index ${key} in a list of ${container.items.length}`);
  return insertAt(container, index, value);
}

function insertAt(list: ListNode, index: number, value: Node): ListNode {
  return withItems(list, [...list.items.slice(0, index), value, ...list.items.slice(index)]);
}

function removed(container: Node, key: string, refused: Refused): Node {
  if (container.kind === 'map') {
    if (!container.entries.has(key)) throw refused(`there is no key ${key}`);
    return withoutEntry(container, key);
  }
  if (container.kind !== 'list') return container;
  const index = indexOf(key, container.items.length);
  if (index === null) throw refused(`there is no index ${key}`);
  return withItems(
    container,
    container.items.filter((_, position) => position !== index),
  );
}

function replaced(container: Node, key: string, value: Node, refused: Refused): Node {
  if (container.kind === 'list' && indexOf(key, container.items.length) === null) {
    throw refused(`there is no index ${key}`);
  }
  return withChild(container, key, value);
}

function sameValue(left: Node | undefined, right: Node | undefined): boolean {
  if (left?.kind === 'unknown' || right?.kind === 'unknown') return true;
  if (left?.kind === 'map' && right?.kind === 'map') {
    return (
      left.entries.size === right.entries.size &&
      [...left.entries.values()].every(({ key, value }) => sameValue(value, right.entries.get(key)?.value ?? undefined))
    );
  }
  if (left?.kind === 'list' && right?.kind === 'list') {
    return left.items.length === right.items.length && left.items.every((item, i) => sameValue(item, right.items[i]));
  }
  const valueOf = (node: Node | undefined) => (node?.kind === 'scalar' ? node.value : node === undefined ? null : node);
  return valueOf(left) === valueOf(right);
}
