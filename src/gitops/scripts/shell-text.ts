import type { Location } from '../../source/location.ts';

/** A stretch of shell as the shell is given it, and the way back to the file that it stands in. */
export interface ShellText {
  readonly text: string;
  /** Where a stretch of the text stands in the file; offsets are UTF-16 units, `end` exclusive. */
  readonly at: (start: number, end: number) => Location;
}

/** Stands in the text for what only another program fills in before the shell sees it: `${{ inputs.args }}`, `$(ARGS)`. */
export const filledInLater = '\uE000';

/**
 * Directories that a script can name without knowing where the repository lies, each as the first character of a path:
 * the script's own, the root of the repository, and the one in which it was started.
 */
export const ownDirectory = '\uE001';
export const rootDirectory = '\uE002';
export const startDirectory = '\uE003';
/** The script itself, as `$0` names it. */
export const ownFile = '\uE004';

/** Characters that mean something here; a file that holds one of them is not read. */
export const reserved = /[\uE000-\uE004]/;

/** Texts that one shell is given one after the other. */
export function joined(shells: readonly ShellText[]): ShellText {
  const starts: number[] = [];
  let text = '';
  for (const shell of shells) {
    starts.push(text.length);
    text += `${shell.text}\n`;
  }
  return {
    text,
    at: (start, end) => {
      const i = starts.findLastIndex((each) => each <= start);
      const from = starts[i] ?? 0;
      return (shells[i] ?? shells[0] ?? nowhere).at(start - from, Math.min(end - from, shells[i]?.text.length ?? 0));
    },
  };
}

const nowhere: ShellText = {
  text: '',
  at: () => ({ path: '', start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 }),
};

/** Part of a text that takes the place of a stretch of another one. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

/** The text with some stretches replaced, in ascending order; what stands in a replacement is placed at the whole of what it replaces. */
export function withReplaced(shell: ShellText, replacements: readonly Replacement[]): ShellText {
  if (replacements.length === 0) return shell;
  let text = '';
  let from = 0;
  // Where each kept or replaced stretch begins, here and in the text before.
  const stretches: {
    readonly inner: number;
    readonly outer: number;
    readonly length: number;
    readonly kept: boolean;
  }[] = [];
  const add = (part: string, outer: number, length: number, kept: boolean): void => {
    if (part !== '') stretches.push({ inner: text.length, outer, length, kept });
    text += part;
  };
  for (const { start, end, by } of replacements) {
    add(shell.text.slice(from, start), from, start - from, true);
    add(by, start, end - start, false);
    from = end;
  }
  add(shell.text.slice(from), from, shell.text.length - from, true);
  const at = (offset: number): (typeof stretches)[number] | undefined => {
    let low = 0;
    let high = stretches.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((stretches[middle]?.inner ?? Infinity) <= offset) low = middle;
      else high = middle - 1;
    }
    return stretches[low];
  };
  const outerStart = (offset: number): number => {
    const stretch = at(offset);
    if (stretch === undefined) return 0;
    return stretch.kept ? stretch.outer + offset - stretch.inner : stretch.outer;
  };
  const outerEnd = (offset: number): number => {
    const stretch = at(Math.max(offset - 1, 0));
    if (stretch === undefined) return 0;
    return stretch.kept ? stretch.outer + offset - stretch.inner : stretch.outer + stretch.length;
  };
  return {
    text,
    at: (start, end) => shell.at(outerStart(start), Math.max(outerEnd(end), outerStart(start))),
  };
}
