import type { Edit, ValueChange } from './change.ts';
import { isLocation, type Location } from './location.ts';
import type { Entry, MapNode } from './node.ts';
import type { TextStyle } from './text-style.ts';
import { writeKey } from './write-yaml.ts';

type Move = Extract<ValueChange, { kind: 'move' }>;

/** Whole lines of a text, from 0; `end` is not among them. */
interface Lines {
  readonly start: number;
  readonly end: number;
}

/** Lines to put in before another line. */
interface Insertion {
  readonly before: number;
  readonly lines: readonly string[];
}

/**
 * Ways to move an entry with its comments to another place below a map. An entry that stays in its map gets another
 * key; else the lines of a block are taken out, with the maps around them that would be left empty, and put in at the
 * end of the map that takes them. One edit spans it all.
 */
export function moveEntry({ map, from, to }: Move, text: string, style: TextStyle): readonly Edit[] {
  const parents = mapsAlong(map, from);
  const parent = parents?.at(-1);
  const key = from.at(-1);
  const entry = typeof key === 'string' ? parent?.entries.get(key) : undefined;
  if (parents === null || parent === undefined || entry === undefined || !isLocation(entry.keyAt)) return [];
  const name = to.at(-1);
  if (isSamePath(from.slice(0, -1), to.slice(0, -1)) && name !== undefined && !parent.entries.has(name)) {
    const { path, start, end } = entry.keyAt;
    return [{ path, start, end, replacement: writeKey(name, style) }];
  }
  const rows = text.split('\n');
  const emptied = parents
    .slice(1)
    .toReversed()
    .findIndex((each) => each.entries.size > 1);
  const kept = emptied === -1 ? 0 : parents.length - 1 - emptied;
  const top = entryOf(parents[kept], from[kept]);
  const removed = top && linesOf(top, rows, true);
  if (!removed) return [];
  const insertions = insertInto({ map, rows, style, removed }, entry, to);
  return insertions === null ? [] : asEdit(entry.keyAt.path, text, rows, withGap(removed, rows), insertions);
}

/** The maps from the first to the one that holds the last key; null where another kind of node is between. */
function mapsAlong(map: MapNode, path: Move['from']): readonly MapNode[] | null {
  const maps = [map];
  for (const step of path.slice(0, -1)) {
    const next = typeof step === 'string' ? maps.at(-1)?.entries.get(step)?.value : undefined;
    if (next?.kind !== 'map') return null;
    maps.push(next);
  }
  return maps;
}

function entryOf(map: MapNode | undefined, key: string | number | undefined): Entry | undefined {
  return typeof key === 'string' ? map?.entries.get(key) : undefined;
}

function isSamePath(one: Move['from'], other: Move['to']): boolean {
  return one.length === other.length && one.every((step, index) => step === other[index]);
}

/** The lines of an entry in block style, and of the comments right above it; null in flow style. */
function linesOf({ keyAt }: Entry, rows: readonly string[], withComments: boolean): Lines | null {
  if (!isLocation(keyAt)) return null;
  const first = keyAt.line - 1;
  const column = keyAt.column - 1;
  if ((rows[first] ?? '').slice(0, column).trim() !== '') return null;
  let end = first + 1;
  for (let at = end; at < rows.length; at += 1) {
    const row = rows[at] ?? '';
    if (row.trim() === '') continue;
    const indent = indentOf(row);
    if (indent < column || (indent === column && !/^ *-(?:\s|$)/.test(row))) break;
    end = at + 1;
  }
  return { start: withComments ? aboveComments(first, column, rows) : first, end };
}

/** The first of the comments that stand right above a line. */
function aboveComments(line: number, column: number, rows: readonly string[]): number {
  let first = line;
  while (isCommentAt(rows[first - 1], column)) first -= 1;
  return first;
}

/** With the blank lines above, which stood between two blocks. */
function withGap({ start, end }: Lines, rows: readonly string[]): Lines {
  let first = start;
  while (first > 0 && rows[first - 1]?.trim() === '') first -= 1;
  return { start: first, end };
}

function isCommentAt(row: string | undefined, column: number): boolean {
  return row !== undefined && row.trimStart().startsWith('#') && indentOf(row) === column;
}

