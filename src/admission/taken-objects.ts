import { isNamed, type KubeObject } from '../kubernetes/object.ts';
import type { Node } from '../source/node.ts';
import { isPatternFor } from './pattern.ts';
import { saysAnything, type ObjectVerdict } from './verdict.ts';

/**
 * Objects of which the API server says nothing. Overlays give the same objects to many clusters, with metadata of
 * their own around a part that is one node for all: what is equal is judged once.
 */
export class TakenObjects {
  /** By the part; then by all that stands beside it, as text. */
  private readonly verdicts = new WeakMap<Node, Map<string, ObjectVerdict | null>>();

  /** What an equal object came to; else what `judge` says of this one. */
  orJudged(object: KubeObject, judge: () => ObjectVerdict | null): ObjectVerdict | null {
    const parted = isNamed(object) ? partedFrom(object) : null;
    if (parted === null) return judge();
    const known = this.verdicts.get(parted.part)?.get(parted.beside);
    if (known !== undefined) return known && { ...known, object };
    const verdict = judge();
    // What is said has places, which are each object's own.
    if (verdict !== null && saysAnything(verdict)) return verdict;
    const ofPart = this.verdicts.get(parted.part) ?? new Map<string, ObjectVerdict | null>();
    this.verdicts.set(parted.part, ofPart.set(parted.beside, verdict));
    return verdict;
  }
}

/** Whether two objects are the same for the API server: the same part, and all beside it equal. */
export function isAlike(one: KubeObject, other: KubeObject): boolean {
  if (one.root === other.root) return true;
  const [first, second] = [partedFrom(one), partedFrom(other)];
  return first !== null && second !== null && first.part === second.part && first.beside === second.beside;
}

/** The one part of an object beside its metadata, and everything else as text; null where there is none or several. */
function partedFrom(object: KubeObject): { readonly part: Node; readonly beside: string } | null {
  let part: Node | null = null;
  let beside = isPatternFor(object) ? 'pattern' : '';
  for (const { key, value } of object.root.entries.values()) {
    if (key === 'metadata' || value.kind === 'scalar') beside += `${JSON.stringify(key)}${contentOf(value)}`;
    else if (part !== null) return null;
    else {
      part = value;
      beside += JSON.stringify(key);
    }
  }
  return part && { part, beside };
}

/** The data of a node as text; equal texts are equal data in one order. */
function contentOf(node: Node): string {
  switch (node.kind) {
    case 'scalar':
      return JSON.stringify(node.value);
    case 'list':
      return `[${node.items.map(contentOf).join()}]`;
    case 'map':
      return `{${[...node.entries.values()].map(({ key, value }) => `${JSON.stringify(key)}${contentOf(value)}`).join()}}`;
    case 'unknown':
      return '?';
  }
}
