import { lineDiff, type Hunk } from '../source/diff.ts';
import type { Location } from '../source/location.ts';
import type { Sources } from '../source/sources.ts';

/** What differs between two trees, line by line, worked out for a file when it is first asked for. */
export interface ChangedLines {
  readonly paths: readonly string[];
  /** The stretches of a file that differ. */
  hunksOf(path: string): readonly Hunk[];
  /** The line of head that stands for a stretch; undefined where the file is gone or empty. */
  lineOf(path: string, hunk: Hunk): Location | undefined;
  /** Whether nothing but one line changed where `lineOf` and `nearest` name it. */
  isAlone(at: Location): boolean;
  /** Whether one of the lines of a place in head was added or changed. */
  touches(at: Location): boolean;
  /** The line of head that stands where the first line of a stretch of base was removed or changed. */
  lineOfRemovedWithin(stretch: Location): Location | undefined;
  /** The line of head that stands where a line of base was removed or changed; undefined when it was kept. */
  lineOfRemoved(at: Location): Location | undefined;
  /** The changed line of head in the same file that is nearest to a place, or undefined when the file is unchanged. */
  nearest(at: Location): Location | undefined;
  /** The changed line of head within a stretch of a file that is nearest to a place, or undefined when the stretch is unchanged. */
  nearestWithin(stretch: Location, at: Location): Location | undefined;
}

export function changedLines(base: Sources, head: Sources): ChangedLines {
  const paths = changedPaths(base, head);
  const changed = new Set(paths);
  const cache = new Map<string, readonly Hunk[]>();
  const hunksOf = (path: string): readonly Hunk[] => {
    if (!changed.has(path)) return [];
    const known = cache.get(path) ?? lineDiff(base.text(path) ?? '', head.text(path) ?? '');
    cache.set(path, known);
    return known;
  };
  const removedWithin = (stretch: Location): Hunk | undefined =>
    hunksOf(stretch.path).find(
      (each) => lastLineOf(stretch) >= each.oldStart && stretch.line < each.oldStart + each.oldLines,
    );
  return {
    paths,
    hunksOf,
    lineOf: (path, hunk) => lineIn(head, path, anchorOf(hunk)),
    isAlone: (at) => {
      const hunk = hunksOf(at.path).find((each) => anchorOf(each) === at.line);
      return hunk !== undefined && hunk.oldLines <= 1 && hunk.newLines <= 1;
    },
    touches: (at) =>
      hunksOf(at.path).some((hunk) => at.line < hunk.newStart + hunk.newLines && at.endLine >= hunk.newStart),
    lineOfRemovedWithin(stretch) {
      const hunk = removedWithin(stretch);
      return hunk && lineIn(head, stretch.path, anchorOf(hunk));
    },
    lineOfRemoved(at) {
      const hunk = hunksOf(at.path).find((each) => at.line >= each.oldStart && at.line < each.oldStart + each.oldLines);
      return hunk && lineIn(head, at.path, anchorOf(hunk));
    },
    nearest(at) {
      const anchors = hunksOf(at.path).map(anchorOf);
      const best = anchors.toSorted((a, b) => Math.abs(a - at.line) - Math.abs(b - at.line))[0];
      return best === undefined ? undefined : lineIn(head, at.path, best);
    },
    nearestWithin(stretch, at) {
      const [first, last] = [stretch.line, lastLineOf(stretch)];
      const best = hunksOf(stretch.path)
        .filter((hunk) => hunk.newLines > 0 && hunk.newStart <= last && hunk.newStart + hunk.newLines > first)
        .map((hunk) =>
          within(at.line, Math.max(first, hunk.newStart), Math.min(last, hunk.newStart + hunk.newLines - 1)),
        )
        .toSorted((a, b) => Math.abs(a - at.line) - Math.abs(b - at.line))[0];
      return best === undefined ? undefined : lineIn(head, stretch.path, best);
    },
  };
}

/** A block may end at the beginning of the line after it. */
function lastLineOf({ line, endLine, endColumn }: Location): number {
  return endColumn === 1 && endLine > line ? endLine - 1 : endLine;
}

function within(line: number, first: number, last: number): number {
  return Math.min(Math.max(line, first), last);
}

/** Paths whose bytes differ, and paths that only one of the trees has. */
export function changedPaths(base: Sources, head: Sources): string[] {
  const paths = new Set([...base.paths, ...head.paths]);
  const differs = (path: string): boolean => base.has(path) !== head.has(path) || base.oid(path) !== head.oid(path);
  return [...paths].filter(differs).toSorted();
}

/** The first changed line; where lines were only removed, the line before the gap, which the diff shows. */
function anchorOf(hunk: Hunk): number {
  return hunk.newLines > 0 ? hunk.newStart : Math.max(1, hunk.newStart - 1);
}

/** A whole line of a file as a place; undefined when the file is gone or empty. */
function lineIn(sources: Sources, path: string, line: number): Location | undefined {
  const text = sources.text(path);
  if (text === undefined || text === '') return undefined;
  const lines = text.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  const content = (lines[line - 1] ?? '').replace(/\r$/, '');
  const indent = content.length - content.trimStart().length;
  return {
    path,
    start: start + indent,
    end: start + content.length,
    line,
    column: indent + 1,
    endLine: line,
    endColumn: content.length + 1,
  };
}
