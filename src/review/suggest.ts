import { subjectKey, type Suggestion } from '../finding.ts';
import type { ValueChange } from '../source/change.ts';
import { applyEdits, editFor, editToSuggestion } from '../source/edit.ts';
import type { Edit } from '../source/change.ts';
import { withText } from '../source/load.ts';
import type { Sources } from '../source/sources.ts';
import type { CandidateFinding } from './candidate-finding.ts';

/** One more evaluation costs about a tenth of a check of a large tree; beyond this many proofs findings stay without a suggestion. */
const maxProofs = 24;
/** A suggestion replaces whole lines: one that spans more is a rewrite, not a click. */
const maxLines = 60;

/** The candidates of a tree in which one file is edited. */
export type Reevaluate = (sources: Sources) => readonly CandidateFinding[];

/**
 * Offers, for each candidate that wants one, the first of its changes that is proven: applied in memory,
 * parsed and reviewed again, the finding is gone and nothing new appears. Proofs are shared between
 * candidates that want the same edit.
 */
export function suggestions(
  sources: Sources,
  candidates: readonly CandidateFinding[],
  wantsOne: (candidate: CandidateFinding) => boolean,
  reevaluate: Reevaluate,
): ReadonlyMap<CandidateFinding, Suggestion> {
  const before = new Set(candidates.map(subjectOf));
  const after = new Map<string, readonly CandidateFinding[] | null>();
  const offered = new Map<CandidateFinding, Suggestion>();
  for (const candidate of candidates.filter(wantsOne)) {
    for (const changes of candidate.changes) {
      const edits = editsOf(sources, changes);
      if (edits === null) continue;
      const key = JSON.stringify(edits);
      if (!after.has(key)) {
        if (after.size >= maxProofs) return offered;
        after.set(key, review(sources, edits, reevaluate));
      }
      const left = after.get(key);
      if (!left || left.some((each) => isInTheWay(each, candidate, candidates, before))) continue;
      const suggestion = suggestionOf(sources, edits);
      if (suggestion === null) continue;
      offered.set(candidate, suggestion);
      break;
    }
  }
  return offered;
}

/** Whether a candidate that is left after the edit is the one that was to go, or another that was not there. */
function isInTheWay(
  left: CandidateFinding,
  candidate: CandidateFinding,
  candidates: readonly CandidateFinding[],
  before: ReadonlySet<string>,
): boolean {
  const subject = subjectOf(left);
  // What was to be mended has to be whole afterwards, not wrong in another way.
  const isStranger =
    subject === subjectOf(candidate) && !candidates.some(({ fingerprint }) => fingerprint === left.fingerprint);
  return left.fingerprint === candidate.fingerprint || isStranger || !before.has(subject);
}

/**
 * What a candidate is about, whichever rule speaks: one object, or one listener of it. A port that goes may
 * turn "not on this port" into "on no port at all" for another listener, and that is nothing new.
 */
function subjectOf({ cluster, subject, field, clashesWith }: CandidateFinding): string {
  const isListener = subject.part?.kind === 'listener' && clashesWith === null;
  return JSON.stringify([cluster, subjectKey(subject), isListener ? null : field]);
}

/** The edits of one file that make the changes, or null when one of them cannot be made safely. */
function editsOf(sources: Sources, changes: readonly ValueChange[]): readonly Edit[] | null {
  const edits: Edit[] = [];
  for (const change of changes) {
    const path = pathOf(change);
    const file = path === undefined ? undefined : sources.file(path);
    const edit = file === undefined ? null : editFor(change, file);
    if (edit === null) return null;
    edits.push(edit);
  }
  return edits.length > 0 && edits.every(({ path }) => path === edits[0]?.path) ? edits : null;
}

function pathOf(change: ValueChange): string | undefined {
  const { at } = change.kind === 'set' ? change.node : change.kind === 'put' ? change.map : change.list;
  return 'path' in at ? at.path : undefined;
}

function review(sources: Sources, edits: readonly Edit[], reevaluate: Reevaluate): readonly CandidateFinding[] | null {
  const path = edits[0]?.path;
  const text = path === undefined ? undefined : sources.text(path);
  if (path === undefined || text === undefined) return null;
  const edited = withText(sources, path, applyEdits(text, edits));
  const file = edited.file(path);
  if (file === undefined || file.unread !== null || file.problems.some(({ kind }) => kind === 'syntax')) return null;
  return reevaluate(edited);
}

function suggestionOf(sources: Sources, edits: readonly Edit[]): Suggestion | null {
  const path = edits[0]?.path ?? '';
  const text = sources.text(path);
  if (text === undefined) return null;
  const lines = editToSuggestion(text, edits);
  return lines.endLine - lines.startLine < maxLines ? { path, ...lines } : null;
}
