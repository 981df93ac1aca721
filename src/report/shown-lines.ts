import { lineDiff } from '../source/diff.ts';
import type { ShownLines } from './review-comments.ts';

/** One file of GitHub's list: its patch is missing for binary files and for large ones. */
export interface ChangedFile {
  readonly path: string;
  readonly patch: string | null;
}

type TextOf = (path: string) => string | undefined;

const context = 3;

/**
 * The lines of head that a reader of the diff sees, by file; only they can hold a comment. Where GitHub
 * gives no patch the two texts are compared here.
 */
export function shownLines(
  files: readonly ChangedFile[],
  base: TextOf,
  head: TextOf,
): (path: string) => readonly ShownLines[] {
  const listed = new Map(files.map((file) => [file.path, file]));
  const linesOf = ({ path, patch }: ChangedFile): readonly ShownLines[] =>
    patch === null ? ownHunks(base(path) ?? '', head(path) ?? '') : hunksOfPatch(patch);
  const known = new Map<string, readonly ShownLines[]>();
  return (path) => {
    const file = listed.get(path);
    if (!file) return [];
    // Findings are sorted by it, and two large texts take long to compare.
    const lines = known.get(path) ?? linesOf(file);
    known.set(path, lines);
    return lines;
  };
}

/** The stretches of head in a patch: `@@ -1,4 +1,6 @@`. */
function hunksOfPatch(patch: string): readonly ShownLines[] {
  return [...patch.matchAll(/^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/gm)].flatMap(([, start, lines]) => {
    const count = Number(lines ?? 1);
    return count === 0 ? [] : [{ start: Number(start), end: Number(start) + count - 1 }];
  });
}

function ownHunks(before: string, after: string): readonly ShownLines[] {
  const last = after.split('\n').length - (after.endsWith('\n') ? 1 : 0);
  return lineDiff(before, after).map(({ newStart, newLines }) => ({
    start: Math.max(1, newStart - context),
    end: Math.min(last, newStart + Math.max(newLines, 1) - 1 + context),
  }));
}
