import { RE2JS, RE2JSSyntaxException } from 're2js';
import { bounds } from './bounds.ts';
import { naming } from './build-problem.ts';
import { Unbuildable } from './unbuildable.ts';

/** A regular expression of Go, as kustomize has them. */
export interface Regex {
  /** Whether the pattern is found anywhere in the text. */
  test(text: string): boolean;
}

/**
 * Compiles a pattern between what kustomize puts around it; null when Go refuses it. Matching takes time in proportion
 * to pattern times text, whatever the pattern: too much of that stops the build, as does a pattern that nobody writes.
 */
export function compileRegex(pattern: string, before = '', behind = ''): Regex | null {
  if (pattern.length > bounds.regexLength)
    throw new Unbuildable(naming`a regular expression has more than ${bounds.regexLength} characters`, {
      cause: 'limit',
    });
  // Names and dots, which is what people write, mean the same in JavaScript, which has its tables at hand.
  if (/^[-A-Za-z0-9_/:.]*$/.test(pattern))
    return new RegExp(`${before}${pattern.replaceAll('.', String.raw`[^\n]`)}${behind}`);
  const regex = parsed(`${before}${pattern}${behind}`);
  return regex && bounded(regex);
}

function parsed(pattern: string): RE2JS | null {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return null;
    throw error;
  }
}

function bounded(regex: RE2JS): Regex {
  const size = regex.programSize();
  return {
    test: (text) => {
      if (text.length * size > bounds.regexWork)
        throw new Unbuildable('a text is too long for a regular expression', { cause: 'limit' });
      return regex.test(text);
    },
  };
}
