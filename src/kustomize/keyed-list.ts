import { isLocation } from '../source/location.ts';
import type { ListNode, Node } from '../source/node.ts';
import { bounds } from './bounds.ts';
import { keyTuples } from './key-tuples.ts';
import { hasDirectiveInside, splitListDirective, withoutDirective } from './patch-directive.ts';
import { naming } from './build-problem.ts';
import { Unbuildable } from './unbuildable.ts';
import { isNull, isNullOrEmptyMap, rawText, withItems } from './values.ts';

/** The result of merging two elements; `patched` when it is the patch's element, not the target's. */
export interface MergedElement {
  readonly value: Node | undefined;
  readonly patched: boolean;
}

/** A box around an element: kustomize edits elements in place, and finds them again by identity. */
interface Cell {
  node: Node;
  /** Whether it is a patch's element that has been merged into an element of the target. */
  spent: boolean;
}

/** The elements of a list, which loses what is merged away; one and the same where a list is merged with itself. */
interface Cells {
  cells: readonly Cell[];
}

type MergeElements = (target: Node | undefined, patch: Node | undefined) => MergedElement;

/**
 * Merges two lists by the values of `keys` (no keys: a list of scalars, by value). Null stands for
 * an explicit null. Elements of the patch come first, then the rest of the target in its order:
 * kustomize's order, its treatment of missing second keys and of duplicates included.
 */
export function mergeKeyedList(
  target: ListNode | null | undefined,
  patch: ListNode | null | undefined,
  keys: readonly string[],
  mergeElements: MergeElements,
): Node | undefined {
  if (target === null || target === undefined) return patch ? mergeItself(patch, keys, mergeElements) : undefined;
  if (patch === null) return undefined;
  if (patch === undefined) return mergeCells(target, cellsOf(target), { cells: [] }, keys, mergeElements);
  const { directive, rest } = splitListDirective(patch);
  if (directive === 'delete') return undefined;
  if (directive === 'replace' || target === patch) return mergeItself(rest, keys, mergeElements);
  return mergeCells(target, cellsOf(target), cellsOf(rest), keys, mergeElements);
}

/** A list that only the patch has is merged with itself, which drops nulls and duplicates. */
function mergeItself(list: ListNode, keys: readonly string[], mergeElements: MergeElements): ListNode {
  const cells = cellsOf(list);
  return mergeCells(list, cells, cells, keys, mergeElements);
}

function cellsOf(list: ListNode): Cells {
  return { cells: list.items.map((node) => ({ node, spent: false })) };
}

function mergeCells(
  list: ListNode,
  target: Cells,
  patch: Cells,
  givenKeys: readonly string[],
  mergeElements: MergeElements,
): ListNode {
  const all = [...patch.cells, ...target.cells];
  if (all.length > bounds.mergedItems) {
    throw new Unbuildable(naming`a list that is merged by its items has more than ${bounds.mergedItems} of them`, {
      cause: 'limit',
    });
  }
  const keys = givenKeys.length === 0 ? [''] : givenKeys;
  const tuples = keyTuples(
    all.map(({ node }) => node),
    givenKeys,
  );
  if (tuples.length === 0) return list;
  if (patch.cells.length === 0 && isOrderly(tuples, target.cells)) return mergeAlone(list, mergeElements);
  let merged: Cell[] = [];
  let valid: Match = { keys, values: [] };
  for (const tuple of tuples) {
    valid = validMatch(tuples, tuple, keys);
    const narrow = validMatch([valid.values], valid.values, valid.keys);
    const cell = mergeCell(findCell(target.cells, narrow), findCell(patch.cells, narrow), mergeElements);
    if (cell === null || isNullOrEmptyMap(cell.node)) target.cells = setElement(target.cells, null, valid);
    else merged = setElement(merged, cell, valid);
  }
  const cells = appendRest(merged, target.cells, valid.keys);
  return withItems(
    list,
    cells.map((cell) => cell.node),
  );
}

/**
 * Merges two elements in place, as kustomize does, and returns the one that stands for both; null
 * when none is left. A patch's element can be met again, with what remains of it.
 */
