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
import { readStream } from './recovery.ts';
import type { YamlStream } from './yaml-stream.ts';

/**
 * Reads a YAML file in the dialect of kubectl and Helm. Never throws: what cannot be read is
 * `unread` (a limit, a Go template) or a problem of its document, and the other documents are kept.
 */
export function parseYaml(path: string, text: string): SourceFile {
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
  if (text.includes('\0')) return unread('binary', 'is binary');
  // libyaml ends a line there, GitHub and editors do not: no place in such a file would be sure.
  if (/\r(?!\n)/.test(text)) return unread('line-endings', 'has carriage returns without line feeds');
  try {
    const file = read(lines);
    return typeof file === 'string' ? unread('template', file) : file;
  } catch (error) {
    if (error instanceof LimitReached) return unread('limit', error.message);
    throw error;
  }
}

/** The file, or which template it is. */
function read(lines: LineIndex): SourceFile | string {
  const stream = readStream(lines.text);
  if (stream.templated) return helmTemplate;
  const { documents, problems } = composeAll(stream, lines);
  const reason = problems.some(({ kind }) => kind === 'syntax') ? templateReason(lines.text, problems) : null;
  if (reason !== null) return reason;
  const comments = stream.comments.map(({ start, text }) => comment(lines, start, text));
  const { path, text } = lines;
  return { path, text, lines, documents, problems: problems.slice(0, limits.problems), comments, unread: null };
}

function composeAll(stream: YamlStream, lines: LineIndex): { documents: Document[]; problems: SyntaxProblem[] } {
  const documents: Document[] = [];
  const problems: SyntaxProblem[] = [];
  const budget: NodeBudget = { spent: 0 };
  for (const [index, { yaml, faults }] of stream.documents.entries()) {
    if (faults.length > 0) {
      problems.push(...faults.map((fault) => problemOf(fault, lines)));
      continue;
    }
    const composed = compose(yaml, lines, budget);
    problems.push(...composed.problems);
    if (composed.problems.some((problem) => problem.kind === 'syntax') || isEmpty(composed)) continue;
    documents.push({ path: lines.path, index, root: composed.root });
  }
  problems.push(...stream.rest.map((fault) => problemOf(fault, lines)));
  return { documents, problems };
}

/** A document of comments alone, or nothing between two `---`, is none for kubectl. */
function isEmpty({ root }: Composed): boolean {
  return root.kind === 'scalar' && root.style === 'plain' && root.text === '';
}

function comment(lines: LineIndex, start: number, text: string): Comment {
  const at = lines.location(start, start + text.length);
  return { text, at, ownLine: /^[ \t\ufeff]*$/.test(lines.text.slice(start - at.column + 1, start)) };
}
