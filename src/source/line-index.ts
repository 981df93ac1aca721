import type { Location } from './location.ts';

/** Turns offsets of one text into locations with lines and columns. */
export interface LineIndex {
  readonly path: string;
  readonly text: string;
  location(start: number, end: number): Location;
}

/** Line breaks are LF and CRLF, as for GitHub and editors; a lone CR breaks no line. */
export function lineIndex(path: string, text: string): LineIndex {
  // Made when a place is first asked for: a file that cannot be read has none.
  let known: readonly number[] | undefined;
  let cached = 0;
  const lineOf = (starts: readonly number[], offset: number): number => {
    // Values are met in the order of the text, so the line is nearly always the last one or the next.
    if (isWithin(starts, cached, offset)) return cached;
    if (isWithin(starts, cached + 1, offset)) return (cached += 1);
    return (cached = search(starts, offset));
  };
  return {
    path,
    text,
    location(start, end) {
      const starts = (known ??= lineStarts(text));
      const line = lineOf(starts, start);
      const endLine = isWithin(starts, line, end) ? line : lineOf(starts, end);
      return {
        path,
        start,
        end,
        line: line + 1,
        column: start - (starts[line] ?? 0) + 1,
        endLine: endLine + 1,
        endColumn: end - (starts[endLine] ?? 0) + 1,
      };
    },
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function isWithin(starts: readonly number[], line: number, offset: number): boolean {
  const start = starts[line];
  return start !== undefined && start <= offset && offset < (starts[line + 1] ?? Infinity);
}

function search(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? Infinity) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