function mergeCell(onto: Cell | undefined, from: Cell | undefined, mergeElements: MergeElements): Cell | null {
  if (from?.spent === true && hasDirectiveInside(from.node)) {
    throw new Unbuildable('directives inside an element of a patch that is merged more than once are not followed', {
      cause: 'unsupported',
    });
  }
  const { value, patched } = mergeElements(onto?.node, from?.node);
  const cell = patched ? from : onto;
  if (from !== undefined) {
    from.node = withoutDirective(from.node);
    from.spent = value !== undefined && from !== cell;
  }
  if (value === undefined || cell === undefined) return null;
  cell.node = value;
  return cell;
}

/** Whether every element has keys of its own, so that without a patch nothing moves or falls together. */
function isOrderly(tuples: readonly (readonly string[])[], targets: readonly Cell[]): boolean {
  return (
    tuples.length === targets.length &&
    tuples.every((tuple) => tuple.every((text) => text !== '')) &&
    new Set(tuples.map((tuple) => tuple.join('\0'))).size === tuples.length
  );
}

function mergeAlone(list: ListNode, mergeElements: MergeElements): ListNode {
  const items = list.items.map((item) => mergeElements(item, undefined).value);
  return withItems(
    list,
    items.filter((item): item is Node => item !== undefined && !isNullOrEmptyMap(item)),
  );
}

interface Match {
  readonly keys: readonly string[];
  readonly values: readonly string[];
}

/** The keys that some element of the lists has, with this one's values; all keys where no element has any of them. */
function validMatch(tuples: readonly (readonly string[])[], tuple: readonly string[], keys: readonly string[]): Match {
  const isUsed = keys.map((_, index) => tuples.some((values) => (values[index] ?? '') !== ''));
  if (!isUsed.includes(true)) return { keys, values: tuple };
  return { keys: keys.filter((_, index) => isUsed[index]), values: tuple.filter((_, index) => isUsed[index]) };
}

function findCell(cells: readonly Cell[], match: Match): Cell | undefined {
  if (match.keys[0] === '') return cells.find(({ node }) => rawText(node) === match.values[0]);
  return cells.find(
    ({ node }) =>
      node.kind === 'map' &&
      match.keys.every((key, index) => {
        const value = node.entries.get(key)?.value;
        return value !== undefined && rawText(value) === match.values[index];
      }),
  );
}

/**
 * Puts `element` where an element matches, else at the end; null removes what matches. Null and
 * empty elements fall out on the way.
 */
function setElement(cells: readonly Cell[], element: Cell | null, match: Match): Cell[] {
  const kept: Cell[] = [];
  let found = false;
  for (const cell of cells) {
    if (isNullOrEmptyMap(cell.node)) continue;
    if (!matches(cell.node, match)) {
      if (match.values.length > 0) kept.push(cell);
      continue;
    }
    found = true;
    if (element !== null) kept.push(element);
  }
  if (element !== null && !found && !isNull(element.node)) kept.push(element);
  return kept;
}

function matches(node: Node, match: Match): boolean {
  if (match.keys[0] === '') {
    if (node.kind === 'scalar') return rawText(node) === (match.values[0] ?? '');
    throw new Unbuildable(naming`an element of a list that is merged by its values is a ${node.kind}${at(node)}`);
  }
  if (node.kind !== 'map') {
    if ((match.values[0] ?? '') !== '') return false;
    throw new Unbuildable(
      naming`an element of a list that is merged by ${match.keys.join(', ')} is not a map${at(node)}`,
    );
  }
  if (match.values.length === 0) return false;
  return match.keys.every((key, index) => {
    // An element without its second key gives one value: what the first key found then stands.
    if (index >= match.values.length) return true;
    const value = node.entries.get(key)?.value;
    const wanted = match.values[index];
    return value !== undefined && (wanted === '' || rawText(value) === wanted);
  });
}

function at(node: Node): string {
  return isLocation(node.at) ? ` (line ${String(node.at.line)})` : '';
}

/** Appends what the patch did not touch; elements already merged replace themselves. */
function appendRest(merged: Cell[], rest: readonly Cell[], keys: readonly string[]): Cell[] {
  let cells = merged;
  for (const cell of rest) {
    if (keys[0] === '') {
      cells = setElement(cells, cell, { keys, values: [rawText(cell.node)] });
      continue;
    }
    const values: string[] = [];
    for (const key of keys) {
      const value = cell.node.kind === 'map' ? cell.node.entries.get(key)?.value : undefined;
      if (value === undefined) cells = [...cells, cell];
      else values.push(rawText(value));
    }
    if (keys.length > 1) cells = setElement(cells, null, { keys, values });
    cells = setElement(cells, cell, { keys, values });
  }
  return cells;
}
