import type { Finding, Suggestion } from '../finding.ts';
import type { Review } from '../review/review.ts';
import { worstFirst } from '../review/verdict.ts';
import { docsUrl } from '../rules/rule-pages.ts';
import { messageInClusters } from './clusters.ts';
import { utf8Length } from './escape/budget.ts';
import { codeBlock, prose } from './escape/escape-markdown.ts';

/** A stretch of the diff that GitHub shows: lines of head from 1, `end` included. */
export interface ShownLines {
  readonly start: number;
  readonly end: number;
}

/** A comment on lines of head, as GitHub takes it for a review; `startLine` only when it is before `line`. */
export interface ReviewComment {
  readonly fingerprint: string;
  readonly path: string;
  readonly startLine: number | null;
  readonly line: number;
  readonly body: string;
}

/** What must be known of head to place a comment. */
export interface CommentContext {
  /** The stretches of a file that the diff shows; none for a file that is not in the diff. */
  readonly shown: (path: string) => readonly ShownLines[];
  /** The whole text of a file of head. */
  readonly textOf: (path: string) => string | undefined;
  readonly most: number;
}

/** GitHub takes 65,536 characters. */
const mostBytes = 60_000;

/**
 * One comment for each introduced finding whose suggestion can be applied with a click: its lines lie
 * in one stretch of the diff. Errors come first where there are more than `most`.
 */
export function reviewComments(review: Review, { shown, textOf, most }: CommentContext): readonly ReviewComment[] {
  return review.findings
    .filter(({ status }) => status === 'introduced')
    .toSorted(worstFirst)
    .flatMap((finding) => {
      const { suggestion } = finding;
      if (!suggestion || !canBeClicked(suggestion, shown(suggestion.path), textOf(suggestion.path))) return [];
      const comment = commentOf(finding, messageInClusters(finding, review), suggestion);
      return utf8Length(comment.body) <= mostBytes ? [comment] : [];
    })
    .slice(0, most);
}

/**
 * GitHub's button replaces whole lines and ends them with a line feed: it would mix line endings in a
 * file with CRLF, and add a line feed to a last line that has none.
 */
function canBeClicked(
  { startLine, endLine, replacement }: Suggestion,
  shown: readonly ShownLines[],
  text: string | undefined,
): boolean {
  if (text === undefined || text.includes('\r')) return false;
  const lines = text.split('\n');
  const replaced = lines.slice(startLine - 1, endLine);
  const exists = startLine >= 1 && startLine <= endLine && endLine < lines.length;
  const inOne = shown.some(({ start, end }) => start <= startLine && endLine <= end);
  return exists && inOne && replaced.join('\n') !== replacement;
}

function commentOf(
  { fingerprint, rule }: Finding,
  message: string,
  { path, startLine, endLine, replacement }: Suggestion,
): ReviewComment {
  // An empty block deletes the lines; the line break says that even an empty last line is a line.
  const block = replacement === '' ? '```suggestion\n```\n' : codeBlock(`${replacement}\n`, 'suggestion');
  const body = `${marker(fingerprint)}\n${prose(message)} ([${rule}](${docsUrl(rule)}))\n\n${block}`;
  return { fingerprint, path, startLine: startLine < endLine ? startLine : null, line: endLine, body };
}

/** The same comment for a whole file, where a suggestion cannot be applied: the block shows what to write. */
export function asFileComment(comment: ReviewComment): ReviewComment {
  return { ...comment, body: comment.body.replace(/^(`{3,})suggestion$/m, '$1yaml') };
}

/** Hidden in a comment's body; how we know our comment again. */
export function marker(fingerprint: string): string {
  return `<!-- portcullis:${fingerprint} -->`;
}

/** The fingerprint in a body of ours, or null. Only the start counts: the rest holds the repository's text. */
export function fingerprintIn(body: string): string | null {
  return /^<!-- portcullis:([0-9a-f]{8,64}) -->/.exec(body)?.[1] ?? null;
}
