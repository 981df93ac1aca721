import type { RegexFeature } from './entity-problem.ts';

/** Extended notation, in which a comment may hold anything. */
const extended = /\(\?[a-zA-Z]*x/;

/** What is found in a regular expression on the way from left to right. */
interface Found {
  readonly feature: RegexFeature | null;
  /** Whether a bracket or parenthesis has no other half. */
  readonly isUnbalanced: boolean;
}

const nothing: Found = { feature: null, isUnbalanced: false };

/**
 * What the library of Kong's router, which compiles regular expressions without backtracking, certainly does not take: a
 * feature that it does not know, brackets without their other half. Classes may stand in classes there; nothing is said of
 * an expression that has one.
 * Source: https://docs.rs/regex/latest/regex/#syntax
 */
export function faultForRouter(regex: string): Found {
  if (extended.test(regex)) return nothing;
  let depth = 0;
  for (let at = 0; at < regex.length; at += 1) {
    const character = regex[at];
    if (character === '\\') {
      if (/[1-9]/.test(regex[at + 1] ?? '')) return { feature: 'a back-reference', isUnbalanced: false };
      at += 1;
    } else if (character === '[') {
      const end = classEnd(regex, at);
      if (end === 'nested') return nothing;
      if (end === null) return { feature: null, isUnbalanced: true };
      at = end;
    } else if (character === '(') {
      const opening = /^\((\?<?[=!]|\?>)/.exec(regex.slice(at, at + 4))?.[1];
      if (opening !== undefined) {
        return { feature: opening === '?>' ? 'an atomic group' : 'look-around', isUnbalanced: false };
      }
      depth += 1;
    } else if (character === ')') {
      depth -= 1;
      if (depth < 0) return { feature: null, isUnbalanced: true };
    }
  }
  return { feature: null, isUnbalanced: depth > 0 };
}

/** Where a class ends, null where it does not: a bracket that stands first belongs to it. */
function classEnd(regex: string, start: number): number | 'nested' | null {
  let at = start + 1;
  if (regex[at] === '^') at += 1;
  if (regex[at] === ']') at += 1;
  for (; at < regex.length; at += 1) {
    if (regex[at] === '\\') at += 1;
    else if (regex[at] === '[') return 'nested';
    else if (regex[at] === ']') return at;
  }
  return null;
}
