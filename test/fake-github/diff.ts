import { structuredPatch } from 'diff';
import type { GitStore } from './git.ts';

/** One file of a three-dot diff, as `diff-entry` of GitHub's REST description has it. */
export interface DiffEntry {
  readonly sha: string;
  readonly filename: string;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed';
  readonly additions: number;
  readonly deletions: number;
  readonly changes: number;
  readonly blob_url: string;
  readonly raw_url: string;
  readonly contents_url: string;
  readonly previous_filename?: string;
  readonly patch?: string;
}

/** GitHub leaves out the patch of a file whose diff is larger. */
const mostPatchBytes = 500_000;

/** The files that differ between two commits, renames of unchanged content recognised. */
export function diffEntries(git: GitStore, base: string, head: string): readonly DiffEntry[] {
  const before = git.commitOf(base).files;
  const after = git.commitOf(head).files;
  const removed = new Map([...before].filter(([path]) => !after.has(path)).map(([path, { oid }]) => [oid, path]));
  const entries: DiffEntry[] = [];
  const renamedFrom = new Set<string>();
  for (const [path, { oid }] of after) {
    const old = before.get(path);
    if (old?.oid === oid) continue;
    const previous = old ? undefined : removed.get(oid);
    if (previous !== undefined) renamedFrom.add(previous);
    const status = old ? 'modified' : previous === undefined ? 'added' : 'renamed';
    entries.push(entryOf(git, { path, previous, status, sha: oid }, base, head));
  }
  for (const [path, { oid }] of before) {
    if (!after.has(path) && !renamedFrom.has(path))
      entries.push(entryOf(git, { path, previous: undefined, status: 'removed', sha: oid }, base, head));
  }
  return entries.toSorted((a, b) => (a.filename < b.filename ? -1 : 1));
}

interface Changed {
  readonly path: string;
  readonly previous: string | undefined;
  readonly status: DiffEntry['status'];
  readonly sha: string;
}

function entryOf(git: GitStore, { path, previous, status, sha }: Changed, base: string, head: string): DiffEntry {
  const patch = status === 'renamed' ? undefined : patchOf(git.text(base, path) ?? '', git.text(head, path) ?? '');
  const lines = patch?.split('\n') ?? [];
  const additions = lines.filter((line) => line.startsWith('+')).length;
  const deletions = lines.filter((line) => line.startsWith('-')).length;
  const url = `https://github.test/${head}/${path}`;
  return {
    sha,
    filename: path,
    status,
    additions,
    deletions,
    changes: additions + deletions,
    blob_url: url,
    raw_url: url,
    contents_url: url,
    ...(previous === undefined ? {} : { previous_filename: previous }),
    ...(patch === undefined || patch.length > mostPatchBytes ? {} : { patch }),
  };
}

/** The hunks of a file as GitHub shows them, with three lines of context; undefined for binary content. */
export function patchOf(before: string, after: string): string | undefined {
  if (before.includes('\0') || after.includes('\0')) return undefined;
  const { hunks } = structuredPatch('a', 'b', before, after, '', '', { context: 3 });
  return hunks
    .map(
      ({ oldStart, oldLines, newStart, newLines, lines }) =>
        `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@\n${lines.join('\n')}`,
    )
    .join('\n');
}

/** The lines of one side that a comment may be put on, by hunk. */
export function commentableLines(patch: string, side: 'LEFT' | 'RIGHT'): readonly ReadonlySet<number>[] {
  return patch.split(/^(?=@@ )/m).flatMap((hunk) => {
    const header = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(hunk);
    if (!header) return [];
    let left = Number(header[1]);
    let right = Number(header[2]);
    const lines = new Set<number>();
    for (const line of hunk.split('\n').slice(1)) {
      if (line.startsWith('\\') || line === '') continue;
      if (!line.startsWith('+') && side === 'LEFT') lines.add(left);
      if (!line.startsWith('-') && side === 'RIGHT') lines.add(right);
      if (!line.startsWith('+')) left += 1;
      if (!line.startsWith('-')) right += 1;
    }
    return [lines];
  });
}
