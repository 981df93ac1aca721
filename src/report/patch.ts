import { diffArrays } from 'diff';
import type { Suggestion } from '../finding.ts';
import { escapeTerminal } from './escape/escape-terminal.ts';
import type { LineOf } from './source-lines.ts';

/** One line of a small diff. */
export interface PatchLine {
  readonly kind: 'same' | 'removed' | 'added';
  /** The line in the old text, from 1; null for a line that is new. */
  readonly number: number | null;
  readonly text: string;
}

const context = 2;

/**
 * A suggestion as the lines it removes and adds, with the lines around them that help to find the
 * place. A reader compares single lines, so what the suggestion leaves alone is not shown as changed.
 */
export function patchOf(suggestion: Suggestion, lineOf: LineOf): readonly PatchLine[] {
  const { path, startLine, endLine, replacement } = suggestion;
  const before: PatchLine[] = range(startLine, endLine).map((number) => same(path, number, lineOf));
  const after = replacement === '' ? [] : replacement.split(/\r\n|\n|\r/);
  const changed = diffLines(before, after);
  const above = range(startLine - context, startLine - 1).map((number) => same(path, number, lineOf));
  const below = range(endLine + 1, endLine + context).map((number) => same(path, number, lineOf));
  const existing = (line: PatchLine): boolean => lineOf(path, line.number ?? 0) !== undefined;
  return aroundChanges([...above.filter(existing), ...changed, ...below.filter(existing)]);
}

/** A suggestion in the form that people know from git: marks in the first column. What steers a terminal is shown as an escape. */
export function patchText(patch: readonly PatchLine[]): string {
  const marks = { same: ' ', removed: '-', added: '+' };
  return patch.map(({ kind, text }) => marks[kind] + escapeTerminal(text)).join('\n');
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

const same = (path: string, number: number, lineOf: LineOf): PatchLine => ({
  kind: 'same',
  number,
  text: lineOf(path, number) ?? '',
});

function diffLines(before: readonly PatchLine[], after: readonly string[]): readonly PatchLine[] {
  const old = [...before];
  return diffArrays(
    before.map(({ text }) => text),
    [...after],
  ).flatMap(({ added, removed, value }): PatchLine[] => {
    if (added) return value.map((text) => ({ kind: 'added', number: null, text }));
    return old.splice(0, value.length).map((line) => ({ ...line, kind: removed ? 'removed' : 'same' }));
  });
}

/** Drops the unchanged lines that are far from every change. */
function aroundChanges(lines: readonly PatchLine[]): readonly PatchLine[] {
  const near = (index: number): boolean =>
    lines.slice(Math.max(0, index - context), index + context + 1).some(({ kind }) => kind !== 'same');
  return lines.filter((_, index) => near(index));
}
