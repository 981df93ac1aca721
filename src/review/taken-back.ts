import { withText } from '../source/memory-sources.ts';
import type { Hunk } from '../source/diff.ts';
import type { Location } from '../source/location.ts';
import { isYamlName } from '../source/paths.ts';
import type { Sources } from '../source/sources.ts';
import type { ChangedLines } from './changed-lines.ts';

/**
 * Finds the changed lines that bring a finding about, where nothing else tells: without them it is not there. A patch
 * leaves no trace in what it removes, and what a new file deploys may stand elsewhere.
 * @param wrongIn the fingerprints of what is wrong in an edited head
 * @param mostEvaluations how often that may be asked; where there are more hunks, nobody looks for any line
 */
export function bringsAbout(
  changes: ChangedLines,
  base: Sources,
  head: Sources,
  wrongIn: (sources: Sources) => ReadonlySet<string>,
  mostEvaluations: () => number,
): BroughtAbout {
  let without: readonly { readonly at: Location | undefined; readonly left: ReadonlySet<string> }[] | null = null;
  let isCut = false;
  const passedOver = new Set<string>();
  const take = (): NonNullable<typeof without> => {
    const found = hunksOf(changes, base, head, mostEvaluations());
    isCut = found.isCut;
    return found.hunks.map(({ path, hunk }) => ({
      at: changes.lineOf(path, hunk),
      left: wrongIn(takenBack(path, hunk, base, head)),
    }));
  };
  return {
    lineOf: (fingerprint) => {
      without ??= take();
      const found = without.find(({ left }) => !left.has(fingerprint));
      if (isCut && found === undefined) passedOver.add(fingerprint);
      return found?.at;
    },
    passedOver,
  };
}

/** Which changed lines bring findings about. */
export interface BroughtAbout {
  lineOf(fingerprint: string): Location | undefined;
  /** Findings of which nobody looked for the line, because there are too many that it could be. */
  readonly passedOver: ReadonlySet<string>;
}

/** All hunks of files that both trees have, none where they are more than `most`; then files that the change adds, as many as fit. */
function hunksOf(
  changes: ChangedLines,
  base: Sources,
  head: Sources,
  most: number,
): { readonly hunks: readonly { readonly path: string; readonly hunk: Hunk }[]; readonly isCut: boolean } {
  const [both = [], added = []] = [true, false].map((isOld) =>
    changes.paths.filter((path) => isYamlName(path) && head.has(path) && base.has(path) === isOld),
  );
  const within = (paths: readonly string[]): ReturnType<typeof hunksOf>['hunks'] =>
    paths.flatMap((path) => changes.hunksOf(path).map((hunk) => ({ path, hunk })));
  const old = both.length > most ? null : within(both);
  if (old === null || old.length > most) return { hunks: [], isCut: true };
  const room = most - old.length;
  return { hunks: [...old, ...within(added.slice(0, room))], isCut: added.length > room };
}

function takenBack(path: string, hunk: Hunk, base: Sources, head: Sources): Sources {
  const [before, after] = [base, head].map((sources) => (sources.text(path) ?? '').split(/(?<=\n)/));
  const old = before?.slice(hunk.oldStart - 1, hunk.oldStart - 1 + hunk.oldLines) ?? [];
  const lines = after?.toSpliced(hunk.newStart - 1, hunk.newLines, ...old) ?? [];
  return withText(head, path, lines.join(''));
}
