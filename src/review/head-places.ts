import type { Suggestion } from '../finding.ts';
import { lineDiff } from '../source/diff.ts';
import { lineMap, type LineMap } from '../source/line-map.ts';
import { plainLocation, type Location } from '../source/location.ts';
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
  const formerOf = formerPaths(merged, [...oidInHead.keys()]);
  for (const path of paths) {
    const oid = oidInHead.get(path);
    // What the merge has not got either was removed by the change: nothing of it has to be placed.
    if (oid === undefined) for (const former of merged.has(path) ? formerOf(path) : []) needed.add(former);
    else if (oid === null || oid !== merged.oid(path)) needed.add(path);
  }
  return needed;
}

/** One file in two trees. */
interface Pair {
  readonly path: string;
  /** Undefined where both texts are the same. */
  readonly texts: { readonly from: Lines; readonly to: Lines; readonly map: LineMap } | undefined;
}

/** A text by its lines, from 1. */
interface Lines {
  readonly count: number;
  /** The last one a place can be on: the empty one behind the last line break counts. */
  readonly last: number;
  /** Where a line begins, and where it ends without its line break. */
  start(line: number): number;
  end(line: number): number;
}

function linesOf(text: string): Lines {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const start = (line: number): number => starts[line - 1] ?? text.length;
  return {
    count: starts.length - (text.endsWith('\n') ? 1 : 0),
    last: starts.length,
    start,
    end(line) {
      const end = line < starts.length ? start(line + 1) - 1 : text.length;
      return text[end - 1] === '\r' && end > start(line) ? end - 1 : end;
    },
  };
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
  return { path: there, texts: { from: linesOf(from), to: linesOf(to), map: lineMap(from, to) } };
}

function moved(at: Location, { path, texts }: Pair): Location | undefined {
  if (texts === undefined) return { ...plainLocation(at), path };
  const { from, to, map } = texts;
  const line = map.line(at.line);
  // A place behind the last line break has no line where the other text does not end with one.
  if (line === undefined || line > to.last) return undefined;
  const shift = to.start(line) - from.start(at.line);
  const start = at.start + shift;
  if (map.isTogether(at.line, at.endLine))
    return { ...plainLocation(at), path, start, end: at.end + shift, line, endLine: line + at.endLine - at.line };
  const end = to.end(line);
  return { ...plainLocation(at), path, start, end, line, endLine: line, endColumn: end - to.start(line) + 1 };
}

/**
 * The lines to replace and one on either side must be the same in both: git merges no two changes that
 * touch, so a suggestion beside a line that base changed would make a conflict.
 */
function movedSuggestion(suggestion: Suggestion, { path, texts }: Pair): Suggestion | null {
  if (texts === undefined) return { ...suggestion, path };
  const { startLine, endLine } = suggestion;
  const { from, to, map } = texts;
  const line = map.line(startLine);
  if (line === undefined || !map.isTogether(startLine, endLine)) return null;
  const end = line + endLine - startLine;
  const top = startLine === 1 ? line === 1 : map.line(startLine - 1) === line - 1;
  const bottom = endLine === from.count ? end === to.count : map.line(endLine + 1) === end + 1;
  return top && bottom ? { ...suggestion, path, startLine: line, endLine: end } : null;
}

/** Of a text that base renamed at least this part of the lines is still in head. */
const leastAlike = 0.5;

/** A path in head, followed over a renaming in base: then head still has the file under its former name. */
function pathInHead(merged: Sources, head: Sources): (path: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  const formerOf = formerPaths(merged, head.paths);
  const search = (path: string): string | undefined => {
    const text = merged.text(path);
    if (text === undefined) return undefined;
    const { count } = linesOf(text);
    let best: { readonly path: string; readonly alike: number } | undefined;
    for (const former of formerOf(path)) {
      const changed = lineDiff(text, head.text(former) ?? '').reduce((sum, { oldLines }) => sum + oldLines, 0);
      const alike = (count - changed) / count;
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

/** For a path that only the merge has, paths of head that the merge has no more; many of them are a reorganisation. */
function formerPaths(merged: Sources, paths: readonly string[]): (path: string) => readonly string[] {
  let gone: ReadonlyMap<string, readonly string[]> | undefined;
  return (path) => {
    gone ??= Map.groupBy(
      paths.filter((each) => !merged.has(each)),
      extensionOf,
    );
    const alike = gone.get(extensionOf(path)) ?? [];
    return alike.length > mostRenamed ? [] : alike;
  };
}

const mostRenamed = 50;

const extensionOf = (path: string): string => /\.[^./]*$/.exec(path)?.[0] ?? '';
