import type { Finding, Suggestion } from '../finding.ts';
import type { Sources } from '../source/sources.ts';
import type { Review } from './review.ts';

/** A suggestion, and the findings that it stands at. */
export interface OfferedFix {
  readonly suggestion: Suggestion;
  readonly findings: readonly Finding[];
}

/** All suggestions that go together. */
export interface CombinedFixes {
  /** Those that were kept, none of which touches another. */
  readonly suggestions: readonly Suggestion[];
  /** The rules whose findings are put right, sorted. */
  readonly rules: readonly string[];
}

/** The suggestions of the findings that are wanted, each once, in the order of the findings. */
export function fixesOf({ findings }: Review, isWanted: (finding: Finding) => boolean): readonly OfferedFix[] {
  const offered = findings.flatMap((finding) => {
    const { suggestion } = finding;
    return suggestion === null || !isWanted(finding) ? [] : [{ suggestion, finding }];
  });
  return [...Map.groupBy(offered, ({ suggestion }) => JSON.stringify(suggestion)).values()].flatMap((same) => {
    const [first] = same;
    return first ? [{ suggestion: first.suggestion, findings: same.map(({ finding }) => finding) }] : [];
  });
}

/**
 * All suggestions of a review for findings that the change introduces, but those in files that may not be changed.
 * A review offers only what can be accepted in any combination, so nothing is left to prove.
 */
export function combineFixes(review: Review, mayChange: (path: string) => boolean): CombinedFixes {
  const fixes = fixesOf(
    review,
    ({ status, suggestion }) => status === 'introduced' && suggestion !== null && mayChange(suggestion.path),
  );
  const rules = new Set(fixes.flatMap(({ findings }) => findings.map(({ rule }) => rule)));
  return { suggestions: fixes.map(({ suggestion }) => suggestion), rules: [...rules].toSorted() };
}

/** The new text of each file that suggestions change, by path; none of them may touch another. */
export function textsWith(head: Sources, suggestions: readonly Suggestion[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [path, own] of Map.groupBy(suggestions, (suggestion) => suggestion.path)) {
    const text = head.text(path);
    if (text !== undefined) texts.set(path, withSuggestions(text, own));
  }
  return texts;
}

/** A text with suggestions for it, none of which touches another. */
export function withSuggestions(text: string, suggestions: readonly Suggestion[]): string {
  // From the last line up, so that the lines of the others stay where they were.
  return suggestions.toSorted((a, b) => b.startLine - a.startLine).reduce(withLines, text);
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
