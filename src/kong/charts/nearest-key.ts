import { editDistance } from '../../source/edit-distance.ts';

/** What other charts call a thing, where Kong's has a word of its own. */
const otherWords = new Map([
  ['https', 'tls'],
  ['ssl', 'tls'],
  ['tcp', 'stream'],
]);

/** The known key that is meant by another word or is at most two letters away, or null. For hints only. */
export function nearest(key: string, known: Iterable<string>): string | null {
  const keys = [...known];
  const word = otherWords.get(key.toLowerCase());
  if (word !== undefined && keys.includes(word)) return word;
  let best: string | null = null;
  let least = 3;
  for (const other of keys) {
    const distance =
      Math.abs(other.length - key.length) > 2 || key.length > 40
        ? 3
        : editDistance(key.toLowerCase(), other.toLowerCase());
    if (distance < least) [best, least] = [other, distance];
  }
  return best;
}
