import { Composer, Lexer, Parser, Schema } from 'yaml';
import type { Document as YamlDocument } from 'yaml';
import { compose } from './compose.ts';
import type { Composed, NodeBudget } from './compose.ts';
import type { Comment, Document, SourceFile, SyntaxProblem } from './document.ts';
import { lineIndex } from './line-index.ts';
import type { LineIndex } from './line-index.ts';
import { LimitReached, limits } from './limits.ts';
import { problemOf } from './problem.ts';
import { holdsTemplates } from './template.ts';

/**
 * Reads a YAML file in the dialect of kubectl and Helm. Never throws: what cannot be read is
 * `unread` (a limit, a Go template) or a problem of its document, and the other documents are kept.
 */
export function parseYaml(path: string, text: string): SourceFile {
  const nothing = { path, text, documents: [], problems: [], comments: [] };
  const unread = (reason: string): SourceFile => ({ ...nothing, unread: { path, reason } });
  if (text.length > limits.fileBytes) return unread('is larger than 1 MiB');
  if (text.includes('\0')) return unread('is binary');
  try {
    const lines = lineIndex(path, text);
    const stream = readStream(lines);
    if (stream.templated || (stream.problems.length > 0 && holdsTemplates(lines, stream.problems))) {
      return unread('holds template actions that only Helm can render');
    }
    const problems = stream.problems.slice(0, limits.problems);
    return { path, text, documents: stream.documents, problems, unread: null, comments: stream.comments };
  } catch (error) {
    if (error instanceof LimitReached) return unread(error.message);
    throw error;
  }
}

interface Stream {
  readonly documents: Document[];
  readonly problems: SyntaxProblem[];
  readonly comments: Comment[];
  /** Whether `{{` stands where YAML expects a value. */
  templated: boolean;
}

// Scalars stay text here and are resolved by `scalar.ts`; so a document's `%YAML` changes nothing.
const schema = new Schema({ schema: 'failsafe', resolveKnownTags: false, merge: false });
const options = { schema, uniqueKeys: false, strict: true, logLevel: 'silent', prettyErrors: false } as const;

function readStream(lines: LineIndex): Stream {
  const stream: Stream = { documents: [], problems: [], comments: [], templated: false };
  const composer = new Composer(options);
  const budget: NodeBudget = { spent: 0 };
  let index = 0;
  const keep = (document: YamlDocument): void => {
    if (index >= limits.documents) throw new LimitReached(`holds more than ${limits.documents} documents`);
    keepDocument(stream, lines, index++, document, budget);
  };
  for (const token of tokens(lines, stream)) {
    for (const document of composer.next(token)) keep(document);
  }
  for (const document of composer.end()) keep(document);
  const left = composer.streamInfo();
  for (const error of left.errors) stream.problems.push(problemOf(error, lines));
  return stream;
}

type CstToken = Parameters<Composer['next']>[0];

/** Lexes and parses, with the limits checked token by token and the comments noted on the way. */
function* tokens(lines: LineIndex, stream: Stream): Generator<CstToken, void> {
  const parser = new Parser();
  let count = 0;
  let offset = 0;
  let atScalar = false;
  let previous = '';
  for (const lexeme of new Lexer().lex(lines.text)) {
    if (++count > limits.tokens) throw new LimitReached(`holds more than ${limits.tokens} YAML tokens`);
    if (!atScalar) {
      if (lexeme.startsWith('#')) stream.comments.push(comment(lines, offset, lexeme));
      else if (lexeme === '{' && previous === '{') stream.templated = true;
    }
    previous = atScalar ? '' : lexeme;
    atScalar = !atScalar && lexeme === scalarMark;
    yield* parser.next(lexeme);
    offset = parser.offset;
    // The document itself and the scalar being read are on the stack too.
    if (parser.stack.length > limits.nesting + 2) {
      throw new LimitReached(`is nested more than ${limits.nesting} levels deep`);
    }
  }
  yield* parser.end();
}

/** The lexer announces a scalar with this character, so that its text is not taken for an indicator. */
const scalarMark = '\u001f';

function comment(lines: LineIndex, offset: number, text: string): Comment {
  const at = lines.location(offset, offset + text.length);
  return { text, at, ownLine: /^[ \t\ufeff]*$/.test(lines.text.slice(offset - at.column + 1, offset)) };
}

function keepDocument(
  stream: Stream,
  lines: LineIndex,
  index: number,
  document: YamlDocument,
  budget: NodeBudget,
): void {
  if (document.errors.length > 0) {
    stream.problems.push(...document.errors.slice(0, limits.problems).map((error) => problemOf(error, lines)));
    return;
  }
  const composed = compose(document, lines, budget);
  stream.problems.push(...composed.problems);
  if (composed.problems.some((problem) => problem.kind === 'syntax') || isEmpty(composed)) return;
  stream.documents.push({ path: lines.path, index, root: composed.root });
}

/** A document of comments alone, or nothing between two `---`, is none for kubectl. */
function isEmpty({ root }: Composed): boolean {
  return root.kind === 'scalar' && root.style === 'plain' && root.text === '';
}
