import { lineDiff, type Hunk } from '../../src/source/diff.ts';

/** Three-way merge of a text by lines, as git does it; null where the changes of both sides touch. */
export function mergeText(base: string, ours: string, theirs: string): string | null {
  const left = hunksOf(base, ours);
  const right = hunksOf(base, theirs).filter((hunk) => !left.some((other) => isSame(hunk, other)));
  if (right.some((hunk) => left.some((other) => touches(hunk, other)))) return null;
  const lines = linesOf(base);
  for (const { oldStart, oldLines, text } of [...left, ...right].toSorted((a, b) => b.oldStart - a.oldStart))
    lines.splice(oldStart - 1, oldLines, ...text);
  return lines.join('');
}

interface Change extends Hunk {
  readonly text: readonly string[];
}

function hunksOf(base: string, changed: string): readonly Change[] {
  const lines = linesOf(changed);
  return lineDiff(base, changed).map((hunk) => ({
    ...hunk,
    text: lines.slice(hunk.newStart - 1, hunk.newStart - 1 + hunk.newLines),
  }));
}

const isSame = (a: Change, b: Change): boolean =>
  a.oldStart === b.oldStart && a.oldLines === b.oldLines && a.text.join('') === b.text.join('');

const touches = (a: Change, b: Change): boolean =>
  a.oldStart <= b.oldStart + b.oldLines && b.oldStart <= a.oldStart + a.oldLines;

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
