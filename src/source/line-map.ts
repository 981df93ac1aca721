import { lineDiff } from './diff.ts';

/** The line of one text, from 1, that another text has as well; undefined where it has not. */
export type LineMap = (line: number) => number | undefined;

/** Which lines of `from` stand unchanged in `to`, and where. Two lines in a row may be further apart there. */
export function lineMap(from: string, to: string): LineMap {
  const hunks = lineDiff(from, to);
  return (line) => {
    let moved = 0;
    for (const { oldStart, oldLines, newLines } of hunks) {
      if (line < oldStart) break;
      if (line < oldStart + oldLines) return undefined;
      moved += newLines - oldLines;
    }
    return line + moved;
  };
}
