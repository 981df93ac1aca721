import type { Suggestion } from '../../finding.ts';
import type { Review } from '../../review/review.ts';
import { withText } from '../../source/load.ts';
import type { Sources } from '../../source/sources.ts';

/** Whole files after all suggestions that go together were applied. */
export interface Fixes {
  readonly texts: ReadonlyMap<string, string>;
  /** The rules whose findings are put right, sorted. */
  readonly rules: readonly string[];
}

/**
 * Applies the suggestions of a review. Each was proven alone; together they may touch the same lines or
 * undo each other, so one is kept only when the review of everything kept so far still shows its finding
 * gone and nothing new. `reviewHead` reviews changed text.
 */
export function applySuggestions(review: Review, head: Sources, reviewHead: (edited: Sources) => Review): Fixes {
  const known = new Set(review.findings.map(({ fingerprint }) => fingerprint));
  const wanted = review.findings.flatMap(({ status, suggestion, fingerprint, rule }) =>
    status === 'introduced' && suggestion && mayBePushed(suggestion.path) ? [{ suggestion, fingerprint, rule }] : [],
  );
  const prove = (kept: typeof wanted): boolean => {
    const left = new Set(
      reviewHead(
        overlaid(
          head,
          kept.map(({ suggestion }) => suggestion),
        ),
      ).findings.flatMap(stillThere),
    );
    return (
      kept.every(({ fingerprint }) => !left.has(fingerprint)) &&
      [...left].every((fingerprint) => known.has(fingerprint))
    );
  };
  const apart = wanted.filter(
    (each, index) => !wanted.slice(0, index).some((earlier) => overlap(each.suggestion, earlier.suggestion)),
  );
  let kept = apart;
  if (!prove(apart)) {
    kept = [];
    for (const each of apart.slice(0, mostProofs)) if (prove([...kept, each])) kept = [...kept, each];
  }
  return {
    texts: textsOf(
      head,
      kept.map(({ suggestion }) => suggestion),
    ),
    rules: [...new Set(kept.map(({ rule }) => rule))].toSorted(),
  };
}

/** A proof is a whole review; so many fit into the time of a job. */
const mostProofs = 20;

const stillThere = ({ status, fingerprint }: Review['findings'][number]): readonly string[] =>
  status === 'fixed' ? [] : [fingerprint];

/** Workflows need a permission of their own, which the app does not ask for. */
function mayBePushed(path: string): boolean {
  return !path.startsWith('.github/workflows/');
}

function overlap(a: Suggestion, b: Suggestion): boolean {
  return a.path === b.path && a.startLine <= b.endLine && b.startLine <= a.endLine;
}

function overlaid(head: Sources, suggestions: readonly Suggestion[]): Sources {
  let edited = head;
  for (const [path, text] of textsOf(head, suggestions)) edited = withText(edited, path, text);
  return edited;
}

function textsOf(head: Sources, suggestions: readonly Suggestion[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  // From the last line up, so that the lines of the others stay where they were.
  for (const suggestion of suggestions.toSorted((a, b) => b.startLine - a.startLine)) {
    const text = texts.get(suggestion.path) ?? head.text(suggestion.path);
    if (text !== undefined) texts.set(suggestion.path, withLines(text, suggestion));
  }
  return texts;
}

/** Replaces whole lines; line endings, a byte order mark and the end of the file stay as they are. */
export function withLines(text: string, { startLine, endLine, replacement }: Suggestion): string {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const lines = text.slice(mark.length).split('\n');
  const carriageReturn = lines[startLine - 1]?.endsWith('\r') ? '\r' : '';
  const added =
    replacement === '' ? [] : replacement.split('\n').map((line) => line.replace(/\r$/, '') + carriageReturn);
  const last = added.at(-1);
  // The last line of a file without a final line break has no carriage return either.
  if (last !== undefined && endLine === lines.length) added[added.length - 1] = last.replace(/\r$/, '');
  lines.splice(startLine - 1, endLine - startLine + 1, ...added);
  return mark + lines.join('\n');
}
