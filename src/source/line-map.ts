import { lineDiff } from './diff.ts';

/** Which lines of one text, from 1, stand unchanged in another. */
export interface LineMap {
  /** The line in the other text; undefined where it has no such line. */
  line(line: number): number | undefined;
  /** Whether all lines from one to another are in the other text, and in a row. */
  isTogether(first: number, last: number): boolean;
}

/** Compares two texts by lines. */
export function lineMap(from: string, to: string): LineMap {
  const hunks = lineDiff(from, to);
  return {
    line(line) {
      let moved = 0;
      for (const { oldStart, oldLines, newLines } of hunks) {
        if (line < oldStart) break;
        if (line < oldStart + oldLines) return undefined;
        moved += newLines - oldLines;
      }
      return line + moved;
    },
    // What is added before the first line, or after the last, parts nothing.
    isTogether: (first, last) =>
      hunks.every(({ oldStart, oldLines }) =>
        oldLines === 0 ? oldStart <= first || oldStart > last : oldStart > last || oldStart + oldLines <= first,
      ),
  };
}
