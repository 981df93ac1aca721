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

/** Letters to insert, delete or replace. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
