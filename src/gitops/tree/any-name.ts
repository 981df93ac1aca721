/** A stretch of a text that a name of Kubernetes can be part of. */
const stretch = /[\w.-]+/g;

/** Up to so many names are searched for one by one: a search costs less than taking a text apart. */
const fewNames = 40;

/** In a stretch that is longer nobody looks for every part: it is no name but data. */
const longestStretch = 300;

/**
 * Whether a text holds one of the names anywhere, inside longer words too. Its cost grows with the texts and not with
 * the number of names, none of which is empty: a repository names as many Services as it has.
 */
export function anyNameIn(names: Iterable<string>): (text: string) => boolean {
  const all = new Set(names);
  if (all.size <= fewNames) return (text) => some(all, (name) => text.includes(name));
  const plain = new Set([...all].filter((name) => name.replace(stretch, '') === ''));
  const others = [...all].filter((name) => !plain.has(name));
  const lengths = [...new Set([...plain].map(({ length }) => length))].toSorted((a, b) => a - b);
  // The same words stand in most manifests.
  const known = new Map<string, boolean>();
  const holdsName = (part: string): boolean => {
    if (plain.has(part)) return true;
    if (part.length > longestStretch) return some(plain, (name) => part.includes(name));
    const found = known.get(part) ?? hasPart(part, plain, lengths);
    known.set(part, found);
    return found;
  };
  return (text) => (text.match(stretch) ?? []).some(holdsName) || others.some((name) => text.includes(name));
}

function hasPart(text: string, parts: ReadonlySet<string>, lengths: readonly number[]): boolean {
  for (const length of lengths) {
    for (let start = 0; start + length <= text.length; start++) {
      if (parts.has(text.slice(start, start + length))) return true;
    }
  }
  return false;
}

function some(names: Iterable<string>, holds: (name: string) => boolean): boolean {
  for (const name of names) if (holds(name)) return true;
  return false;
}
