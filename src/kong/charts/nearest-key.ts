import { nearestName } from '../../source/nearest-name.ts';

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
  return word !== undefined && keys.includes(word) ? word : nearestName(key, keys);
}
