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
