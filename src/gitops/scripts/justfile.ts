import { lineIndex } from '../../source/line-index.ts';
import { type Recipe, type RecipeLine, logicalLines } from './makefile.ts';
import { filledInLater, type ShellText, withReplaced } from './shell-text.ts';

/** The recipes of a justfile: the lines indented below a name, each in a shell of its own, or one script where the first begins with `#!`. */
export function justRecipesOf(path: string, text: string): readonly Recipe[] {
  const lines = lineIndex(path, text);
  const place =
    (from: number): ShellText['at'] =>
    (start, end) =>
      lines.location(from + start, from + end);
  const recipes: RecipeLine[][] = [];
  let script: { start: number; end: number } | null = null;
  const close = (): void => {
    if (script === null) return;
    recipes.at(-1)?.push(lineOf(text.slice(script.start, script.end), place(script.start)));
    script = null;
  };
  for (const { start, end } of logicalLines(text)) {
    const line = text.slice(start, end);
    const marks = /^[ \t]+[@-]*/.exec(line)?.[0].length;
    if (marks === undefined && line.trim() !== '') {
      close();
      if (!line.startsWith('#')) recipes.push([]);
    } else if (script !== null) script.end = end;
    else if (marks !== undefined && line.startsWith('#!', marks))
      script = /\b(ba)?sh\b/.test(line) ? { start: end, end } : { start: end, end: end };
    else if (marks !== undefined) recipes.at(-1)?.push(lineOf(line.slice(marks), place(start + marks)));
  }
  close();
  return recipes;
}

/** `{{ … }}` is filled in by just. */
function lineOf(text: string, at: ShellText['at']): RecipeLine {
  const replacements = [...text.matchAll(/\{\{[^{}]*\}\}/g)].map(({ 0: whole, index }) => ({
    start: index,
    end: index + whole.length,
    by: filledInLater,
  }));
  return { shell: withReplaced({ text, at }, replacements), conditional: false };
}
