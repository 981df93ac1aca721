import type { ListNode, MapNode, Node } from './node.ts';
import { isLocation } from './location.ts';

/** How a file writes its YAML, so that what is added looks as if its author had written it. */
export interface TextStyle {
  readonly lineBreak: '\n' | '\r\n';
  /** Columns from a map to the map below it. */
  readonly step: number;
  /** Columns from a key to the `-` of its list: 0 or `step`. */
  readonly listOffset: number;
  readonly quote: '"' | "'";
  /** Between the braces of a flow map and its content. */
  readonly bracePadding: string;
  /** Keys and strings quoted throughout, as JSON demands. */
  readonly json: boolean;
}

/** Reads the style off the text of a file; where its line breaks are mixed, those near an offset count. */
export function textStyle(path: string, text: string, near: number): TextStyle {
  const rows = text.split(/\r?\n/);
  const seen = indents(rows);
  const step = mostFrequent(seen.maps) ?? 2;
  const listOffset = mostFrequent(seen.lists);
  return {
    lineBreak: lineBreakAt(text, near),
    step,
    listOffset: listOffset ?? step,
    quote: countOf(text, /[:\-,[] +'/g) > countOf(text, /[:\-,[] +"/g) ? "'" : '"',
    bracePadding: countOf(text, /\{ [^{]/g) > countOf(text, /\{[^\s{}]/g) ? ' ' : '',
    json: path.endsWith('.json'),
  };
}

function lineBreakAt(text: string, offset: number): '\n' | '\r\n' {
  const next = text.indexOf('\n', offset);
  const lineFeed = next === -1 ? text.lastIndexOf('\n') : next;
  return lineFeed > 0 && text[lineFeed - 1] === '\r' ? '\r\n' : '\n';
}

/** Increases of indentation below lines that end with a key, for maps and for lists. */
function indents(rows: readonly string[]): { maps: number[]; lists: number[] } {
  const maps: number[] = [];
  const lists: number[] = [];
  let parent: number | null = null;
  for (const row of rows) {
    const content = /^( *)((?:- +)*)([^ #\r].*)$/.exec(row);
    if (content === null) continue;
    const [, spaces = '', dashes = '', rest = ''] = content;
    const here = spaces.length;
    if (parent !== null && here >= parent) {
      if (dashes !== '' || rest === '-') lists.push(here - parent);
      else if (here > parent) maps.push(here - parent);
    }
    parent = /^[^:#'"{[]*:(?:\s+#.*|\s*)$/.test(rest) ? here + dashes.length : null;
  }
  return { maps, lists };
}

function mostFrequent(values: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** The style below one map or list: its own nested collections and keys speak louder than the rest of the file. */
export function localStyle(style: TextStyle, node: MapNode | ListNode): TextStyle {
  const children = node.kind === 'map' ? [...node.entries.values()].map((entry) => entry.value) : node.items;
  const maps = children.flatMap((child) => offsetOf(node, child, 'map'));
  const lists = children.flatMap((child) => offsetOf(node, child, 'list'));
  const step = node.kind === 'map' ? mostFrequent(maps) : null;
  const listOffset = node.kind === 'map' ? mostFrequent(lists) : null;
  const firstKey = node.kind === 'map' ? [...node.entries.values()][0] : undefined;
  return {
    ...style,
    step: step ?? style.step,
    listOffset: listOffset ?? style.listOffset,
    json: style.json || (node.flow && firstKey !== undefined && isQuoted(firstKey.keyAt, firstKey.key)),
  };
}

function offsetOf(parent: Node, child: Node, kind: 'map' | 'list'): number[] {
  if (child.kind !== kind || child.flow || !isLocation(child.at) || !isLocation(parent.at)) return [];
  const offset = child.at.column - parent.at.column;
  return child.at.line > parent.at.line && offset >= 0 && offset <= 8 ? [offset] : [];
}

function isQuoted(at: MapNode['at'], key: string): boolean {
  return isLocation(at) && at.end - at.start === key.length + 2;
}
