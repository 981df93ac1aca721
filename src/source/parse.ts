import { readBlockStyle } from './block-style.ts';
import { laterMark, oddBreak, refusedCharacter } from './line-breaks.ts';
import { compose } from './compose.ts';
import type { Composed, NodeBudget } from './compose.ts';
import type { Comment, Document, SourceFile, SyntaxProblem } from './document.ts';
import { tooLarge } from './decode.ts';
import type { Cause } from './doubt.ts';
import { lineIndex } from './line-index.ts';
import type { LineIndex } from './line-index.ts';
import { LimitReached, limits } from './limits.ts';
import { problemOf } from './problem.ts';
import { helmTemplate, templateReason } from './template.ts';
import { unmarked } from './one-line.ts';
import { stringAt, type Node } from './node.ts';
import { readStream } from './recovery.ts';
import type { SharedStrings } from './shared-strings.ts';
import type { WhyUnread } from './unread.ts';
import type { YamlStream } from './yaml-stream.ts';

/**
 * Reads a YAML file in the dialect of kubectl and Helm. Never throws: what cannot be read is
 * `unread` (a limit, a Go template) or a problem of its document, and the other documents are kept.
 * @param strings of the other files that are kept beside it
 */
export function parseYaml(path: string, text: string, strings: SharedStrings | null = null): SourceFile {
  const lines = lineIndex(path, text);
  const unread = (cause: Cause, reason: string): SourceFile => ({
    path,
    text,
    lines,
    documents: [],
    problems: [],
    comments: [],
    unread: { path, cause, reason },
  });
  if (text.length > limits.fileBytes) return unread('too-large', tooLarge);
  const quick = readBlockStyle(lines, strings);
  if (quick !== null) return { path, text, lines, ...quick, problems: [], unread: null };
  if (text.includes('\0')) return unread('binary', 'is binary');
  // libyaml ends a line there, GitHub and editors do not: no place in such a file would be sure.
  if (/\r(?!\n)/.test(text)) return unread('line-endings', 'has carriage returns without line feeds');
  const refused = refusedCharacter(text);
  if (refused !== null)
    return unread(
      'syntax',
      `has a control character ${where(lines, refused)}: kubectl and kustomize refuse such a file`,
    );
  const mark = laterMark(text);
  if (mark !== null)
    return unread(
      'line-endings',
      `has a byte order mark ${where(lines, mark)}: kubectl drops it, others leave the file out`,
    );
  const odd = oddBreak(text);
  if (odd !== null)
    return unread('line-endings', `has ${nameOf(text, odd, lines)}: kubectl begins a line there, GitHub does not`);
  try {
    const file = readAny(lines);
    return 'cause' in file ? unread(file.cause, file.reason) : file;
  } catch (error) {
    if (error instanceof LimitReached) return unread('limit', error.message);
    throw error;
  }
}

/**
 * The file, or why it is not read: whatever its style.
 * @throws LimitReached
 */
export function readAny(lines: LineIndex): SourceFile | WhyUnread {
  const stream = readStream(lines.text);
  if (stream.templated) return { cause: 'template', reason: helmTemplate };
  const { documents, problems } = composeAll(stream, lines);
  const reason = problems.some(({ kind }) => kind === 'syntax') ? templateReason(lines.text, problems) : null;
  if (reason !== null) return { cause: 'template', reason };
  const doubtful = doubtfulLine(stream, lines);
  if (doubtful !== null) {
    return {
      cause: 'syntax',
      reason: `has YAML on line ${doubtful} that kubectl may accept and that is not read here`,
    };
  }
  const comments = stream.comments.map(({ start, text }) => comment(lines, start, text));
  const { path, text } = lines;
  return { path, text, lines, documents, problems: problems.slice(0, limits.problems), comments, unread: null };
}

function nameOf(text: string, offset: number, lines: LineIndex): string {
  const code = text.charCodeAt(offset).toString(16).toUpperCase().padStart(4, '0');
  return `the line break U+${code} ${where(lines, offset)}`;
}

