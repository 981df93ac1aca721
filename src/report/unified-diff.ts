import { diffArrays } from 'diff';
import type { Suggestion } from '../finding.ts';

/** Lines around a change that are shown with it, as many as `diff -u` and git show. */
const context = 3;

/** A stretch of lines, from 1, and what takes its place. */
interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly suggestions: readonly Suggestion[];
}

/** What suggestions change in the text of one file, in the form that `git apply` takes. None of them may touch another. */
export function unifiedDiff(path: string, text: string, suggestions: readonly Suggestion[]): string {
  const lines = text.split('\n');
  // What stands behind the last line break is no line.
  const count = text.endsWith('\n') ? lines.length - 1 : lines.length;
  const hunks: Hunk[] = [];
  for (const each of suggestions.toSorted((a, b) => a.startLine - b.startLine)) {
    const [from, to] = [Math.max(1, each.startLine - context), Math.min(count, each.endLine + context)];
    const last = hunks.at(-1);
    if (last !== undefined && from <= last.to + 1)
      hunks[hunks.length - 1] = { from: last.from, to, suggestions: [...last.suggestions, each] };
    else hunks.push({ from, to, suggestions: [each] });
  }
  let shift = 0;
  const shown = hunks.map((hunk) => {
    const rows = rowsOf(hunk, lines, count === lines.length);
    const before = hunk.to - hunk.from + 1;
    const after = rows.filter(({ mark }) => mark !== '-').length;
    const head = `@@ -${hunk.from},${before} +${hunk.from + shift - (after === 0 ? 1 : 0)},${after} @@\n`;
    shift += after - before;
    return head + rows.map(({ mark, line, isOpen }) => `${mark}${line}\n${isOpen ? noLineBreak : ''}`).join('');
  });
  const name = quoted(path);
  return `--- ${name('a/')}\n+++ ${name('b/')}\n${shown.join('')}`;
}

const noLineBreak = '\\ No newline at end of file\n';

interface Row {
  readonly mark: ' ' | '-' | '+';
  readonly line: string;
  /** Whether it is the last of its file and has no line break. */
  readonly isOpen: boolean;
}

function rowsOf({ from, to, suggestions }: Hunk, lines: readonly string[], endsOpen: boolean): readonly Row[] {
  const rows: Row[] = [];
  const openAt = endsOpen ? lines.length : Infinity;
  const old = (mark: ' ' | '-', number: number): Row => ({
    mark,
    line: lines[number - 1] ?? '',
    isOpen: number === openAt,
  });
  let next = from;
  for (const { startLine, endLine, replacement } of suggestions) {
    for (; next < startLine; next++) rows.push(old(' ', next));
    const ending = lines[startLine - 1]?.endsWith('\r') === true ? '\r' : '';
    const added = replacement === '' ? [] : replacement.split('\n').map((line) => line.replace(/\r$/, '') + ending);
    const last = added.length - 1;
    // As it will be written: the last line of a file without a line break has no carriage return either.
    if (endLine === openAt && last >= 0) added[last] = (added[last] ?? '').replace(/\r$/, '');
    for (const part of diffArrays(lines.slice(startLine - 1, endLine), added)) {
      for (const line of part.value) {
        if (part.added) rows.push({ mark: '+', line, isOpen: false });
        else rows.push(old(part.removed ? '-' : ' ', next++));
      }
    }
    if (endLine === openAt) closeInFront(rows);
  }
  for (; next <= to; next++) rows.push(old(' ', next));
  return rows;
}

/** A last line without a line break gets one where lines follow it now, and the last of them has none. */
function closeInFront(rows: Row[]): void {
  const end = rows.findLastIndex(({ mark }) => mark !== '-');
  const written = rows[end];
  if (written !== undefined) rows[end] = { ...written, isOpen: true };
  const open = rows.findIndex(({ mark, isOpen }) => mark === ' ' && isOpen);
  const kept = rows[open];
  if (kept !== undefined && open < rows.length - 1)
    rows.splice(open, 1, { ...kept, mark: '-' }, { ...kept, mark: '+', isOpen: false });
}

/** Git quotes names with signs of their own meaning. */
function quoted(path: string): (prefix: string) => string {
  const isPlain = !/["\\\p{Cc}]/u.test(path);
  return (prefix) => (isPlain ? prefix + path : JSON.stringify(prefix + path));
}
