import picomatch from 'picomatch';
import { trimmedEnd } from '../source/trim.ts';

/** Patterns come from the repository under review; a regular expression of many stars can run for hours. */
const longestPattern = 400;
const mostStars = 3;
const longestPath = 400;
/** Alternatives in a row multiply: `{a,a}` thirty times is a thousand million ways to fail. */
const mostAlternatives = 100;

/**
 * A matcher of repository paths for a glob, or null for a pattern that is not worth the risk: too
 * long, with a group (`+(a)`, and `(a+)+`, which picomatch hands to the regular expression as it
 * stands), with too many alternatives, or with many stars that could match one stretch of a path.
 * @param stars whether a star stops at slashes, as in most tools, or not, as in Argo CD's `include`
 */
export function globMatcher(
  pattern: string,
  stars: 'within' | 'across' = 'within',
): ((path: string) => boolean) | null {
  if (pattern === '' || pattern.length > longestPattern || pattern.includes('(')) return null;
  const plain = alternatives(pattern);
  if (plain === null || plain.some((each) => isRisky(each, stars))) return null;
  // With `regex` the plus of `[a]+` repeats, and repeats in a row run for hours.
  const options = { dot: true, noextglob: true, nonegate: true, regex: false, bash: stars === 'across' };
  const matches = picomatch([...plain], options);
  return (path) => path.length <= longestPath && matches(path);
}

/** The patterns that one with braces stands for, or null when they are too many. */
function alternatives(pattern: string): readonly string[] | null {
  let plain = [pattern];
  for (;;) {
    const next = plain.flatMap((each) => {
      const innermost = /(?<!\\)\{([^{},]*,[^{}]*)\}/.exec(each);
      if (innermost === null) return [each];
      const [group, choices = ''] = innermost;
      const after = each.slice(innermost.index + group.length);
      return choices.split(',').map((choice) => each.slice(0, innermost.index) + choice + after);
    });
    if (next.length > mostAlternatives) return null;
    if (next.length === plain.length && next.every((each, at) => each === plain[at]))
      return plain.filter((each) => each !== '');
    plain = next;
  }
}

function isRisky(pattern: string, stars: 'within' | 'across'): boolean {
  const stretches = stars === 'within' ? pattern.split('/') : [pattern];
  return (
    stretches.some((stretch) => stretch !== '**' && starsIn(stretch) > mostStars) ||
    pattern.split('**').length - 1 > mostStars
  );
}

function starsIn(text: string): number {
  return text.split('*').length - 1;
}

/** Whether a path fits any of the patterns; one that is not worth the risk fits nothing. */
export function anyGlob(patterns: readonly string[]): (path: string) => boolean {
  const matchers = patterns.flatMap((pattern) => globMatcher(pattern) ?? []);
  return (path) => matchers.some((matches) => matches(path));
}

/** The folder that a pattern names before its first wildcard: `clusters/prod` of `clusters/prod/**`. */
export function folderOfGlob(pattern: string): string {
  const segments = pattern.split('/');
  const wild = segments.findIndex((segment) => /[*?[\]{}!]/.test(segment));
  return trimmedEnd((wild < 0 ? segments : segments.slice(0, wild)).join('/'), '/');
}
