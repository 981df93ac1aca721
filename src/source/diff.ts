import { structuredPatch } from 'diff';

/**
 * Lines that differ, from 1. Where a side has no lines (`newLines` 0), its start is the line
 * before which they would stand.
 */
export interface Hunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
}

/** Beyond so many changed lines the search for the smallest difference costs more than it tells. */
const maxEdits = 2_000;

/**
 * The hunks that turn one text into another, without context. Texts that differ in more than
 * 2,000 lines give one hunk for all lines between the first and the last difference.
 */
export function lineDiff(oldText: string, newText: string): readonly Hunk[] {
  if (oldText === newText) return [];
  const before = linesOf(oldText);
  const after = linesOf(newText);
  const middle = between(before, after);
  const patch = structuredPatch(
    '',
    '',
    before.slice(middle.top, middle.oldEnd).join(''),
    after.slice(middle.top, middle.newEnd).join(''),
    '',
    '',
    {
      context: 0,
      maxEditLength: maxEdits,
    },
  );
  if (patch === undefined) return [whole(middle)];
  return patch.hunks.map(({ oldStart, oldLines, newStart, newLines }) => ({
    oldStart: middle.top + oldStart,
    oldLines,
    newStart: middle.top + newStart,
    newLines,
  }));
}

/** The lines that remain once equal ones at the beginning and the end are taken away. */
interface Middle {
  readonly top: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

function between(before: readonly string[], after: readonly string[]): Middle {
  let top = 0;
  while (top < before.length && top < after.length && before[top] === after[top]) top++;
  let oldEnd = before.length;
  let newEnd = after.length;
  while (oldEnd > top && newEnd > top && before[oldEnd - 1] === after[newEnd - 1]) {
    oldEnd--;
    newEnd--;
  }
  return { top, oldEnd, newEnd };
}

function whole({ top, oldEnd, newEnd }: Middle): Hunk {
  return { oldStart: top + 1, oldLines: oldEnd - top, newStart: top + 1, newLines: newEnd - top };
}

/** Lines with their breaks, so that a changed line ending counts as a change. */
function linesOf(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}
