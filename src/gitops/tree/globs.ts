import picomatch from 'picomatch';

/** Patterns come from the repository under review; a regular expression of many stars can run for hours. */
const longestPattern = 400;
const mostStars = 3;
const longestPath = 400;

/**
 * A matcher of repository paths for a glob, or null for a pattern that is not worth the risk: too
 * long, extended (`+(a)`), or with many stars that could match one stretch of a path.
 * @param stars whether a star stops at slashes, as in most tools, or not, as in Argo CD's `include`
 */
export function globMatcher(
  pattern: string,
  stars: 'within' | 'across' = 'within',
): ((path: string) => boolean) | null {
  if (pattern === '' || pattern.length > longestPattern || /[+@!?*]\(/.test(pattern)) return null;
  const stretches = pattern.split(stars === 'within' ? /[/{},]/ : /[{},]/);
  if (stretches.some((stretch) => stretch !== '**' && starsIn(stretch) > mostStars)) return null;
  if (pattern.split('**').length - 1 > mostStars) return null;
  const matches = picomatch(pattern, { dot: true, noextglob: true, nonegate: true, bash: stars === 'across' });
  return (path) => path.length <= longestPath && matches(path);
}

function starsIn(text: string): number {
  return text.split('*').length - 1;
}

/** Whether a path fits any of the patterns; one that is not worth the risk fits nothing. */
export function anyGlob(patterns: readonly string[]): (path: string) => boolean {
  const matchers = patterns.flatMap((pattern) => globMatcher(pattern) ?? []);
  return (path) => matchers.some((matches) => matches(path));
}
