import type { Comment } from './document.ts';
import { OpenMaps } from './entries.ts';
import type { LineIndex } from './line-index.ts';
import type { Location } from './location.ts';
import type { Entry, Node, ScalarNode } from './node.ts';
import { resolvePlain } from './scalar.ts';
import type { SharedStrings } from './shared-strings.ts';
import { TextEntry } from './text-entry.ts';
import { TextScalar } from './text-scalar.ts';

export const lineFeed = 10;
export const blank = 32;
const hash = 35;
const dash = 45;

/** A scalar that stands on one line. */
export interface LineScalar {
  readonly start: number;
  readonly end: number;
  readonly style: 'plain' | 'single' | 'double';
  /** Without quotes and escapes. */
  readonly value: string;
}

/** Goes through the lines of a text that hold more than blanks and comments, and keeps the comments. */
export class BlockLines {
  readonly text: string;
  readonly comments: Comment[] = [];
  /** The maps that are being read. */
  readonly maps = new OpenMaps();
  /** The first character of the line that is no blank; behind it once a part of the line was read. */
  at = 0;
  /** Blanks before it. */
  indent = 0;
  /** The line, from 0, and where it begins. */
  line = 0;
  lineStart = 0;
  /** Whether no line is left. */
  ended = false;
  /** Whether a document begins with the line. */
  isMarker = false;
  private readonly lines: LineIndex;
  private readonly strings: SharedStrings | null;
  /** Where the next line begins. */
  private next = 0;
  private nextLine = 0;

  constructor(lines: LineIndex, strings: SharedStrings | null) {
    this.strings = strings;
    this.lines = lines;
    this.text = lines.text;
  }

  /** Moves to the next line that holds more than blanks and comments. */
  advance(): void {
    const { text } = this;
    for (let start = this.next; ; start = this.next) {
      let at = start;
      while (text.charCodeAt(at) === blank) at++;
      this.lineStart = start;
      this.line = this.nextLine;
      if (at >= text.length) {
        this.ended = true;
        return;
      }
      const code = text.charCodeAt(at);
      if (code === lineFeed) this.skipTo(at);
      else if (code === hash) this.comment(at, true);
      else {
        this.at = at;
        this.indent = at - start;
        this.isMarker = at === start && code === dash && text.startsWith('---', at) && this.isSpace(at + 3);
        return;
      }
    }
  }

  /** Takes the rest of the line from an offset on; false where it holds more than blanks and a comment. */
  finish(from: number): boolean {
    const { text } = this;
    const at = this.afterBlanks(from);
    if (at >= text.length || text.charCodeAt(at) === lineFeed) this.skipTo(at);
    else if (at > from && text.charCodeAt(at) === hash) this.comment(at, false);
    else return false;
    return true;
  }

  /** Goes on with the line that begins at an offset, so many lines further down. */
  jump(to: number, lines: number): void {
    this.next = to;
    this.nextLine = this.line + lines;
  }

  /** The first character from an offset on that is no blank. */
  afterBlanks(from: number): number {
    let at = from;
    while (this.text.charCodeAt(at) === blank) at++;
    return at;
  }

  /** Whether a token ends before an offset: with a blank, a line or the text. */
  isSpace(at: number): boolean {
    const code = this.text.charCodeAt(at);
    return code === blank || code === lineFeed || at >= this.text.length;
  }

  /** Whether the line ends there, or a comment begins; blanks were skipped before. */
  isRest(at: number): boolean {
    const code = this.text.charCodeAt(at);
    return code === lineFeed || at >= this.text.length || (code === hash && this.text.charCodeAt(at - 1) === blank);
  }

  /** Whether an item of a list begins at an offset. */
  isItem(at: number): boolean {
    return this.text.charCodeAt(at) === dash && this.isSpace(at + 1);
  }

  /** A stretch of the text, as a string that others share. */
  cut(start: number, end: number): string {
    return this.strings === null ? this.text.slice(start, end) : this.strings.cut(this.text, start, end);
  }

  location(start: number, end: number): Location {
    return this.lines.location(start, end);
  }

  /** The scalar that stands there. */
  scalar({ start, end, value, style }: LineScalar): ScalarNode {
    return new TextScalar(this.lines, start, end, style === 'plain' ? resolvePlain(value) : value, style);
  }

  /** A value that is not written, at an offset. */
  nothing(at: number): ScalarNode {
    return new TextScalar(this.lines, at, at, null, 'plain');
  }

  /** The text of several lines whose header stands at an offset. */
  textBlock(start: number, end: number, value: string, style: 'literal' | 'folded'): ScalarNode {
    return new TextScalar(this.lines, start, end, value, style);
  }

  /** The entry whose key stands there. */
  entry({ start, end }: LineScalar, key: string, value: Node): Entry {
    return new TextEntry(this.lines, start, end, key, value);
  }

  /** The offset of the next line feed, or the end of the text. */
  lineEnd(from: number): number {
    const at = this.text.indexOf('\n', from);
    return at < 0 ? this.text.length : at;
  }

  private skipTo(lineEnd: number): void {
    this.next = lineEnd + 1;
    this.nextLine = this.line + 1;
  }

  private comment(start: number, ownLine: boolean): void {
    const end = this.lineEnd(start);
    this.comments.push({ text: this.text.slice(start, end), at: this.location(start, end), ownLine });
    this.skipTo(end);
  }
}
