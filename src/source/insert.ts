import type { Edit } from './change.ts';
import { isLocation } from './location.ts';
import type { Location } from './location.ts';
import type { Json, ListNode, MapNode, Node } from './node.ts';
import { localStyle } from './text-style.ts';
import type { TextStyle } from './text-style.ts';
import { isJsonMap, writeBlock, writeEntries, writeFlow, writeFlowEntry, writeItem } from './write-yaml.ts';

/** Ways to add an entry at the end of a map. */
export function insertEntry(
  map: MapNode,
  key: string,
  value: Json,
  text: string,
  fileStyle: TextStyle,
): readonly Edit[] {
  const { at } = map;
  if (!isLocation(at) || text[at.start] === '*') return [];
  const style = localStyle(fileStyle, map);
  if (map.flow) {
    const last = lastOf(
      [...map.entries.values()].map((entry) => ({ from: entry.keyAt, to: entry.value.at })),
      at,
    );
    return insertFlow(at, last, { [key]: value }, () => writeFlowEntry(key, value, style), text, style);
  }
  const column = indentOf(at, text);
  return [afterLine(at.path, text, at.end, writeEntries({ [key]: value }, column, style), style)];
}

/** Ways to add an item at the end of a list. */
export function insertItem(list: ListNode, value: Json, text: string, fileStyle: TextStyle): readonly Edit[] {
  const { at } = list;
  if (!isLocation(at) || text[at.start] === '*') return [];
  const style = localStyle(fileStyle, list);
  if (list.flow) {
    const last = lastOf(
      list.items.map((item) => ({ from: item.at, to: item.at })),
      at,
    );
    return insertFlow(at, last, [value], () => writeFlow(value, style), text, style);
  }
  const last = list.items.at(-1);
  const gap = last === undefined ? 1 : gapBefore(last, at);
  const inFlow = last !== undefined && (last.kind === 'map' || last.kind === 'list') && last.flow;
  const lines = inFlow
    ? [`${' '.repeat(indentOf(at, text))}-${' '.repeat(gap)}${writeFlow(value, bracesAs(text, last, style))}`]
    : writeItem(value, indentOf(at, text), gap, style);
  return [afterLine(at.path, text, at.end, lines, style)];
}

/** The blanks before a block: a byte order mark on the first line takes a column and is none. */
function indentOf(at: Location, text: string): number {
  return at.column - 1 - (at.line === 1 && text.startsWith('\uFEFF') ? 1 : 0);
}

/** New lines below the line on which an offset stands, whatever comment ends that line. */
function afterLine(path: string, text: string, offset: number, lines: readonly string[], style: TextStyle): Edit {
  const end = lineEnd(text, offset);
  return { path, start: end, end, replacement: lines.map((line) => style.lineBreak + line).join('') };
}

/** The offset before the break of the line that holds an offset. */
export function lineEnd(text: string, offset: number): number {
  const lineFeed = text.indexOf('\n', offset);
  if (lineFeed === -1) return text.length;
  return lineFeed > offset && text[lineFeed - 1] === '\r' ? lineFeed - 1 : lineFeed;
}

interface Span {
  readonly from: Location;
  readonly to: Location;
}

/** The last child that is written between the brackets. */
function lastOf(children: readonly { from: Node['at']; to: Node['at'] }[], at: Location): Span | undefined {
  const within = children.flatMap(({ from, to }) =>
    isLocation(from) && isLocation(to) && at.start < from.start && to.end < at.end ? [{ from, to }] : [],
  );
  return within.reduce<Span | undefined>(
    (best, each) => (best && best.from.start > each.from.start ? best : each),
    undefined,
  );
}

function insertFlow(
  at: Location,
  last: Span | undefined,
  added: Json,
  write: () => string,
  text: string,
  style: TextStyle,
): readonly Edit[] {
  if (last === undefined) return fillEmpty(at, added, text, style);
  const { path } = at;
  const end = Math.max(last.to.end, last.from.end);
  const plain = { path, start: end, end, replacement: `, ${write()}` };
  const before = text.slice(text.lastIndexOf('\n', last.from.start - 1) + 1, last.from.start);
  const stop = lineEnd(text, end);
  const rest = /^([ \t]*)(?:(,)([ \t]*))?(#.*)?$/.exec(text.slice(end, stop));
  if (!/^ *$/.test(before) || rest === null) return [plain];
  const [, blanks = '', comma = '', between = '', comment = ''] = rest;
  const tail = between + comment;
  // On lines of their own: the comma goes to the last item, its comment stays with it.
  const replacement = `,${blanks}${tail}${style.lineBreak}${before}${write()}${comma}`;
  return [{ path, start: end, end: stop, replacement }, plain];
}

/** `{}` and `[]`: rewritten in block style where that is possible and reads better, else filled. */
function fillEmpty(at: Location, added: Json, text: string, style: TextStyle): readonly Edit[] {
  const { path, start, end } = at;
  const filled: Edit = { path, start, end, replacement: writeFlow(added, style) };
  if (text.slice(start + 1, end - 1).trim() !== '') return [];
  const block = blockInstead(at, added, text, style);
  return block === null || (isShort(added) && filled.replacement.length < 40)
    ? [filled, ...(block ? [block] : [])]
    : [block, filled];
}

/** A list of plain values, or a map with one, stays in flow style when its author began so. */
function isShort(value: Json): boolean {
  const parts: readonly Json[] = Array.isArray(value) ? value : isJsonMap(value) ? Object.values(value) : [];
  return Array.isArray(value) && parts.every((part) => typeof part !== 'object' || part === null);
}

/** All that may stand before the value that a key has on its line, the indentation (with dashes) as a group. */
const plainKey = /^(?:\ufeff?--- )?\ufeff?( *(?:- +)*)[^\s#'"{[][^#'"{[]*:[ \t]*(?:[&!]\S+[ \t]+)*$/;
const quotedKey = /^( *(?:- +)*)(?:"[^"\\]*"|'[^']*'):[ \t]*(?:[&!]\S+[ \t]+)*$/;
const maxKeyLength = 1000;

/** Block style in place of an empty collection that ends a line `key: {}`. */
export function blockInstead(at: Location, value: Json, text: string, style: TextStyle): Edit | null {
  const lineStart = text.lastIndexOf('\n', at.start - 1) + 1;
  const before = text.slice(lineStart, at.start);
  const key = before.length > maxKeyLength ? null : (plainKey.exec(before) ?? quotedKey.exec(before));
  if (key === null) return null;
  const stop = lineEnd(text, at.end);
  const rest = text.slice(at.end, stop);
  if (!/^[ \t]*(?:[ \t]#.*)?$/.test(rest)) return null;
  const column = (key[1] ?? '').length;
  const block = writeBlock(value, column, style);
  if (block.below.length === 0) return null;
  const start = at.start - (before.length - before.trimEnd().length);
  const comment = rest.trim() === '' ? '' : ` ${rest.trim()}`;
  const replacement = comment + block.below.map((line) => style.lineBreak + line).join('');
  return { path: at.path, start, end: stop, replacement };
}

function gapBefore(item: Node, list: Location): number {
  if (!isLocation(item.at) || item.at.line < list.line) return 1;
  const gap = item.at.column - list.column - 1;
  return item.at.start > list.start && gap >= 1 && gap <= 8 ? gap : 1;
}

function bracesAs(text: string, node: Node, style: TextStyle): TextStyle {
  if (node.kind !== 'map' || !isLocation(node.at)) return style;
  const json = localStyle(style, node).json;
  return { ...style, json, bracePadding: /\s/.test(text[node.at.start + 1] ?? '') ? ' ' : '' };
}
