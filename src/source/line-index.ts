import { plainLocation, type Location, type PlainLocation } from './location.ts';

/** One text, in which offsets become places with lines and columns. Line breaks are LF and CRLF, as for GitHub and editors; a lone CR breaks no line. */
export interface LineIndex {
  readonly path: string;
  readonly text: string;
  location(start: number, end: number): Location;
  /** The line that holds an offset, from 0. */
  lineOf(offset: number): number;
  /** The column of an offset, from 1. */
  columnOf(offset: number): number;
}

export function lineIndex(path: string, text: string): LineIndex {
  return new TextLines(path, text);
}

class TextLines implements LineIndex {
  readonly path: string;
  readonly text: string;
  /** Where each line begins. */
  #starts: readonly number[] | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  location(start: number, end: number): Location {
    return new Stretch(this, start, end);
  }

  lineOf(offset: number): number {
    const starts = this.#lineStarts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? Infinity) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  columnOf(offset: number): number {
    return offset - (this.#lineStarts()[this.lineOf(offset)] ?? 0) + 1;
  }

  #lineStarts(): readonly number[] {
    if (this.#starts !== undefined) return this.#starts;
    const starts = [0];
    for (let at = this.text.indexOf('\n'); at !== -1; at = this.text.indexOf('\n', at + 1)) starts.push(at + 1);
    return (this.#starts = starts);
  }
}

/** Nearly all places are made while a text is read, and hardly one is ever shown: lines and columns are counted for those that are. */
export class Stretch implements Location {
  readonly start: number;
  readonly end: number;
  protected readonly lines: LineIndex;

  constructor(lines: LineIndex, start: number, end: number) {
    this.lines = lines;
    this.start = start;
    this.end = end;
  }

  /** Without the text. */
  toJSON(): PlainLocation {
    return plainLocation(this);
  }

  get path(): string {
    return this.lines.path;
  }

  get line(): number {
    return this.lines.lineOf(this.start) + 1;
  }

  get column(): number {
    return this.lines.columnOf(this.start);
  }

  get endLine(): number {
    return this.lines.lineOf(this.end) + 1;
  }

  get endColumn(): number {
    return this.lines.columnOf(this.end);
  }
}
