/** A text that is one stretch of what a name of Kubernetes can be part of. */
const stretch = /^[\w.-]+$/;

/** Up to so many names are searched for one by one: a search costs less than taking a text apart. */
const fewNames = 40;

/** Of many names the shortest are searched for one by one all the same. */
const shortNames = 10;

/** In a stretch that is longer nobody looks for every part: it is no name but data. */
const longestStretch = 300;

/**
 * Whether a text holds one of the names anywhere, inside longer words too. Its cost grows with the texts and not with
 * the number of names, none of which is empty: a repository names as many Services as it has.
 */
export function anyNameIn(names: Iterable<string>): (text: string) => boolean {
  const all = [...new Set(names)].toSorted((a, b) => a.length - b.length);
  if (all.length <= fewNames) return (text) => some(all, (name) => text.includes(name));
  // Were the shortest among them, no word would be too short to look at.
  const plain = new Set(all.slice(shortNames).filter((name) => stretch.test(name)));
  const others = all.filter((name) => !plain.has(name));
  const lengths = [...new Set([...plain].map(({ length }) => length))];
  const [shortest = Infinity] = lengths;
  // The same words stand in most manifests.
  const known = new Map<string, boolean>();
  const holdsName = (part: string): boolean => {
    if (plain.has(part)) return true;
    if (part.length > longestStretch) return some(plain, (name) => part.includes(name));
    const found = known.get(part) ?? hasPart(part, plain, lengths);
    known.set(part, found);
    return found;
  };
  return (text) => some(others, (name) => text.includes(name)) || someStretch(text, shortest, holdsName);
}

/** Whether a stretch of at least so many characters is one that is looked for. */
function someStretch(text: string, shortest: number, isWanted: (part: string) => boolean): boolean {
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    if (at < text.length && isInName(text.charCodeAt(at))) continue;
    if (at - start >= shortest && isWanted(text.slice(start, at))) return true;
    start = at + 1;
  }
  return false;
}

/** Letters, digits, `_`, `-` and `.`. */
function isInName(code: number): boolean {
  if (code >= 97) return code <= 122;
  if (code >= 65) return code <= 90 || code === 95;
  return code >= 48 ? code <= 57 : code === 45 || code === 46;
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
