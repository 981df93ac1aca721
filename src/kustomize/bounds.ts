import type { Node } from '../source/node.ts';
import { naming } from './build-problem.ts';
import { Unbuildable } from './unbuildable.ts';

/** What the kustomizations of one repository may ask for; far above what people write. */
export const bounds = {
  /** Directories that include one another. */
  depth: 64,
  /** Objects of one build: doubling at every level of a diamond ends here. */
  objects: 20_000,
  /** Objects of all builds of a tree, each layer counted. */
  objectsInAll: 1_000_000,
  /** Items of two lists that are merged by a key: the work grows with their product. */
  mergedItems: 2_000,
  /** Values of one object: a patch can copy an object into itself, and again. */
  valuesOfObject: 200_000,
  /** Entries of patches, images and the like, times the objects that each is held against. */
  entriesTimesObjects: 500_000,
  /** Characters of a name with its prefixes and suffixes: each level adds some, and each name that was is remembered. */
  name: 1_000,
  /** Characters of all texts that one kustomization's replacements put together with a delimiter. */
  joined: 4_000_000,
  /** Operations of one JSON patch: each copies the lists and maps on the way to what it changes. */
  operations: 2_000,
  /** Characters of a regular expression. */
  regexLength: 1_000,
  /** Steps of a regular expression's program times characters of a text. */
  regexWork: 2_000_000,
} as const;

/** Stops at an object that copies have made too large; shared parts count each time they appear. */
export function assertBounded(root: Node): void {
  let values = 0;
  const pending: Node[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (++values > bounds.valuesOfObject)
      throw new Unbuildable(naming`an object grows beyond ${bounds.valuesOfObject} values`, { cause: 'limit' });
    if (node.kind === 'list') for (const item of node.items) pending.push(item);
    else if (node.kind === 'map') for (const { value } of node.entries.values()) pending.push(value);
  }
}