function where(lines: LineIndex, offset: number): string {
  return `on line ${lines.location(offset, offset).line}`;
}

/** A tag or an anchor with a character that is part of it for only one of the two. */
const oddProperty = /(?:^|[\s[{,])(?:![^\s,[\]{}]*[,[\]{}]|&[\w-]+[^\w\s-])/;

/** Where the first fault of a document stands that only this parser may find; null where every fault is one for kubectl. */
function doubtfulLine({ documents, rest, unclear, brokenAt }: YamlStream, lines: LineIndex): number | null {
  const firsts = [...documents.map(({ faults }) => faults), rest].flatMap((faults) =>
    faults.toSorted((a, b) => a.start - b.start).slice(0, 1),
  );
  const doubtful = firsts.find(({ start, certain }) => !certain || isOdd(lines.text, start));
  const at = unclear ? (brokenAt ?? 0) : doubtful?.start;
  return at === undefined ? null : lines.location(at, at).line;
}

/** Whether something stands in the document before an offset that the two read differently. */
function isOdd(text: string, offset: number): boolean {
  const before = text.slice(text.lastIndexOf('\n---', offset) + 1, offset + 1);
  return oddProperty.test(before);
}

function composeAll(stream: YamlStream, lines: LineIndex): { documents: Document[]; problems: SyntaxProblem[] } {
  const documents: Document[] = [];
  const problems: SyntaxProblem[] = [];
  const budget: NodeBudget = { spent: 0 };
  const directive = firstDirective(lines);
  for (const [index, { yaml, faults, streamed }] of stream.documents.entries()) {
    if (faults.length > 0) {
      problems.push(...faults.map((fault) => problemOf(fault, lines)));
      continue;
    }
    const composed = compose(yaml, lines, budget, stream.marked ? unmarked : undefined);
    problems.push(...composed.problems);
    if (composed.problems.some((problem) => problem.kind === 'syntax') || isEmpty(composed)) continue;
    if (directive !== null && isObject(composed.root)) {
      problems.push(directive);
      return { documents: [], problems };
    }
    documents.push({ path: lines.path, index, root: composed.root, ...(streamed === true && { streamed }) });
  }
  problems.push(...stream.rest.map((fault) => problemOf(fault, lines)));
  return { documents, problems };
}

/**
 * A directive above the first document. Files of objects are taken apart at `---` before they are read, so that it stands
 * there alone, and is refused.
 */
function firstDirective(lines: LineIndex): SyntaxProblem | null {
  const { text } = lines;
  const endOf = (start: number): number => (text.includes('\n', start) ? text.indexOf('\n', start) : text.length);
  let start = text.startsWith('\ufeff') ? 1 : 0;
  while (start < text.length && text[start] !== '%') {
    const line = text.slice(start, endOf(start)).trim();
    if (line !== '' && !line.startsWith('#')) return null;
    start = endOf(start) + 1;
  }
  if (start >= text.length) return null;
  const message = 'kubectl, kustomize and Helm split a file at "---" first, and refuse a directive above it';
  return {
    kind: 'syntax',
    message,
    at: lines.location(start, start + text.slice(start, endOf(start)).trimEnd().length),
  };
}

/** Whether it is an object of Kubernetes; of other files some tools read the whole. */
function isObject(root: Node): boolean {
  return (
    stringAt(root, 'apiVersion') !== undefined && (stringAt(root, 'kind')?.value ?? 'Kustomization') !== 'Kustomization'
  );
}

/** A document of comments alone, or nothing between two `---`, is none for kubectl. */
function isEmpty({ root }: Composed): boolean {
  return root.kind === 'scalar' && root.style === 'plain' && root.text === '';
}

function comment(lines: LineIndex, start: number, text: string): Comment {
  const at = lines.location(start, start + text.length);
  return { text, at, ownLine: /^[ \t\ufeff]*$/.test(lines.text.slice(start - at.column + 1, start)) };
}
