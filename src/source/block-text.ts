import { type BlockLines, lineFeed } from './block-lines.ts';
import type { ScalarNode } from './node.ts';

const tab = 9;

/** The lines of a block scalar, without its indentation. */
interface Content {
  readonly rows: readonly string[];
  /** Behind the last character that is no line feed. */
  readonly end: number;
}

/**
 * The block scalar whose header stands at an offset of the line; null where its indentation or its end is unusual.
 * @param parent the column of the map or list that it stands in, from 0
 */
export function blockScalarAt(lines: BlockLines, start: number, parent: number): ScalarNode | null {
  const { text } = lines;
  const folded = text[start] === '>';
  const strip = text[start + 1] === '-';
  const headerEnd = lines.afterBlanks(start + (strip ? 2 : 1));
  if (text.charCodeAt(headerEnd) !== lineFeed) return null;
  const content = contentAt(lines, headerEnd + 1, parent);
  if (content === null || (folded && content.rows.some((row) => /^[ \t]/.test(row)))) return null;
  const value = (folded ? unfolded(content.rows) : content.rows.join('\n')) + (strip ? '' : '\n');
  const { end } = content;
  return lines.textBlock(start, end, value, folded ? 'folded' : 'literal');
}

/** One line break is a blank, more are one fewer. */
function unfolded(rows: readonly string[]): string {
  return rows.join('\n').replace(/\n+/g, (breaks) => (breaks.length === 1 ? ' ' : breaks.slice(1)));
}

/** The content from an offset on, and the lines moved behind it; null where it is not plain to see. */
function contentAt(lines: BlockLines, from: number, parent: number): Content | null {
  const { text } = lines;
  const indent = lines.afterBlanks(from) - from;
  if (indent <= parent) return null;
  const rows: string[] = [];
  /** Blank lines that are content if more follows. */
  let pending = 0;
  let end = from;
  let start = from;
  for (; start < text.length; start = lines.lineEnd(start) + 1) {
    const first = lines.afterBlanks(start);
    const code = text.charCodeAt(first);
    if (code === lineFeed) {
      if (first - start > indent || rows.length === 0) return null;
      pending++;
      continue;
    }
    if (first - start < indent && code !== tab) break;
    end = lines.lineEnd(start);
    // Without its last line break it says something else.
    if (first - start < indent || end === text.length) return null;
    for (; pending > 0; pending--) rows.push('');
    rows.push(text.slice(start + indent, end));
  }
  if (rows.length === 0) return null;
  lines.jump(start, 1 + rows.length + pending);
  return { rows, end };
}
