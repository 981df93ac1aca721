import { Composer, CST, Lexer, Parser, Schema } from 'yaml';
import type { Document as YamlDocument } from 'yaml';
import { LimitReached, limits } from './limits.ts';
import { OpenEnds } from './open-ends.ts';
import { faultOf, isCloseComment, type Fault, type ParserFault } from './yaml-fault.ts';

/** One document of a file, sound when it has no faults. */
export interface StreamDocument {
  readonly yaml: YamlDocument;
  readonly faults: readonly Fault[];
  /** Whether it stands behind another one with no `---` between. Absent means no. */
  readonly streamed?: boolean;
}

export interface YamlStream {
  readonly documents: readonly StreamDocument[];
  /** Faults after which nothing more was read. */
  readonly rest: readonly Fault[];
  /** Offset and text of every comment. */
  readonly comments: readonly { readonly start: number; readonly text: string }[];
  /** Whether `{{` stands where YAML expects a value; nothing more was read then. */
  readonly templated: boolean;
  /** Where the first quoted scalar or flow collection begins that ends by its indentation and not by its quote or bracket. */
  readonly brokenAt: number | null;
  /** Whether scalars hold marks of folded lines, which `unmarked` takes out. */
  readonly marked: boolean;
  /** Whether it may go on where the parser gave up: then nothing is said of it. */
  readonly unclear: boolean;
}

/**
 * Reads the documents of a text with every limit checked token by token, before the parser builds
 * anything from it. What stands outside of `start` and `end` is not there.
 * @throws LimitReached
 */
export function readOnce(text: string, start = 0, end = text.length): YamlStream {
  return new StreamReader(text, start, end).read();
}

// Scalars stay text here and are resolved by `scalar.ts`; so a document's `%YAML` changes nothing.
const schema = new Schema({ schema: 'failsafe', resolveKnownTags: false, merge: false });
const options = { schema, uniqueKeys: false, strict: true, logLevel: 'silent', prettyErrors: false } as const;

/** The lexer announces a scalar with this character, so that its text is not taken for an indicator. */
const scalarMark = '\u001f';

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
  private given = 0;
  private templated = false;
  private readonly ends = new OpenEnds();
  /** The type of the token that was lexed last. */
  private lexed: string | null = null;

  private readonly start: number;
  private readonly end: number;

  constructor(text: string, start: number, end: number) {
    this.text = text;
    this.start = start;
    this.end = end;
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
    return { documents, rest, comments, templated, brokenAt: this.ends.brokenAt, marked: false, unclear: false };
  }

  private take(token: Token): void {
    if (token.type === 'error') {
      // The parser is still at the token that it could not place.
      const { message } = token;
      this.note({ code: 'UNEXPECTED_TOKEN', message, source: token, token: this.lexed });
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
    const faults = this.begun.shift() ?? [];
    // go-yaml is given what stands between two `---`, and reads one document of it.
    if (this.given > 0 && yaml.directives?.docStart !== true) return;
    this.given += 1;
    this.documents.push({ yaml, faults });
  }

  private readonly onError = (source: unknown, code: string, message: string, warning?: boolean): void => {
    if (warning === true) return;
    this.note({ code, message, source, token: typeOf(source) });
  };

  private note(fault: ParserFault): void {
    if (isCloseComment(fault)) return;
    (this.between ?? this.begun.at(-1))?.push(faultOf(fault, this.ends, this.text));
    if (++this.faults >= limits.problems) throw new TooManyFaults();
  }

  /** Lexes and parses, noting comments on the way. */
  private *tokens(): Generator<Token, void> {
    const { parser } = this;
    let count = 0;
    // The parser takes a byte order mark for the beginning of the first line, and its keys for further in than the others.
    const begin = this.start === 0 && this.text.startsWith('\ufeff') ? 1 : this.start;
    parser.offset = begin;
    let offset = begin;
    let atScalar = false;
    let previous = '';
    for (const lexeme of lexemesOf(this.text.slice(begin, this.end))) {
      if (++count > limits.tokens) throw new LimitReached(`holds more than ${limits.tokens} YAML tokens`);
      if (!atScalar) {
        this.ends.other(lexeme, offset);
        if (lexeme.startsWith('#')) this.comments.push({ start: offset, text: lexeme });
        else if (lexeme === '{' && previous === '{') {
          this.templated = true;
          return;
        }
      }
      if (atScalar) this.ends.scalar(lexeme, offset);
      this.lexed = atScalar ? 'scalar' : CST.tokenType(lexeme);
      previous = atScalar ? '' : lexeme;
      atScalar = !atScalar && lexeme === scalarMark;
      yield* parser.next(lexeme);
      offset = parser.offset;
      // The document itself and the scalar being read are on the stack too.
      if (parser.stack.length > limits.nesting + 2) {
        throw new LimitReached(`is nested more than ${limits.nesting} levels deep`);
      }
    }
    this.ends.cut(this.end);
    yield* parser.end();
  }
}

/** The lexer takes the colon behind an alias for a part of its name; to libyaml `*app: x` is a key and its value. */
function* lexemesOf(text: string): Generator<string, void> {
  let atScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    const alias = atScalar ? undefined : /^(\*[\w-]+):$/.exec(lexeme)?.[1];
    if (alias === undefined) yield lexeme;
    else yield* [alias, ':'];
    atScalar = !atScalar && lexeme === scalarMark;
  }
}

/** The type of the token that the composer names as the source of a fault, where it names one. */
function typeOf(source: unknown): string | null {
  if (typeof source !== 'object' || source === null || !('type' in source)) return null;
  // A token that the parser could not place is called an error, and keeps its text.
  if (source.type === 'error' && 'source' in source) return CST.tokenType(String(source.source));
  return typeof source.type === 'string' ? source.type : null;
}
