import { Lexer } from 'yaml';
import { limits } from './limits.ts';

/** YAML 1.1, and so Go, ends a line at these too; the parser, editors and GitHub do not. */
const otherBreak = /[\u0085\u2028\u2029]/;

/** Between characters of a quoted scalar Go leaves these two as they are. */
const keptBreak = /(?<![\s\u0085\ufeff])[\u2028\u2029](?![\s\u0085\ufeff]|---|\.\.\.)/g;

/** The lexer announces a scalar with this character. */
const scalarMark = '\u001f';

/**
 * Where the first line break of YAML 1.1 stands that gives the text another meaning for kubectl, Helm and kustomize
 * than for the parser; null where there is none. Harmless are those at the end of a comment, and within a quoted value.
 */
export function oddBreak(text: string): number | null {
  const first = text.search(otherBreak);
  return first === -1 || isHarmless(text) ? null : first;
}

function isHarmless(text: string): boolean {
  let isScalar = false;
  let wasQuoted = false;
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (++count > limits.tokens) return false;
    // What a quoted value has, a key may not have: it has to stand on one line.
    if (wasQuoted && lexeme === ':') return false;
    if (otherBreak.test(lexeme)) {
      wasQuoted = !isScalar && /^["']/.test(lexeme) && !otherBreak.test(lexeme.replace(keptBreak, ''));
      if (!wasQuoted && !(lexeme.startsWith('#') && !isScalar && isOnlyComment(lexeme))) return false;
    } else if (lexeme.trim() !== '' && lexeme !== scalarMark) wasQuoted = false;
    isScalar = !isScalar && lexeme === scalarMark;
  }
  return true;
}

function isOnlyComment(comment: string): boolean {
  return comment.split(otherBreak).every((line) => /^\s*(?:#|$)/.test(line));
}

/** Where a character stands for which Go refuses the whole text, though nothing can be seen of it; null where none does. */
export function refusedCharacter(text: string): number | null {
  const at = text.search(controlCharacter);
  return at === -1 ? null : at;
}

// eslint-disable-next-line no-control-regex -- these are what is looked for
const controlCharacter = /[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/;

/**
 * Where a byte order mark begins a document that is not the first; null where none does. kubectl and kustomize drop it,
 * Flux passes the file over.
 */
export function laterMark(text: string): number | null {
  const at = text.includes('\ufeff') ? text.search(/(?<=^---[^\n]*\n)\ufeff/m) : -1;
  return at === -1 ? null : at;
}
