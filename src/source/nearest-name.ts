import { editDistance } from './edit-distance.ts';

/** Names longer than that are not typed by hand. */
const mostLetters = 40;

/** The known name that is at most two letters away from a name, capitals aside, or null. For hints only. */
export function nearestName(name: string, known: Iterable<string>): string | null {
  let best: string | null = null;
  let least = 3;
  for (const other of known) {
    if (Math.abs(other.length - name.length) > 2 || name.length > mostLetters) continue;
    const distance = editDistance(name.toLowerCase(), other.toLowerCase());
    if (distance < least) [best, least] = [other, distance];
  }
  return best;
}
