import type { Suggestion } from '../finding.ts';
import type { Sources } from '../source/sources.ts';
import type { Review } from './review.ts';

/** All suggestions that go together. */
export interface CombinedFixes {
  /** Those that were kept, none of which touches another. */
  readonly suggestions: readonly Suggestion[];
  /** The rules whose findings are put right, sorted. */
  readonly rules: readonly string[];
}

/**
 * All suggestions of a review for findings that the change introduces, but those in files that may not be changed.
 * A review offers only what can be accepted in any combination, so nothing is left to prove.
 */
export function combineFixes({ findings }: Review, mayChange: (path: string) => boolean): CombinedFixes {
  const suggestions = new Map<string, Suggestion>();
  const rules = new Set<string>();
  for (const { status, suggestion, rule } of findings) {
    if (status !== 'introduced' || suggestion === null || !mayChange(suggestion.path)) continue;
    suggestions.set(JSON.stringify(suggestion), suggestion);
    rules.add(rule);
  }
  return { suggestions: [...suggestions.values()], rules: [...rules].toSorted() };
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
