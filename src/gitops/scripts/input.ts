import type { Command, HereDoc, Redirection } from 'unbash';
import { filledInLater, type ShellText } from './shell-text.ts';
import type { ShellWord } from './words.ts';

/** What a command reads: literal text with its places, or something that only the shell knows, as far as it is written. */
export type StandardInput = ShellText | UnknownInput;

export interface UnknownInput {
  readonly unknown: string;
  /** The commands that print it, as they are written, where no tool that is read here is among them. */
  readonly from?: string;
}

export const unknownInput: StandardInput = { unknown: '' };

/** What redirections give a command to read; null where they give nothing. */
export function inputOf(redirects: readonly Redirection[], shell: ShellText): StandardInput | null {
  const last = redirects.findLast(
    (redirect) => redirect.type !== 'Redirect' || redirect.operator === '<' || redirect.operator === '<>',
  );
  if (last === undefined) return null;
  return last.type === 'HereDoc' ? heredocText(last, shell) : unknownInput;
}

/** The text of a heredoc in which the shell fills in nothing, with the tabs that `<<-` takes away. */
function heredocText({ body, operator, delimiter }: HereDoc, shell: ShellText): StandardInput {
  const text = shell.text.slice(body.pos, body.end);
  if (text.includes(filledInLater)) return { unknown: text };
  if (delimiter?.quoted !== true && /[$`\\]/.test(text)) return { unknown: text };
  if (operator === '<<') return within(shell, body.pos, text);
  const tabs = [...text.matchAll(/^\t*(?=[^\t\n])/gm)].map(([lead]) => lead.length);
  // Without their tabs the lines move by one width, so that all of them keep their places.
  return tabs.every((count) => count === tabs[0])
    ? within(shell, body.pos, text.replaceAll(/^\t+/gm, spaces))
    : { unknown: text };
}

function spaces(tabs: string): string {
  return ' '.repeat(tabs.length);
}

function within(shell: ShellText, from: number, text: string): ShellText {
  return { text, at: (start, end) => shell.at(from + start, from + end) };
}

/** The text of a word that stands in the script character by character, between quotes; null for any other. */
export function literalOf(word: ShellWord, shell: ShellText): ShellText | null {
  const { text, raw, start } = word;
  if (text === null || !/^(["']).*\1$/s.test(raw) || raw.slice(1, -1) !== text) return null;
  return shell.text.startsWith(raw, start) ? within(shell, start + 1, text) : null;
}

/** What a command passes on to the one behind it. */
export function printed(
  { redirects }: Command,
  shell: ShellText,
  words: readonly ShellWord[],
  piped: StandardInput | null,
): StandardInput {
  const isCat = words[0]?.text === 'cat' && (words.length === 1 || (words.length === 2 && words[1]?.text === '-'));
  if (isCat) return inputOf(redirects, shell) ?? piped ?? unknownInput;
  const [name, text, ...others] = words;
  if (name?.text !== 'echo' || text === undefined || others.length > 0) return printedBy(redirects, words, piped);
  // Whether `echo` takes a backslash for the beginning of another character hangs on the shell.
  const literal = text.raw.includes('\\') ? null : literalOf(text, shell);
  return literal ?? { unknown: text.raw };
}

/** Programs whose output is known by other means: what they build or make is looked at where it stands. */
const known = /^(helm|kustomize|kubectl|oc)$/;

function printedBy(
  redirects: readonly Redirection[],
  words: readonly ShellWord[],
  piped: StandardInput | null,
): StandardInput {
  const before = piped === null ? '' : 'unknown' in piped ? piped.from : undefined;
  if (before === undefined || known.test(words[0]?.text ?? '')) return unknownInput;
  const files = redirects.flatMap((each) =>
    each.type === 'Redirect' && each.operator === '<' ? (each.target?.text ?? []) : [],
  );
  const own = [...words.map(({ raw }) => raw), ...files].join(' ');
  return { ...unknownInput, from: before === '' ? own : `${before} | ${own}` };
}
