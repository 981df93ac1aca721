import { trimmedEnd } from '../../source/trim.ts';

/** A pattern of a `.sourceignore`, which is one of a `.gitignore` as go-git reads it. */
export interface IgnorePattern {
  /** Whether what it matches is taken in again. */
  readonly takesBack: boolean;
  /** Whether it matches a file, whose path is given in segments from the folder of the pattern. */
  readonly matches: (path: readonly string[]) => boolean;
}

const longestPattern = 400;

/** Reads one line; null for brackets, escapes, and what is longer than any path. */
export function ignorePattern(line: string): IgnorePattern | null {
  if (line.length > longestPattern || /[[\\]/.test(line)) return null;
  const takesBack = line.startsWith('!');
  const text = trimmedEnd(line.slice(takesBack ? 1 : 0), ' ');
  const ofFolder = text.endsWith('/');
  const segments = text.slice(0, ofFolder ? -1 : undefined).split('/');
  const [name = ''] = segments;
  const matches = (path: readonly string[]): boolean =>
    segments.length === 1 ? matchesName(name, path, ofFolder) : matchesPath(segments, path, ofFolder);
  return { takesBack, matches };
}

/** Any segment counts, and of a pattern for folders any but the file's own. */
function matchesName(name: string, path: readonly string[], ofFolder: boolean): boolean {
  const at = path.findIndex((segment) => matchesSegment(name, segment));
  return at >= 0 && !(ofFolder && at === path.length - 1);
}

/** From the folder of the pattern on; what lies below a match is matched as well. Behind `**` the first segment that fits counts. */
function matchesPath(segments: readonly string[], path: readonly string[], ofFolder: boolean): boolean {
  let at = 0;
  let matched = false;
  let isFree = false;
  for (const [i, segment] of segments.entries()) {
    if (segment === '**' && i === segments.length - 1) break;
    if (segment === '' || segment === '**') {
      isFree = segment === '**';
      continue;
    }
    if (segment.includes('**') || at === path.length) return false;
    const found = path.findIndex((each, k) => k >= at && (isFree || k === at) && matchesSegment(segment, each));
    matched = found >= 0;
    if (!matched && !isFree) return false;
    at = matched ? found + 1 : path.length;
    isFree = false;
  }
  return matched && !(ofFolder && at === path.length);
}

/** `*` is any text and `?` one character; a star that fails gives way to the next one, so that time is the product of both. */
function matchesSegment(pattern: string, text: string): boolean {
  const [wanted, given] = [Array.from(pattern), Array.from(text)];
  let [p, t, star, from] = [0, 0, -1, 0];
  while (t < given.length) {
    if (wanted[p] === '*') {
      star = p++;
      from = t;
    } else if (p < wanted.length && (wanted[p] === '?' || wanted[p] === given[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++from;
    } else return false;
  }
  while (wanted[p] === '*') p++;
  return p === wanted.length;
}
