import type { Suggestion } from '../finding.ts';
import { lineMap, type LineMap } from '../source/line-map.ts';
import type { Location } from '../source/location.ts';
import type { Sources } from '../source/sources.ts';
import { changedLines } from './changed-lines.ts';

/** The trees of a review that judged the merge of head into base. */
export interface MergedTrees {
  /** The tip of the base branch. */
  readonly base: Sources;
  /** What base is after the merge. */
  readonly merged: Sources;
  /** The branch as its author sees it; files that are the same in `merged` need no text. */
  readonly head: Sources;
}

/** Where places of the merge stand in head. */
export interface HeadPlaces {
  /** The path in head: another one where base renamed the file. Undefined where head has no such file. */
  path(path: string): string | undefined;
  /** The same lines in head; the first alone where not all of a place are there, undefined where not even it is. */
  inHead(at: Location): Location | undefined;
  /** The same lines in base, for what head has not; the place as it is where base has not got it either. */
  inBase(at: Location): Location;
  /** The changed line nearest to a place in its file, as a place in head. */
  nearestChange(at: Location): Location | undefined;
  /** The suggestion on the lines of head, or null where they are not the same lines in both. */
  suggestion(suggestion: Suggestion): Suggestion | null;
}

/** Each pair of texts is compared when a place in it is first asked for. */
export function headPlaces({ base, merged, head }: MergedTrees): HeadPlaces {
  const changes = changedLines(base, merged);
  const pathOf = pathInHead(merged, head);
  const toHead = pairs((path) => {
    const there = pathOf(path);
    return there === undefined ? undefined : pairOf(merged, path, head, there);
  });
  const toBase = pairs((path) => pairOf(merged, path, base, path));
  const inHead = (at: Location): Location | undefined => {
    const pair = toHead(at.path);
    return pair && moved(at, pair);
  };
  return {
    path: pathOf,
    inHead,
    inBase(at) {
      const pair = toBase(at.path);
      return (pair && moved(at, pair)) ?? at;
    },
    nearestChange(at) {
      const line = changes.nearest(at);
      return line && inHead(line);
    },
    suggestion(suggestion) {
      const pair = toHead(suggestion.path);
      return pair ? movedSuggestion(suggestion, pair) : null;
    },
  };
}

/**
 * Paths of head whose text `headPlaces` needs to place what stands at these paths of the merge. `oidInHead`
 * is the blob id of a path of head.
 */
export function pathsToCompare(
  paths: Iterable<string>,
  merged: Sources,
  oidInHead: ReadonlyMap<string, string | null>,
): ReadonlySet<string> {
  const needed = new Set<string>();
  for (const path of paths) {
    const oid = oidInHead.get(path);
    if (oid === undefined) for (const gone of goneFrom(merged, oidInHead.keys(), path)) needed.add(gone);
    else if (oid === null || oid !== merged.oid(path)) needed.add(path);
  }
  return needed;
}

/** One file in two trees. */
interface Pair {
  readonly path: string;
  /** Undefined where both texts are the same. */
  readonly texts: { readonly from: string; readonly to: string; readonly line: LineMap } | undefined;
}

function pairs(make: (path: string) => Pair | undefined): (path: string) => Pair | undefined {
  const known = new Map<string, Pair | undefined>();
  return (path) => {
    if (!known.has(path)) known.set(path, make(path));
    return known.get(path);
  };
}

function pairOf(one: Sources, path: string, other: Sources, there: string): Pair | undefined {
  if (!other.has(there)) return undefined;
  if (one.oid(path) === other.oid(there)) return { path: there, texts: undefined };
  const from = one.text(path);
  const to = other.text(there);
  // A file that one side cannot read has no lines to compare.
  if (from === undefined || to === undefined) return undefined;
  return { path: there, texts: { from, to, line: lineMap(from, to) } };
}

function moved(at: Location, { path, texts }: Pair): Location | undefined {
  if (texts === undefined) return { ...at, path };
  const line = texts.line(at.line);
  if (line === undefined) return undefined;
  const isWhole = areTogether(at.line, at.endLine, texts.line);
  const shift = startOf(texts.to, line) - startOf(texts.from, at.line);
  const start = at.start + shift;
  if (isWhole) return { ...at, path, start, end: at.end + shift, line, endLine: line + at.endLine - at.line };
  const end = startOf(texts.to, line) + lineAt(texts.to, line).length;
  return { ...at, path, start, end, line, endLine: line, endColumn: end - startOf(texts.to, line) + 1 };
}

/**
 * The lines to replace and one on either side must be the same in both: git merges no two changes that
 * touch, so a suggestion beside a line that base changed would make a conflict.
 */
function movedSuggestion(suggestion: Suggestion, { path, texts }: Pair): Suggestion | null {
  if (texts === undefined) return { ...suggestion, path };
  const { startLine, endLine } = suggestion;
  const line = texts.line(startLine);
  if (line === undefined || !areTogether(startLine, endLine, texts.line)) return null;
  const moves = line - startLine;
  const isSame = (number: number): boolean => texts.line(number) === number + moves;
  const top = startLine === 1 ? moves === 0 : isSame(startLine - 1);
  const isLast = endLine === countLines(texts.from);
  const bottom = isLast ? endLine + moves === countLines(texts.to) : isSame(endLine + 1);
  return top && bottom ? { ...suggestion, path, startLine: line, endLine: endLine + moves } : null;
}

/** Whether lines that stand in a row do so in the other text as well. */
function areTogether(first: number, last: number, map: LineMap): boolean {
  const moves = (map(first) ?? 0) - first;
  for (let line = first; line <= last; line += 1) if (map(line) !== line + moves) return false;
  return true;
}

function startOf(text: string, line: number): number {
  let start = 0;
  for (let number = 1; number < line; number += 1) start = text.indexOf('\n', start) + 1;
  return start;
}

function lineAt(text: string, line: number): string {
  const start = startOf(text, line);
  const end = text.indexOf('\n', start);
  return text.slice(start, end === -1 ? text.length : end).replace(/\r$/, '');
}

const countLines = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

/** Of a text that base renamed at least this part of the lines is still in head. */
const leastAlike = 0.5;

/** A path in head, followed over a renaming in base: then head still has the file under its former name. */
function pathInHead(merged: Sources, head: Sources): (path: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  const search = (path: string): string | undefined => {
    const text = merged.text(path);
    if (text === undefined) return undefined;
    const lines = text.split('\n').map((_, index) => index + 1);
    let best: { readonly path: string; readonly alike: number } | undefined;
    for (const former of goneFrom(merged, head.paths, path)) {
      const map = lineMap(text, head.text(former) ?? '');
      const alike = lines.filter((line) => map(line) !== undefined).length / lines.length;
      if (alike >= leastAlike && alike > (best?.alike ?? 0)) best = { path: former, alike };
    }
    return best?.path;
  };
  return (path) => {
    if (head.has(path)) return path;
    if (!known.has(path)) known.set(path, search(path));
    return known.get(path);
  };
}

/** Paths of head that the merge has no more, of the kind of file that a path is; more than a few are a reorganisation. */
function goneFrom(merged: Sources, paths: Iterable<string>, like: string): readonly string[] {
  const extension = extensionOf(like);
  const gone = [...paths].filter((path) => extensionOf(path) === extension && !merged.has(path));
  return gone.length > mostRenamed ? [] : gone;
}

const mostRenamed = 50;

const extensionOf = (path: string): string => /\.[^./]*$/.exec(path)?.[0] ?? '';
