import type { DirectoryListing } from './directory-listing.ts';
import { baseName, directoryOf } from './paths.ts';

/** Shorter names are one letter away from too many others. */
const shortest = 4;

/** Whether one letter is inserted, left out, replaced or changes place with its neighbour. */
function isOneLetterAway(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

/**
 * Whether one name is the other with a typing error in it: one letter of a word of some length, and no digit, for
 * those tell one of a kind from the next; or a dash.
 */
export function isTypingError(a: string, b: string): boolean {
  const bare = (name: string): string => name.replaceAll(/[-._]/g, '');
  if (a.length < shortest || !isOneLetterAway(a, b)) return false;
  if (bare(a) === bare(b)) return true;
  const [left, right] = [a, b].map((name) => name.split(/[-._]/));
  if (left === undefined || right === undefined || left.length !== right.length) return false;
  const differing = left.flatMap((word, at) => (word === right[at] ? [] : [[word, right[at] ?? ''] as const]));
  return differing.every((words) => words.every((word) => word.length >= shortest && !/\d/.test(word)));
}

/** Things by name, found by a name with a typing error in it: in time that grows with the letters of all of them. */
export class NearNames<T> {
  readonly #alike = new Map<number, T[]>();
  readonly #nameOf: (thing: T) => string;

  constructor(things: Iterable<T>, nameOf: (thing: T) => string) {
    this.#nameOf = nameOf;
    for (const thing of things)
      for (const key of keysOf(nameOf(thing))) {
        const alike = this.#alike.get(key);
        if (alike === undefined) this.#alike.set(key, [thing]);
        else alike.push(thing);
      }
  }

  /** Those whose name is the other one with a typing error in it. */
  near(name: string): readonly T[] {
    const found = new Set([...keysOf(name)].flatMap((key) => this.#alike.get(key) ?? []));
    return [...found].filter((thing) => isTypingError(name, this.#nameOf(thing)));
  }
}

/** No object has a longer name. */
const longest = 253;

/**
 * Numbers for a name and for what is left of it without one of its letters: two names that are one letter away from
 * each other have one in common, and others may.
 */
function keysOf(name: string): ReadonlySet<number> {
  const keys = new Set<number>();
  if (name.length > longest) return keys;
  const codes = Array.from({ length: name.length }, (_, at) => name.charCodeAt(at));
  const powers = codes.map(() => 1);
  for (let at = 1; at < powers.length; at += 1) powers[at] = Math.imul(powers[at - 1] ?? 1, 0x01_00_01_93);
  const part = (letter: number, place: number): number => Math.imul(codes[letter] ?? 0, powers[place] ?? 1);
  let before = 0;
  let after = codes.reduce((sum, _, at) => (at === 0 ? 0 : (sum + part(at, at - 1)) | 0), 0);
  for (let at = 0; at < codes.length; at += 1) {
    keys.add((before + after) | 0);
    before = (before + part(at, at)) | 0;
    after = (after - part(at + 1, at)) | 0;
  }
  return keys.add(before);
}

/** The one name that is a letter away, or null where there are none or several. */
export function nearName(name: string, known: Iterable<string>): string | null {
  if (name.length < shortest) return null;
  const near = new Set([...known].filter((other) => isOneLetterAway(name, other)));
  const [first] = near;
  return near.size === 1 && first !== undefined ? first : null;
}

/** The path that exists and differs in one letter of one segment from a path that does not, or null. */
export function nearPath(path: string, { namesIn }: DirectoryListing): string | null {
  const segments = path.split('/');
  for (const [index, segment] of segments.entries()) {
    const directory = segments.slice(0, index).join('/');
    const names = namesIn(directory);
    if (names.has(segment)) continue;
    const near = nearName(segment, names);
    if (near === null) return null;
    const found = [...segments.slice(0, index), near, ...segments.slice(index + 1)].join('/');
    return namesIn(directoryOf(found)).has(baseName(found)) ? found : null;
  }
  return null;
}
