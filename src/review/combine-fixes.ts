import type { Suggestion } from '../finding.ts';
import { withText } from '../source/load.ts';
import type { Sources } from '../source/sources.ts';
import type { Review } from './review.ts';

/** All suggestions that go together. */
export interface CombinedFixes {
  /** Those that were kept, none of which touches another. */
  readonly suggestions: readonly Suggestion[];
  /** The rules whose findings are put right, sorted. */
  readonly rules: readonly string[];
}

export interface CombineOptions {
  /** Reviews head with other texts, against the same base and by the same configuration. */
  readonly reviewHead: (edited: Sources) => Review;
  /** Whether a file may be changed at all. */
  readonly mayChange: (path: string) => boolean;
}

/** The suggestion of one finding. */
interface Fix {
  readonly suggestion: Suggestion;
  readonly fingerprint: string;
  readonly rule: string;
}

/** A proof is a whole review; so many fit into the time of a job. */
const mostProofs = 20;

/**
 * Combines the suggestions of a review for findings that the change introduces. Each was proven alone;
 * together they may touch the same lines or undo each other, so one is kept only when the review of
 * everything kept so far still shows its finding gone and nothing new.
 */
export function combineFixes(review: Review, head: Sources, options: CombineOptions): CombinedFixes {
  const wanted = fixesIn(review, options.mayChange);
  const disjoint = wanted.filter(
    (each, index) => !wanted.slice(0, index).some((earlier) => overlap(each.suggestion, earlier.suggestion)),
  );
  const known = fingerprintsOf(review);
  const isProven = (fixes: readonly Fix[]): boolean => {
    const suggestions = fixes.map(({ suggestion }) => suggestion);
    const left = fingerprintsOf(options.reviewHead(withSuggestions(head, suggestions)));
    return (
      fixes.every(({ fingerprint }) => !left.has(fingerprint)) &&
      [...left].every((fingerprint) => known.has(fingerprint))
    );
  };
  const kept = isProven(disjoint) ? disjoint : provenOneByOne(disjoint, isProven);
  return {
    suggestions: kept.map(({ suggestion }) => suggestion),
    rules: [...new Set(kept.map(({ rule }) => rule))].toSorted(),
  };
}

function fixesIn({ findings }: Review, mayChange: (path: string) => boolean): readonly Fix[] {
  return findings.flatMap(({ status, suggestion, fingerprint, rule }) =>
    status === 'introduced' && suggestion && mayChange(suggestion.path) ? [{ suggestion, fingerprint, rule }] : [],
  );
}

function provenOneByOne(fixes: readonly Fix[], isProven: (fixes: readonly Fix[]) => boolean): readonly Fix[] {
  let kept: readonly Fix[] = [];
  for (const each of fixes.slice(0, mostProofs)) if (isProven([...kept, each])) kept = [...kept, each];
  return kept;
}

/** What is wrong in head. */
function fingerprintsOf({ findings }: Review): ReadonlySet<string> {
  return new Set(findings.filter(({ status }) => status !== 'fixed').map(({ fingerprint }) => fingerprint));
}

function overlap(a: Suggestion, b: Suggestion): boolean {
  return a.path === b.path && a.startLine <= b.endLine && b.startLine <= a.endLine;
}

function withSuggestions(head: Sources, suggestions: readonly Suggestion[]): Sources {
  let edited = head;
  for (const [path, text] of textsWith(head, suggestions)) edited = withText(edited, path, text);
  return edited;
}

/** The new text of each file that suggestions change, by path; none of them may touch another. */
export function textsWith(head: Sources, suggestions: readonly Suggestion[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  // From the last line up, so that the lines of the others stay where they were.
  for (const suggestion of suggestions.toSorted((a, b) => b.startLine - a.startLine)) {
    const text = texts.get(suggestion.path) ?? head.text(suggestion.path);
    if (text !== undefined) texts.set(suggestion.path, withLines(text, suggestion));
  }
  return texts;
}

/** Replaces whole lines; line endings, a byte order mark and the end of the file stay as they are. */
function withLines(text: string, { startLine, endLine, replacement }: Suggestion): string {
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