function indentOf(row: string): number {
  return row.length - row.trimStart().length;
}

interface Target {
  readonly map: MapNode;
  readonly rows: readonly string[];
  readonly style: TextStyle;
  readonly removed: Lines;
}

/** Where the lines of an entry go; a map that is there already takes them one by one. Null where they do not fit. */
function insertInto({ map, ...rest }: Target, entry: Entry, to: Move['to']): readonly Insertion[] | null {
  const { rows, removed, style } = rest;
  let target = map;
  let depth = 0;
  for (; depth < to.length; depth += 1) {
    const next = target.entries.get(to[depth] ?? '');
    if (next === undefined || isWithin(next.keyAt, removed)) break;
    if (next.value.kind !== 'map' || next.value.flow) return null;
    target = next.value;
  }
  if (depth === to.length) {
    if (entry.value.kind !== 'map' || entry.value.flow) return null;
    const each = [...entry.value.entries].map(([key, child]) =>
      isWithin(child.keyAt, removed) ? insertInto({ map, ...rest }, child, [...to, key]) : null,
    );
    return each.some((one) => one === null) ? null : each.flatMap((one) => one ?? []);
  }
  const place = endOf(target, rows, removed);
  const own = linesOf(entry, rows, true);
  if (place === null || own === null || !isLocation(entry.keyAt)) return null;
  const missing = to
    .slice(depth, -1)
    .map((key, index) => `${' '.repeat(place.column + index * style.step)}${writeKey(key, style)}:`);
  const by = place.column + missing.length * style.step - (entry.keyAt.column - 1);
  const moved = rows.slice(own.start, own.end).map((row) => shifted(row.replace(/\r$/, ''), by));
  const index = entry.keyAt.line - 1 - own.start;
  const renamed = moved[index]?.replace(
    /^( *)(?:"[^"]*"|'[^']*'|[^\s:]+)/,
    (_, blanks: string) => blanks + writeKey(to.at(-1) ?? '', style),
  );
  return [{ before: place.before, lines: [...missing, ...moved.with(index, renamed ?? '')] }];
}

/** After the last entry that stays in a map, and the column of its keys. */
function endOf(map: MapNode, rows: readonly string[], removed: Lines): { before: number; column: number } | null {
  const staying = [...map.entries.values()].filter(({ keyAt }) => isLocation(keyAt) && !isWithin(keyAt, removed));
  const last = staying.at(-1);
  const lines = last && linesOf(last, rows, false);
  if (lines && isLocation(last.keyAt)) return { before: lines.end, column: last.keyAt.column - 1 };
  const gone = [...map.entries.values()][0];
  return staying.length === 0 && gone && isLocation(gone.keyAt)
    ? { before: removed.end, column: gone.keyAt.column - 1 }
    : null;
}

function isWithin(at: Entry['keyAt'], { start, end }: Lines): boolean {
  return isLocation(at) && start < at.line && at.line <= end;
}

function shifted(row: string, by: number): string {
  if (row.trim() === '') return '';
  return by >= 0 ? ' '.repeat(by) + row : row.slice(Math.min(-by, indentOf(row)));
}

/** The lines between the first and the last that change, written anew. */
function asEdit(
  path: Location['path'],
  text: string,
  rows: readonly string[],
  removed: Lines,
  insertions: readonly Insertion[],
): Edit[] {
  const carriage = text.includes('\r\n') ? '\r' : '';
  const first = Math.min(removed.start, ...insertions.map(({ before }) => before - 1));
  const last = Math.max(removed.end, ...insertions.map(({ before }) => before));
  const written: string[] = [];
  for (let at = first; at <= last; at += 1) {
    for (const { before, lines } of insertions)
      if (before === at) written.push(...lines.map((line) => line + carriage));
    if (at < last && (at < removed.start || at >= removed.end)) written.push(rows[at] ?? '');
  }
  const offset = (line: number): number => rows.slice(0, line).reduce((sum, row) => sum + row.length + 1, 0);
  if (written.length === 0) return [];
  const end = Math.min(offset(last) - 1, text.length);
  const replacement = written.join('\n').replace(/\r$/, '');
  return [{ path, start: offset(first), end: text[end - 1] === '\r' ? end - 1 : end, replacement }];
}
