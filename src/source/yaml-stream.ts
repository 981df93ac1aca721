import { Composer, Lexer, Parser, Schema } from 'yaml';
import type { Document as YamlDocument } from 'yaml';
import { LimitReached, limits } from './limits.ts';

/** A breach of YAML's grammar, as offsets into the text. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** One document of a file, sound when it has no faults. */
export interface StreamDocument {
  readonly yaml: YamlDocument;
  readonly faults: readonly Fault[];
}

export interface YamlStream {
  readonly documents: readonly StreamDocument[];
  /** Faults after which nothing more was read. */
  readonly rest: readonly Fault[];
  /** Offset and text of every comment. */
  readonly comments: readonly { readonly start: number; readonly text: string }[];
  /** Whether `{{` stands where YAML expects a value; nothing more was read then. */
  readonly templated: boolean;
  /** Where the first flow collection begins that ends by its indentation and not by its bracket. */
  readonly brokenFlow: number | null;
}

/**
 * Reads the documents of a text with every limit checked token by token, before the parser builds
 * anything from it.
 * @throws LimitReached
 */
export function readOnce(text: string): YamlStream {
  return new StreamReader(text).read();
}

// Scalars stay text here and are resolved by `scalar.ts`; so a document's `%YAML` changes nothing.
const schema = new Schema({ schema: 'failsafe', resolveKnownTags: false, merge: false });
const options = { schema, uniqueKeys: false, strict: true, logLevel: 'silent', prettyErrors: false } as const;

/** The lexer announces a scalar with this character, so that its text is not taken for an indicator. */
const scalarMark = '\u001f';

/** And with this one the end of a flow collection that lacks its bracket. */
const flowCutMark = '\u0018';

type Token = Parameters<Composer['next']>[0];

/** Ends the reading of a file whose faults only repeat themselves. */
class TooManyFaults extends Error {}

class StreamReader {
  private readonly text: string;
  private readonly parser = new Parser();
  private readonly composer = new Composer(options);
  private readonly documents: StreamDocument[] = [];
  private readonly comments: { start: number; text: string }[] = [];
  /** Faults of each document that the composer has begun and not given back. */
  private readonly begun: Fault[][] = [];
  /** Faults found between two documents: they are the next one's. */
  private between: Fault[] | null = [];
  private faults = 0;
  private templated = false;
  private readonly flow = { level: 0, start: 0, broken: null as number | null };

  constructor(text: string) {
    this.text = text;
    // The composer makes an exception of each fault, with its stack; a file of nothing but faults
    // would take a minute. It looks the method up for each token, so ours stands in.
    Reflect.set(this.composer, 'onError', this.onError);
  }

  read(): YamlStream {
    try {
      for (const token of this.tokens()) this.take(token);
      if (!this.templated) for (const yaml of this.composer.end()) this.give(yaml);
    } catch (error) {
      if (!(error instanceof TooManyFaults)) throw error;
    }
    const rest = [...this.begun.flat(), ...(this.between ?? [])];
    const { documents, comments, templated } = this;
    return { documents, rest, comments, templated, brokenFlow: this.flow.broken };
  }

  private take(token: Token): void {
    if (token.type === 'error') {
      this.note('UNEXPECTED_TOKEN', token.message, token.offset, token.offset + token.source.length);
      return;
    }
    if (token.type === 'directive') this.between ??= [];
    if (token.type === 'document') {
      this.begun.push(this.between ?? []);
      this.between = null;
    }
    for (const yaml of this.composer.next(token)) this.give(yaml);
  }

  private give(yaml: YamlDocument): void {
    if (this.documents.length >= limits.documents) {
      throw new LimitReached(`holds more than ${limits.documents} documents`);
    }
    this.documents.push({ yaml, faults: this.begun.shift() ?? [] });
  }

  private readonly onError = (source: unknown, code: string, message: string, warning?: boolean): void => {
    if (warning === true) return;
    const [start, end] = rangeOf(source);
    this.note(code, message, start, end);
  };

  private note(code: string, message: string, start: number, end: number): void {
    (this.between ?? this.begun.at(-1))?.push({ code, message, start, end });
    if (++this.faults >= limits.problems) throw new TooManyFaults();
  }

  private followFlow(lexeme: string, offset: number): void {
    const { flow } = this;
    if (lexeme === '{' || lexeme === '[') {
      if (flow.level++ === 0) flow.start = offset;
    } else if (lexeme === '}' || lexeme === ']') flow.level = Math.max(0, flow.level - 1);
    else if (lexeme === flowCutMark) {
      flow.broken ??= flow.start;
      flow.level = 0;
    }
  }

  /** Lexes and parses, noting comments on the way. */
  private *tokens(): Generator<Token, void> {
    const { parser } = this;
    let count = 0;
    let offset = 0;
    let atScalar = false;
    let previous = '';
    for (const lexeme of new Lexer().lex(this.text)) {
      if (++count > limits.tokens) throw new LimitReached(`holds more than ${limits.tokens} YAML tokens`);
      if (!atScalar) {
        this.followFlow(lexeme, offset);
        if (lexeme.startsWith('#')) this.comments.push({ start: offset, text: lexeme });
        else if (lexeme === '{' && previous === '{') {
          this.templated = true;
          return;
        }
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
}

/** The composer names the source of a fault as an offset, a range or a token. */
function rangeOf(source: unknown): readonly [number, number] {
  if (typeof source === 'number') return [source, source + 1];
  if (Array.isArray(source)) return [Number(source[0]), Number(source[1])];
  if (typeof source !== 'object' || source === null || !('offset' in source)) return [0, 0];
  const start = Number(source.offset);
  return [start, start + ('source' in source && typeof source.source === 'string' ? source.source.length : 1)];
}
