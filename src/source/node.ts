import type { Located, Place } from './location.ts';

/**
 * One YAML value that knows where it was written. Downstream of `source` every document, every
 * merged Helm value and every built kustomize object is a tree of these, so a value keeps the file
 * and line that set it through every merge. Nodes are immutable; merging makes new ones.
 */
export type Node = MapNode | ListNode | ScalarNode | UnknownNode;

/** The scalars of YAML 1.1 as go-yaml reads them (kubectl and Helm both do). */
export type Scalar = string | number | boolean | null;

/** To the compiler scalars and entries are classes, as places are, so that it notices where one is spread. */
export declare class ScalarNode {
  get kind(): 'scalar';
  get value(): Scalar;
  /** The scalar as it stands in the file, quotes included. */
  get text(): string;
  get style(): 'plain' | 'single' | 'double' | 'literal' | 'folded';
  get at(): Place;
}

export declare class Entry {
  get key(): string;
  get keyAt(): Place;
  get value(): Node;
}

/** What a scalar may be made to say otherwise. */
export type ScalarChange = { readonly [K in Exclude<keyof ScalarNode, 'kind'>]?: ScalarNode[K] };

/** A scalar that says something else. */
export function scalarWith({ value, text, style, at }: ScalarNode, change: ScalarChange): ScalarNode {
  return { kind: 'scalar', value, text, style, at, ...change };
}

/** A node as it is, at another place. */
export function movedTo(node: Node, at: Place): Node {
  return node.kind === 'scalar' ? scalarWith(node, { at }) : { ...node, at };
}

/** The same key with another value. */
export function withValue({ key, keyAt }: Entry, value: Node): Entry {
  return { key, keyAt, value };
}

export interface MapNode {
  readonly kind: 'map';
  /** Whether it is written in flow style, `{a: 1}`. */
  readonly flow: boolean;
  readonly entries: ReadonlyMap<string, Entry>;
  readonly at: Place;
}

export interface ListNode {
  readonly kind: 'list';
  readonly flow: boolean;
  readonly items: readonly Node[];
  readonly at: Place;
}

/** A value that exists but cannot be known from the tree (a variable, a Secret, a template). */
export interface UnknownNode {
  readonly kind: 'unknown';
  readonly reason: string;
  readonly at: Place;
}

/** The value below `node` at a path of keys and list indexes, or undefined where it stops. */
export function get(node: Node | undefined, ...path: readonly (string | number)[]): Node | undefined {
  let here = node;
  for (const step of path) {
    if (here === undefined) return undefined;
    if (here.kind === 'unknown') return here;
    if (typeof step === 'string') here = here.kind === 'map' ? here.entries.get(step)?.value : undefined;
    else here = here.kind === 'list' ? here.items[step] : undefined;
  }
  return here;
}

/** The string at a path, with its place; undefined when absent or not a string. */
export function stringAt(node: Node | undefined, ...path: readonly (string | number)[]): Located<string> | undefined {
  const found = get(node, ...path);
  return found?.kind === 'scalar' && typeof found.value === 'string' ? { value: found.value, at: found.at } : undefined;
}

/** The number at a path, with its place; undefined when absent or not a number. */
export function numberAt(node: Node | undefined, ...path: readonly (string | number)[]): Located<number> | undefined {
  const found = get(node, ...path);
  return found?.kind === 'scalar' && typeof found.value === 'number' ? { value: found.value, at: found.at } : undefined;
}

/** The items of the list at a path; empty when absent or not a list. */
export function listAt(node: Node | undefined, ...path: readonly (string | number)[]): readonly Node[] {
  const found = get(node, ...path);
  return found?.kind === 'list' ? found.items : [];
}

/** The map at a path; undefined when absent or not a map. */
export function mapAt(node: Node | undefined, ...path: readonly (string | number)[]): MapNode | undefined {
  const found = get(node, ...path);
  return found?.kind === 'map' ? found : undefined;
}

/** Plain data without places, for comparing and printing. Unknown values become undefined. */
export type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };

/** The scalar below `root` that was written at `at`; undefined when none was. */
export function scalarWrittenAt(root: Node | undefined, at: Place): ScalarNode | undefined {
  if (root === undefined || root.kind === 'unknown') return undefined;
  if (root.kind === 'scalar') return root.at === at ? root : undefined;
  const below = root.kind === 'list' ? root.items : [...root.entries.values()].map(({ value }) => value);
  for (const node of below) {
    const found = scalarWrittenAt(node, at);
    if (found) return found;
  }
  return undefined;
}
