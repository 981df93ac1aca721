import { isLocation } from './location.ts';
import type { ScalarNode } from './node.ts';

/** The text that a scalar holds, with the way back to the file for every offset in it. */
export interface InnerText {
  readonly text: string;
  /** Where the character at an inner offset stands in the file. */
  outerStart(offset: number): number;
  /** Where the character before an inner offset ends in the file. */
  outerEnd(offset: number): number;
}

/** Characters of the text that follow each other in the file as well. */
interface Stretch {
  readonly inner: number;
  readonly outer: number;
  readonly length: number;
}

/** The inner text of a scalar, or null where it does not follow from the file character by character. */
export function innerText(node: ScalarNode, fileText: string): InnerText | null {
  if (!isLocation(node.at) || typeof node.value !== 'string') return null;
  const { value } = node;
  const raw = fileText.slice(node.at.start, node.at.end);
  const stretches = stretchesOf(node.style, raw, value);
  if (stretches === null || textOf(stretches, raw, value) !== value) return null;
  return mapped(value, stretches, node.at.start);
}

function stretchesOf(style: ScalarNode['style'], raw: string, value: string): readonly Stretch[] | null {
  switch (style) {
    case 'literal':
    case 'folded':
      return blockStretches(raw, value);
    case 'plain':
      return [{ inner: 0, outer: 0, length: value.length }];
    case 'single':
    case 'double':
      return [{ inner: 0, outer: 1, length: value.length }];
  }
}

/**
 * The lines of a block scalar without their indentation, which is found by comparing the first
 * line that is not blank with the value: so it also holds for an explicit indicator (`|2`).
 */
function blockStretches(raw: string, value: string): readonly Stretch[] | null {
  const rows = rowsOf(raw).slice(1);
  const first = rows.find((row) => row.text.trim() !== '');
  const valueFirst = value.split('\n').find((line) => line.trim() !== '');
  if (first === undefined || valueFirst === undefined) return null;
  const indent = leadingSpaces(first.text) - leadingSpaces(valueFirst);
  if (indent < 0) return null;
  const stretches: Stretch[] = [];
  let inner = 0;
  for (const row of rows) {
    const skip = Math.min(indent, row.text.length);
    const length = row.text.length - skip;
    stretches.push({ inner, outer: row.start + skip, length });
    inner += length + 1;
  }
  return stretches;
}

interface Row {
  readonly start: number;
  readonly text: string;
}

function rowsOf(text: string): Row[] {
  const rows: Row[] = [];
  for (let start = 0; start <= text.length;) {
    const lineFeed = text.indexOf('\n', start);
    const end = lineFeed === -1 ? text.length : lineFeed;
    rows.push({ start, text: text.slice(start, text[end - 1] === '\r' && lineFeed !== -1 ? end - 1 : end) });
    start = end + 1;
  }
  return rows;
}

function leadingSpaces(text: string): number {
  return text.length - text.replace(/^ +/, '').length;
}

/** What the stretches spell, line by line, with as many breaks at the end as the value has. */
function textOf(stretches: readonly Stretch[], raw: string, value: string): string {
  const text = stretches.map(({ outer, length }) => raw.slice(outer, outer + length)).join('\n');
  const content = withoutFinalBreaks(text);
  if (!value.endsWith('\n')) return text.length > value.length ? content : text;
  return content + '\n'.repeat(value.length - withoutFinalBreaks(value).length);
}

/** A text without the line breaks at its end. By hand: the pattern `\n+$` would look again from each of a million line breaks. */
export function withoutFinalBreaks(text: string): string {
  let end = text.length;
  while (text[end - 1] === '\n') end--;
  return text.slice(0, end);
}

function mapped(text: string, stretches: readonly Stretch[], base: number): InnerText {
  const find = (offset: number): Stretch => {
    let low = 0;
    let high = stretches.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((stretches[middle]?.inner ?? Infinity) <= offset) low = middle;
      else high = middle - 1;
    }
    return stretches[low] ?? { inner: 0, outer: 0, length: 0 };
  };
  const outer = (offset: number): number => {
    const stretch = find(offset);
    return base + stretch.outer + Math.min(offset - stretch.inner, stretch.length);
  };
  return { text, outerStart: outer, outerEnd: outer };
}
