import type { Suggestion } from '../finding.ts';
import type { Edit, ValueChange } from '../source/change.ts';
import { editFor, editToSuggestion, targetOf } from '../source/edit.ts';
import { isList } from '../source/json.ts';
import type { Location } from '../source/location.ts';
import type { Json } from '../source/node.ts';
import type { Sources } from '../source/sources.ts';

/** A suggestion replaces whole lines: one that spans more is a rewrite, not a click. */
const maxLines = 60;

/** Changes of values as edits of one file. */
export interface Fix {
  readonly changes: readonly ValueChange[];
  readonly edits: readonly Edit[];
  readonly suggestion: Suggestion;
}

/** The changes as a suggestion; null when one of them cannot be made safely, or not in one stretch of one file. */
export function fixOf(sources: Sources, changes: readonly ValueChange[]): Fix | null {
  const edits: Edit[] = [];
  for (const change of changes) {
    const path = pathOf(change);
    const file = path === undefined ? undefined : sources.file(path);
    const edit = file === undefined ? null : editFor(change, file);
    if (edit === null) return null;
    edits.push(edit);
  }
  const path = edits[0]?.path ?? '';
  const text = sources.text(path);
  if (text === undefined || edits.some((edit) => edit.path !== path)) return null;
  const lines = editToSuggestion(text, edits);
  return lines.endLine - lines.startLine < maxLines ? { changes, edits, suggestion: { path, ...lines } } : null;
}

function pathOf(change: ValueChange): string | undefined {
  const { at } = targetOf(change);
  return 'path' in at ? at.path : undefined;
}

/** Both fixes as one, or null where they want different things of one value. Two lists put at one place are one list. */
export function merged(sources: Sources, one: Fix, other: Fix): Fix | null {
  const changes = [...one.changes];
  for (const change of other.changes) {
    const index = changes.findIndex((each) => putsAtOnePlace(each, change));
    const same = changes[index];
    if (same?.kind === 'put' && change.kind === 'put') {
      changes[index] = { ...same, value: [...listOf(same.value), ...listOf(change.value)] };
    } else if (!changes.some((each) => isSame(sources, each, change))) changes.push(change);
  }
  const both = fixOf(sources, changes);
  return both !== null && both.edits.some((edit, index) => collides(edit, both.edits.slice(0, index))) ? null : both;
}

/** Whether two edits replace the same text; what is only put in, each may put in at one place. */
function collides(edit: Edit, others: readonly Edit[]): boolean {
  return others.some(
    ({ start, end }) =>
      (edit.start < end && start < edit.end) || (edit.start === start && edit.end === end && start < end),
  );
}

function putsAtOnePlace(one: ValueChange, other: ValueChange): boolean {
  return (
    one.kind === 'put' &&
    other.kind === 'put' &&
    one.map === other.map &&
    one.path.join('\0') === other.path.join('\0') &&
    isList(one.value) &&
    isList(other.value) &&
    JSON.stringify(one.value) !== JSON.stringify(other.value)
  );
}

function listOf(value: Json): readonly Json[] {
  return isList(value) ? value : [];
}

function isSame(sources: Sources, one: ValueChange, other: ValueChange): boolean {
  return JSON.stringify(fixOf(sources, [one])?.edits) === JSON.stringify(fixOf(sources, [other])?.edits);
}

/** Whether two fixes replace a line that both have; GitHub then applies one of them alone. */
export function overlap({ suggestion: a }: Fix, { suggestion: b }: Fix): boolean {
  return a.path === b.path && a.startLine <= b.endLine && b.startLine <= a.endLine;
}

/** Where a fix begins to change a file. */
export function placeOf(sources: Sources, { edits }: Fix): Location | undefined {
  const [first] = edits.toSorted((a, b) => a.start - b.start);
  return first && sources.file(first.path)?.lines.location(first.start, first.end);
}
