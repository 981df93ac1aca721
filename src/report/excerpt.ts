import type { Severity, Side } from '../finding.ts';
import type { Location } from '../source/location.ts';
import type { Palette } from './palette.ts';
import type { PatchLine } from './patch.ts';
import { escapeTerminal } from './escape/escape-terminal.ts';
import type { LineOf } from './source-lines.ts';

/** Longer lines are cut around the marker: a minified line would fill the screen. */
const widest = 160;

const shown = (text: string): string => escapeTerminal(text).replaceAll('\t', '    ');

const gutter = (number: number | string, width: number): string => `${String(number).padStart(width)} │ `;

interface Marked {
  readonly line: string;
  /** Where the marker begins, and its length, in characters of `line`. */
  readonly start: number;
  readonly length: number;
}

function mark(line: string, at: Location): Marked {
  const end = at.endLine === at.line ? at.endColumn - 1 : line.trimEnd().length;
  const start = shown(line.slice(0, at.column - 1)).length;
  const length = Math.max(1, shown(line.slice(at.column - 1, end)).length);
  const whole = shown(line.trimEnd());
  if (whole.length <= widest) return { line: whole, start, length };
  const from = Math.max(0, start - widest / 2);
  const cut = whole.slice(from, from + widest);
  const before = from > 0 ? '…' : '';
  const after = from + widest < whole.length ? '…' : '';
  return {
    line: before + cut + after,
    start: start - from + before.length,
    length: Math.min(length, from + widest - start),
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

/** The line of a place with a marker beneath it, indented; nothing when the line cannot be had. */
export function excerpt(
  { at, side, severity, label, above }: Pointer,
  lineOf: LineOf,
  palette: Palette,
): readonly string[] {
  const line = lineOf(at.path, at.line, side);
  if (line === undefined) return [];
  const width = String(at.line).length;
  const marked = mark(line, at);
  const numbers = Array.from({ length: above }, (_, index) => at.line - above + index).filter((number) => number > 0);
  const paint = (text: string): string => (severity ? palette.severity(severity, text) : palette.strong(text));
  return [
    ...numbers.map((number) =>
      palette.faint(gutter(number, width) + cutLine(lineOf(at.path, number, side) ?? '')).trimEnd(),
    ),
    palette.faint(gutter(at.line, width)) + marked.line,
    palette.faint(gutter('', width)) +
      ' '.repeat(marked.start) +
      paint('^'.repeat(marked.length) + (label === '' ? '' : ` ${label}`)),
  ].map((text) => `  ${text}`);
}

function cutLine(line: string): string {
  const text = shown(line.trimEnd());
  return text.length <= widest ? text : `${text.slice(0, widest)}…`;
}

/** A suggestion as a small diff with line numbers of the file as it stands. */
export function patchLines(patch: readonly PatchLine[], palette: Palette): readonly string[] {
  const width = Math.max(1, ...patch.map(({ number }) => String(number ?? '').length));
  return patch.map(({ kind, number, text }) => {
    const line = cutLine(text);
    if (kind === 'added') return palette.added(`  ${gutter('+', width)}${line}`);
    if (kind === 'removed') return palette.removed(`  ${gutter('-', width)}${line}`);
    return `  ${palette.faint(gutter(number ?? '', width))}${line}`.trimEnd();
  });
}
