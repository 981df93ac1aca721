import type { ListNode, MapNode, Node, ScalarNode } from '../source/node.ts';
import { compileRegex } from './regex.ts';
import { naming } from './build-problem.ts';
import { Unbuildable } from './unbuildable.ts';
import { emptyMap, isNull, rawText, stringNode, withEntry, withItems } from './values.ts';
import { trimmed } from '../source/trim.ts';

/**
 * Splits the path of a replacement at its dots. A backslash keeps a dot; brackets hold together,
 * and fall away unless they hold a condition: `metadata.annotations.[a.b/c]`, `spec.[name=x.y]`.
 */
export function splitDotted(path: string): string[] {
  const parts = splitEscaped(path);
  const joined: string[] = [];
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index] ?? '';
    if (!part.startsWith('[') || part.endsWith(']')) {
      joined.push(part);
      continue;
    }
    const held = [part];
    while (index < parts.length - 1 && !(held.at(-1) ?? '').endsWith(']')) held.push(parts[++index] ?? '');
    const text = held.join('.');
    joined.push(text.includes('=') ? text : trimmed(text, '[]'));
  }
  return joined;
}

function splitEscaped(path: string): string[] {
  const parts = path.split('.');
  if (parts.length > 1 && parts[0] === '') parts.shift();
  const joined: string[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last?.endsWith('\\')) joined[joined.length - 1] = `${last.slice(0, -1)}.${part}`;
    else joined.push(part);
  }
  return joined;
}

interface Condition {
  readonly field: string;
  readonly value: string;
}

/** `[name=x]` as a condition on list items; `[=x]` is one on scalars. */
function conditionOf(part: string): Condition | null {
  if (!part.startsWith('[') || !part.endsWith(']')) return null;
  const inner = part.slice(1, -1);
  const equals = inner.indexOf('=');
  if (equals < 0) throw new Unbuildable(naming`the list step ${part} has no field=value`);
  return { field: inner.slice(0, equals), value: inner.slice(equals + 1) };
}

function isIndex(part: string): boolean {
  return /^\+?[0-9]{1,9}$/.test(part);
}

/** The value at a path of a replacement's source; undefined where the path ends early. */
export function lookUp(root: Node, path: readonly string[]): Node | undefined {
  let here: Node | undefined = root;
  for (const step of path.map((part) => part.trim()).filter((part) => part !== '')) {
    if (here === undefined || here.kind === 'unknown') return here;
    here = isNull(here) ? undefined : stepInto(here, step);
  }
  return here;
}

function stepInto(node: Node, part: string): Node | undefined {
  const condition = conditionOf(part);
  if (condition === null && part !== '-' && !isIndex(part)) {
    if (node.kind !== 'map') throw new Unbuildable(naming`${part} is looked for in something that is not a map`);
    return node.entries.get(part)?.value;
  }
  if (node.kind !== 'list') throw new Unbuildable(naming`${part} is looked for in something that is not a list`);
  if (condition === null) return part === '-' ? node.items.at(-1) : node.items[Number(part)];
  return node.items.find((item) => {
    if (condition.field === '') return rawText(item) === condition.value;
    const value = item.kind === 'map' ? item.entries.get(condition.field)?.value : undefined;
    return value !== undefined && rawText(value) === condition.value;
  });
}

/** What to do at the end of a path, and the value to create missing steps for (null: never). */
export interface PathChange {
  readonly create: Node | null;
  readonly change: (field: Node) => Node;
}

/** Changes every field that a replacement's target path leads to; leading nowhere stops the build. */
export function changeAt(root: MapNode, path: readonly string[], edit: PathChange): MapNode {
  let found = 0;
  const counted: PathChange = {
    ...edit,
    change: (field) => {
      found++;
      return edit.change(field);
    },
  };
  const changed = descend(root, path, counted);
  const verb = edit.create === null ? 'find' : 'find or create';
  if (found === 0)
    throw new Unbuildable(naming`unable to ${verb} field ${path.join('.')} in the target of a replacement`);
  return changed.kind === 'map' ? changed : root;
}

function descend(node: Node, path: readonly string[], edit: PathChange): Node {
  const [step, ...rest] = path;
  if (step === undefined) return edit.change(node);
  if (node.kind === 'unknown') return edit.change(node);
  const inner = (child: Node) => descend(child, rest, edit);
  if (isIndex(step)) return atIndex(listOf(node, step), Number(step), rest[0], edit, inner);
  const condition = conditionOf(step);
  if (condition !== null) return atMatching(listOf(node, step), condition, rest, edit);
  if (step === '*') return isNull(node) ? node : withItems(listOf(node, step), listOf(node, step).items.map(inner));
  return atField(node, step, rest[0], edit, inner);
}

function listOf(node: Node, step: string): ListNode {
  if (node.kind === 'list') return node;
  throw new Unbuildable(naming`${step} is looked for in something that is not a list`);
}

function atField(
  node: Node,
  step: string,
  next: string | undefined,
  edit: PathChange,
  inner: (child: Node) => Node,
): Node {
  if (isNull(node)) return node;
  if (node.kind !== 'map') throw new Unbuildable(naming`${step} is looked for in something that is not a map`);
  const field = node.entries.get(step)?.value ?? (edit.create === null ? undefined : created(next, edit.create));
  return field === undefined ? node : withEntry(node, step, inner(field));
}

function atIndex(
  list: ListNode,
  index: number,
  next: string | undefined,
  edit: PathChange,
  inner: (child: Node) => Node,
): ListNode {
  const grows = index === list.items.length && edit.create !== null;
  const items = grows && edit.create !== null ? [...list.items, created(next, edit.create)] : list.items;
  if (index >= items.length)
    throw new Unbuildable(naming`index ${index} is beyond the ${items.length} items of a list`);
  return withItems(
    list,
    items.map((item, position) => (position === index ? inner(item) : item)),
  );
}

/** The value of a condition is a regular expression here, found anywhere in the item's text. */
function atMatching(list: ListNode, condition: Condition, rest: readonly string[], edit: PathChange): ListNode {
  const regex = compileRegex(condition.value);
  if (regex === null) throw new Unbuildable(naming`${condition.value.slice(0, 80)} is not a valid regular expression`);
  const matches = (item: Node): boolean => {
    const value =
      condition.field === '' ? item : item.kind === 'map' ? item.entries.get(condition.field)?.value : undefined;
    return value !== undefined && regex.test(rawText(value).trim());
  };
  // A condition on scalars ends the path, whatever follows.
  const change = (item: Node) => (condition.field === '' ? edit.change(item) : descend(item, rest, edit));
  if (list.items.some(matches) || edit.create === null) {
    return withItems(
      list,
      list.items.map((item) => (matches(item) ? change(item) : item)),
    );
  }
  const at = edit.create.at;
  const value = stringNode(condition.value, at);
  const item = condition.field === '' ? value : withEntry(emptyMap(at), condition.field, value);
  return withItems(list, [...list.items, change(item)]);
}

/** A step that is created becomes what the next step needs, the last one what the value is. */
function created(next: string | undefined, value: Node): Node {
  if (next === undefined) {
    const empty: ScalarNode = { kind: 'scalar', value: null, text: '', style: 'plain', at: value.at };
    return value.kind === 'map' ? emptyMap(value.at) : value.kind === 'list' ? { ...value, items: [] } : empty;
  }
  const isList = isIndex(next) || (next.startsWith('[') && next.endsWith(']'));
  return isList ? { kind: 'list', flow: false, items: [], at: value.at } : emptyMap(value.at);
}
