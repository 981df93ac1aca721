import { withText } from '../source/memory-sources.ts';
import type { Hunk } from '../source/diff.ts';
import type { Location } from '../source/location.ts';
import { isYamlName } from '../source/paths.ts';
import type { Sources } from '../source/sources.ts';
import type { ChangedLines } from './changed-lines.ts';

/** Each costs an evaluation. */
const mostHunks = 12;

/**
 * Finds the changed lines that bring a finding about, where nothing else tells: without them it is not there. A patch
 * leaves no trace in what it removes.
 * @param wrongIn the fingerprints of what is wrong in an edited head
 */
export function bringsAbout(
  changes: ChangedLines,
  base: Sources,
  head: Sources,
  wrongIn: (sources: Sources) => ReadonlySet<string>,
): (fingerprint: string) => Location | undefined {
  let without: readonly { readonly at: Location | undefined; readonly left: ReadonlySet<string> }[] | null = null;
  return (fingerprint) => {
    without ??= hunksOf(changes, base, head).map(({ path, hunk }) => ({
      at: changes.lineOf(path, hunk),
      left: wrongIn(takenBack(path, hunk, base, head)),
    }));
    return without.find(({ left }) => !left.has(fingerprint))?.at;
  };
}

/** All hunks of files that both trees have; none where they are more than there is time for. */
function hunksOf(
  changes: ChangedLines,
  base: Sources,
  head: Sources,
): readonly { readonly path: string; readonly hunk: Hunk }[] {
  const paths = changes.paths.filter((path) => isYamlName(path) && base.has(path) && head.has(path));
  if (paths.length > mostHunks) return [];
  const all = paths.flatMap((path) => changes.hunksOf(path).map((hunk) => ({ path, hunk })));
  return all.length > mostHunks ? [] : all;
}

function takenBack(path: string, hunk: Hunk, base: Sources, head: Sources): Sources {
  const [before, after] = [base, head].map((sources) => (sources.text(path) ?? '').split(/(?<=\n)/));
  const old = before?.slice(hunk.oldStart - 1, hunk.oldStart - 1 + hunk.oldLines) ?? [];
  const lines = after?.toSpliced(hunk.newStart - 1, hunk.newLines, ...old) ?? [];
  return withText(head, path, lines.join(''));
}
