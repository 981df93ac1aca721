import type { ListNode, MapNode, Node } from '../source/node.ts';
import { naming } from './build-problem.ts';
import { Unbuildable } from './unbuildable.ts';
import { isNullOrEmptyMap, rawText, withItems, withoutEntry } from './values.ts';

/** What `$patch` in a map or list of a patch says; `merge` when it says nothing. */
export type Directive = 'merge' | 'replace' | 'delete';

const key = '$patch';

/** The directive of a map, and the map without it. */
export function splitMapDirective(patch: MapNode): { directive: Directive; rest: MapNode } {
  const value = patch.entries.get(key)?.value;
  if (value === undefined) return { directive: 'merge', rest: patch };
  return { directive: directiveOf(value), rest: withoutEntry(patch, key) };
}

/** The same for a map that only the patch has, where a word that is no directive is a field like others. */
export function splitAddedMapDirective(patch: MapNode): { directive: Directive; rest: MapNode } {
  const value = patch.entries.get(key)?.value;
  return value === undefined || isDirective(rawText(value))
    ? splitMapDirective(patch)
    : { directive: 'merge', rest: patch };
}

/** What a merge leaves of a patch's element: kustomize takes a directive out of the patch when it follows it. */
export function withoutDirective(patch: Node): Node {
  return patch.kind === 'map' ? withoutEntry(patch, key) : patch;
}

/** Whether a map inside this one has a directive. */
export function hasDirectiveInside(node: Node): boolean {
  if (node.kind !== 'map') return false;
  return [...node.entries.values()].some(
    ({ value }) => value.kind === 'map' && (value.entries.has(key) || hasDirectiveInside(value)),
  );
}

/** The directive of a list is an element of its own, `- $patch: replace`. */
export function splitListDirective(patch: ListNode): { directive: Directive; rest: ListNode } {
  const element = patch.items.find((item) => item.kind === 'map' && item.entries.has(key));
  const value = element?.kind === 'map' && element.entries.size === 1 ? element.entries.get(key)?.value : undefined;
  if (value === undefined) return { directive: 'merge', rest: patch };
  const directive = directiveOf(value);
  const rest = patch.items.filter((item) => !isNullOrEmptyMap(item) && !saysDirective(item, directive));
  return { directive, rest: withItems(patch, rest) };
}

/** Whether a patch's map asks to take the place of the target's. */
export function asksToReplace(patch: Node | undefined): boolean {
  return patch?.kind === 'map' && rawText(patch.entries.get(key)?.value) === 'replace';
}

function saysDirective(item: Node, directive: Directive): boolean {
  return item.kind === 'map' && rawText(item.entries.get(key)?.value) === directive;
}

function directiveOf(value: Node): Directive {
  const word = rawText(value);
  if (isDirective(word)) return word;
  throw new Unbuildable(naming`unknown patch strategy '${word}'`);
}

function isDirective(word: string): word is Directive {
  return word === 'delete' || word === 'replace' || word === 'merge';
}
