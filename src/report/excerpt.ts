import type { Severity, Side } from '../finding.ts';
import type { Location } from '../source/location.ts';
import { displayWidth } from './display-width.ts';
import type { Palette } from './palette.ts';
import type { PatchLine } from './patch.ts';
import { escapeTerminal } from './escape/escape-terminal.ts';
import type { LineOf } from './source-lines.ts';
import { wrapped } from './wrapped.ts';

/** Longer lines are cut around the marker: a minified line would fill the screen. */
const widest = 160;
/** No terminal is so narrow that less would help. */
const narrowest = 40;

/** How much of a line is shown: what the terminal has room for beside the line numbers. */
const roomIn = (columns: number | undefined): number =>
  columns === undefined ? widest : Math.max(narrowest, Math.min(widest, columns - besideLines));

/** Indentation, line number and bar. */
const besideLines = 12;
/** The same without the number, where its width is known. */
const besideBar = 6;

const shown = (text: string): string => escapeTerminal(text).replaceAll('\t', '    ');

const gutter = (number: number | string, width: number): string => `${String(number).padStart(width)} │ `;

/** A part of a text with marks where something is cut off; no character is cut in two. */
function window(text: string, from: number, room: number): string {
  const isInside = (index: number): boolean => /[\uDC00-\uDFFF]/.test(text.charAt(index));
  const start = isInside(from) ? from + 1 : from;
  const end = isInside(from + room) ? from + room - 1 : from + room;
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`;
}

interface Marked {
  readonly line: string;
  /** Where the marker begins, and its length, in columns of `line`. */
  readonly start: number;
  readonly length: number;
}

function mark(line: string, at: Location, room: number): Marked {
  const end = at.endLine === at.line ? at.endColumn - 1 : line.trimEnd().length;
  const before = shown(line.slice(0, at.column - 1));
  const marked = shown(line.slice(at.column - 1, end));
  const whole = shown(line.trimEnd());
  if (whole.length <= room)
    return { line: whole, start: displayWidth(before), length: Math.max(1, displayWidth(marked)) };
  const from = Math.max(0, before.length - Math.floor(room / 2));
  const left = window(before, from, before.length - from).replace(/…$/, '');
  return {
    line: window(whole, from, room),
    start: displayWidth(left),
    length: Math.max(1, Math.min(displayWidth(marked), from + room - before.length)),
  };
}

/** What an excerpt points at, and how. */
export interface Pointer {
  readonly at: Location;
  /** The tree whose lines are shown. */
  readonly side: Side;
  /** Null marks the line without colour. */
  readonly severity: Severity | null;
  /** Printed behind the marker; empty for none. */
  readonly label: string;
  /** How many lines above the marked one are shown. */
  readonly above: number;
}

/** How an excerpt is drawn. */
export interface Screen {
  readonly palette: Palette;
  /** The width of the terminal; absent where it is none. */
  readonly columns?: number | undefined;
}

/** The line of a place with a marker beneath it, indented; nothing when the line cannot be had. */
export function excerpt(
  { at, side, severity, label, above }: Pointer,
  lineOf: LineOf,
  { palette, columns }: Screen,
): readonly string[] {
  const line = lineOf(at.path, at.line, side);
  if (line === undefined) return [];
  const room = roomIn(columns);
  const width = String(at.line).length;
  const marked = fitting(room, (length) => mark(line, at, length));
  const numbers = Array.from({ length: above }, (_, index) => at.line - above + index).filter((number) => number > 0);
  const paint = (text: string): string => (severity ? palette.severity(severity, text) : palette.strong(text));
  const isBeside = columns === undefined || marked.start + marked.length + displayWidth(label) + besideLines <= columns;
  const beside = label === '' || !isBeside ? '' : ` ${label}`;
  const below = label === '' || isBeside ? [] : wrapped(label, columns - width - besideBar);
  return [
    ...numbers.map((number) =>
      palette.faint(gutter(number, width) + cutLine(lineOf(at.path, number, side) ?? '', 0, room)).trimEnd(),
    ),
    palette.faint(gutter(at.line, width)) + marked.line,
    palette.faint(gutter('', width)) + ' '.repeat(marked.start) + paint('^'.repeat(marked.length) + beside),
    ...below.map((part) => palette.faint(gutter('', width)) + paint(part)),
  ].map((text) => `  ${text}`);
}

function cutLine(line: string, from: number, room: number): string {
  const text = shown(line.trimEnd());
  const cut = (length: number): { readonly line: string } => ({
    line: text.length <= length ? text : window(text, from, length),
  });
  return fitting(room, cut).line;
}

/** What fits into columns of the terminal, of which wide characters take two: fewer characters are tried until it does. */
function fitting<T extends { readonly line: string }>(room: number, cut: (length: number) => T): T {
  let length = room;
  for (;;) {
    const tried = cut(length);
    const width = displayWidth(tried.line);
    if (width <= room + 2 || length <= fewest) return tried;
    length = Math.max(fewest, Math.floor((length * room) / width));
  }
}

/** Characters without which nothing can be recognised. */
const fewest = 8;

/** A suggestion as a small diff with line numbers of the file as it stands. */
export function patchLines(patch: readonly PatchLine[], { palette, columns }: Screen): readonly string[] {
  const room = roomIn(columns);
  const width = Math.max(1, ...patch.map(({ number }) => String(number ?? '').length));
  return patch.map(({ kind, number, text }, index) => {
    const line = cutLine(text, kind === 'same' ? 0 : firstChange(patch, index, room), room);
    if (kind === 'added') return palette.added(`  ${gutter('+', width)}${line}`);
    if (kind === 'removed') return palette.removed(`  ${gutter('-', width)}${line}`);
    return `  ${palette.faint(gutter(number ?? '', width))}${line}`.trimEnd();
  });
}

/** Where a long line is to be cut so that what differs from the one that it replaces is seen. */
function firstChange(patch: readonly PatchLine[], index: number, room: number): number {
  const own = patch[index];
  const isRun = (line: PatchLine | undefined): boolean => line !== undefined && line.kind !== 'same';
  let [first, last] = [index, index];
  while (isRun(patch[first - 1])) first -= 1;
  while (isRun(patch[last + 1])) last += 1;
  const run = patch.slice(first, last + 1);
  const same = run.filter(({ kind }) => kind === own?.kind);
  const others = run.filter(({ kind }) => kind !== own?.kind);
  const other = own && others[same.indexOf(own)];
  if (own === undefined || other === undefined) return 0;
  const [a, b] = [shown(own.text), shown(other.text)];
  let common = 0;
  while (common < a.length && a[common] === b[common]) common += 1;
  return common < room / 2 ? 0 : common - Math.floor(room / 4);
}
