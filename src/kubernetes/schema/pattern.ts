import { RE2JS, RE2JSSyntaxException } from 're2js';

/**
 * Patterns of published schemas that a backtracking engine runs in exponential time, with an equal one that it runs
 * in linear time.
 */
const linear: Readonly<Record<string, string>> = {
  '^[!-~]+([\\t ]?[!-~]+)*$': '^[!-~]+(?:[\\t ][!-~]+)*$',
};

/** A pattern of Go's regexp, over characters and not UTF-16 units. */
export function compiled(pattern: string): RegExp {
  return new RegExp(toUnicode(linear[pattern] ?? pattern), 'u');
}

/** Go takes an escaped hyphen anywhere, JavaScript's Unicode mode in a class only. */
function toUnicode(pattern: string): string {
  let isInClass = false;
  return pattern.replace(/\\[^]|[[\]]/g, (token) => {
    if (token === '[' || token === ']') isInClass = token === '[';
    return token === '\\-' && !isInClass ? '-' : token;
  });
}

const longestPattern = 1000;
/** Steps over one text: those of a text of some thousand characters by a pattern as long. */
const mostSteps = 5_000_000;

/** A pattern of a definition that a repository holds, or null for one that no API server takes, or nobody writes. */
function linearTime(pattern: string): RE2JS | null {
  if (pattern.length > longestPattern) return null;
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return null;
    throw error;
  }
}

export function isCompilable(pattern: string): boolean {
  return linearTime(pattern) !== null;
}

/** Whether a text holds a match of a pattern that anybody may have written; null where that would be too much work. */
export function foundBy(pattern: string): (text: string) => boolean | null {
  const regex = linearTime(pattern);
  return (text) => (regex === null || text.length * regex.programSize() > mostSteps ? null : regex.test(text));
}
