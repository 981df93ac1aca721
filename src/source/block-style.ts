import { endOf, flowAt, keyOf } from './block-flow.ts';
import { BlockLines, type LineScalar } from './block-lines.ts';
import { scalarAt } from './block-scalars.ts';
import { blockScalarAt } from './block-text.ts';
import type { Comment, Document } from './document.ts';
import type { LineIndex } from './line-index.ts';
import { limits } from './limits.ts';
import type { Entry, ListNode, MapNode, Node } from './node.ts';
import type { SharedStrings } from './shared-strings.ts';

/** What a text in block style holds; it has no faults. */
export interface BlockStyle {
  readonly documents: readonly Document[];
  readonly comments: readonly Comment[];
}

/**
 * Reads a text as most manifests are written: block style, each scalar and each flow collection on one line. This is
 * many times as fast as the parser, and gives what the parser gives.
 * @returns null for every other text, and for every one that may have a fault or come near a limit
 */
export function readBlockStyle(lines: LineIndex, strings: SharedStrings | null = null): BlockStyle | null {
  return unusual.test(lines.text) ? null : new BlockReader(lines, strings).read();
}

/** For which a text may be refused, or has lines or a beginning of which readers disagree. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const unusual = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/;

/** Tokens of a line without any value, and of a key or a value, at most. */
const tokensOfLine = 3;
const tokensOfValue = 6;

class BlockReader {
  private readonly lines: BlockLines;
  private readonly path: string;
  private values = 0;

  constructor(lines: LineIndex, strings: SharedStrings | null) {
    this.lines = new BlockLines(lines, strings);
    this.path = lines.path;
  }

  read(): BlockStyle | null {
    const { lines, path } = this;
    const documents: Document[] = [];
    lines.advance();
    for (let index = 0; !lines.ended; index++) {
      if (lines.isMarker && !this.marker(index)) return null;
      if (lines.ended || lines.isMarker) continue;
      const root = this.collection(0);
      if (root === null || !(lines.ended || lines.isMarker)) return null;
      documents.push({ path, index, root });
    }
    return this.isNearLimit(documents) ? null : { documents: documents.slice(), comments: lines.comments };
  }

  private marker(index: number): boolean {
    const { lines } = this;
    if (index >= limits.documents - 1 || !lines.finish(lines.at + 3)) return false;
    lines.advance();
    return true;
  }

  private isNearLimit(documents: readonly Document[]): boolean {
    const tokens = this.values * tokensOfValue + this.lines.line * tokensOfLine;
    return this.values > limits.nodes || tokens > limits.tokens || documents.length >= limits.documents;
  }

  /** The map or list that begins with the line. */
  private collection(depth: number): Node | null {
    const { lines } = this;
    if (depth >= limits.nesting / 2) return null;
    this.values++;
    if (lines.isItem(lines.at)) return this.list(lines.indent, depth);
    const key = scalarAt(lines, lines.at, false);
    return key && this.map(key, lines.indent, depth);
  }

  /** The map at a column, from the scalar of the line on that is its first key. */
  private map(first: LineScalar, column: number, depth: number): MapNode | null {
    const { lines } = this;
    const { maps } = lines;
    const map = maps.open();
    for (let key: LineScalar | null = first; key !== null; key = scalarAt(lines, lines.at, false)) {
      const entry = this.entry(key, column, depth);
      if (entry === null || maps.sizeOf(map) >= limits.keysPerMap || !maps.add(map, entry)) return null;
      if (this.goesOn(column) && !lines.isItem(lines.at)) continue;
      if (this.isDeeper(column)) return null;
      return {
        kind: 'map',
        flow: false,
        entries: maps.close(map),
        at: lines.location(first.start, endOf(entry.value)),
      };
    }
    return null;
  }

  /** The list at a column, from the item of the line on. */
  private list(column: number, depth: number): ListNode | null {
    const { lines } = this;
    const items: Node[] = [];
    const start = lines.at;
    for (;;) {
      const item = this.item(column, depth);
      if (item === null) return null;
      items.push(item);
      if (this.goesOn(column) && lines.isItem(lines.at)) continue;
      // What was pushed to has room for more.
      return this.isDeeper(column)
        ? null
        : { kind: 'list', flow: false, items: items.slice(), at: lines.location(start, endOf(item)) };
    }
  }

  private goesOn(column: number): boolean {
    const { lines } = this;
    return !lines.ended && !lines.isMarker && lines.indent === column;
  }

  /** Whether the line is further in than it should be. */
  private isDeeper(column: number): boolean {
    const { lines } = this;
    return !lines.ended && !lines.isMarker && lines.indent > column;
  }

  private entry(scalar: LineScalar, column: number, depth: number): Entry | null {
    const { lines } = this;
    const key = keyOf(scalar);
    const colon = lines.afterBlanks(scalar.end);
    if (key === null || !this.isKeyBefore(colon)) return null;
    const from = lines.afterBlanks(colon + 1);
    this.values += 2;
    const value = lines.isRest(from) ? this.below(colon + 1, column, depth) : this.inline(from, column, depth);
    return value && lines.entry(scalar, key, value);
  }

  private isKeyBefore(colon: number): boolean {
    return this.lines.text[colon] === ':' && this.lines.isSpace(colon + 1);
  }

  /** The value of a key that has none on its line. */
  private below(from: number, column: number, depth: number): Node | null {
    const { lines } = this;
    const rest = lines.afterBlanks(from);
    lines.finish(from);
    lines.advance();
    if (this.isDeeper(column)) return this.collection(depth + 1);
    if (this.goesOn(column) && lines.isItem(lines.at)) return this.list(column, depth + 1);
    return lines.nothing(rest);
  }

  private item(column: number, depth: number): Node | null {
    const { lines } = this;
    const from = lines.afterBlanks(lines.at + 1);
    if (lines.isRest(from) || depth >= limits.nesting / 2) return null;
    const inner = from - lines.lineStart;
    this.values += 2;
    if (lines.isItem(from)) {
      lines.at = from;
      return this.list(inner, depth + 1);
    }
    const scalar = scalarAt(lines, from, false);
    const isKey = scalar !== null && this.isKeyBefore(lines.afterBlanks(scalar.end));
    return isKey ? this.map(scalar, inner, depth + 1) : this.inline(from, column, depth);
  }

  /** A value that begins on the line of its key or dash. */
  private inline(from: number, column: number, depth: number): Node | null {
    const { lines } = this;
    const node = this.value(from, column, depth);
    if (node === null || (!isBlockScalar(node) && !lines.finish(endOf(node)))) return null;
    lines.advance();
    return node;
  }

  private value(from: number, column: number, depth: number): Node | null {
    const { lines } = this;
    const first = lines.text[from];
    if (first === '|' || first === '>') return blockScalarAt(lines, from, column);
    if (first === '[' || first === '{') {
      const node = flowAt(lines, from, depth + 1);
      this.values += node ? endOf(node) - from : 0;
      return node;
    }
    const scalar = scalarAt(lines, from, false);
    return scalar && lines.scalar(scalar);
  }
}

/** Whether a value takes the lines that it stands on to their ends. */
function isBlockScalar(node: Node): boolean {
  return node.kind === 'scalar' && (node.style === 'literal' || node.style === 'folded');
}
