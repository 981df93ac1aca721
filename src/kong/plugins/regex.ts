/** What PCRE reads in ways of its own: nothing is said of an expression that has it. */
const special = /\(\?|\(\*|\\[QEcxopPNKgk]|\[\[?[:.=]/;

/**
 * Whether a text is certainly no regular expression for PCRE: a parenthesis or bracket without its other half, a
 * quantifier with nothing before it, a backslash at the end.
 */
export function isRegexFault(text: string): boolean {
  if (special.test(text)) return false;
  let depth = 0;
  let repeatable = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '\\') {
      at += 1;
      if (at >= text.length) return true;
      repeatable = true;
    } else if (character === '[') {
      const end = classEnd(text, at);
      if (end === null) return true;
      at = end;
      repeatable = true;
    } else if (character === '(' || character === '|') {
      if (character === '(') depth += 1;
      repeatable = false;
    } else if (character === ')') {
      depth -= 1;
      if (depth < 0) return true;
      repeatable = true;
    } else if (character === '*' || character === '+' || character === '?') {
      if (!repeatable) return true;
      // A second one makes it lazy or possessive, a third has nothing to repeat.
      if (/[?+]/.test(text[at + 1] ?? '')) at += 1;
      repeatable = false;
    } else {
      // A `{` may begin a quantifier, an anchor may be repeated: both are let through.
      repeatable = true;
    }
  }
  return depth !== 0;
}

/** Where a class ends: a bracket that stands first belongs to it. */
function classEnd(text: string, start: number): number | null {
  let at = start + 1;
  if (text[at] === '^') at += 1;
  if (text[at] === ']') at += 1;
  for (; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === ']') return at;
  }
  return null;
}
