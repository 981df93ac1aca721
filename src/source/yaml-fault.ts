import type { OpenEnds } from './open-ends.ts';

/** A breach of YAML's grammar, as offsets into the text. */
export interface Fault {
  readonly kind: FaultKind;
  /** The parser's own sentence. */
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** The quote or bracket that is missing, or null. */
  readonly missing: string | null;
}

export type FaultKind =
  | 'open-quote'
  | 'open-flow'
  /** `a: b: c`. */
  | 'nested-mapping'
  | 'multiline-key'
  | 'key-without-colon'
  | 'misaligned-key'
  /** A token that the grammar does not want where it stands. */
  | 'stray-token'
  /** One that the parser's own sentence describes well enough. */
  | 'other';

/** What the parser says of a fault; `source` is an offset, a range or a token. */
export interface ParserFault {
  readonly code: string;
  readonly message: string;
  readonly source: unknown;
  /** The type of the token at fault, where there is one. */
  readonly token: string | null;
}

/** Its codes are coarse; what it points at, and what is still open there, tells the rest. */
export function faultOf(fault: ParserFault, ends: OpenEnds, text: string): Fault {
  const { message, source } = fault;
  const [start, end] = rangeOf(source);
  return { message, start, end, ...kindOf(fault, start, ends, text) };
}

function kindOf(fault: ParserFault, start: number, ends: OpenEnds, text: string): Pick<Fault, 'kind' | 'missing'> {
  const { code, source } = fault;
  const isOffset = typeof source === 'number';
  const quote = code === 'MISSING_CHAR' && isOffset ? ends.takeQuote(start) : null;
  if (quote !== null) return { kind: 'open-quote', missing: quote };
  const bracket = isOffset && (code === 'MISSING_CHAR' || code === 'BAD_INDENT') ? ends.takeBracket(start) : null;
  if (bracket !== null) return { kind: 'open-flow', missing: bracket };
  return { kind: otherKind(fault, ends, text), missing: null };
}

function otherKind({ code, source, token }: ParserFault, ends: OpenEnds, text: string): FaultKind {
  switch (code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
      // The other one is a list item that stands where a key has to.
      return isListItem(rangeOf(source)[0], text) ? 'other' : 'nested-mapping';
    case 'MULTILINE_IMPLICIT_KEY':
      return 'multiline-key';
    case 'MISSING_CHAR':
      // Of all that may be missing the parser gives a range for the colon alone.
      return Array.isArray(source) ? 'key-without-colon' : 'other';
    case 'BAD_INDENT':
      return typeof source === 'number' && !ends.isInBlockScalar(source) && text[source] !== '-'
        ? 'misaligned-key'
        : 'other';
    case 'UNEXPECTED_TOKEN':
      return token !== null && isStray(token) ? 'stray-token' : 'other';
    default:
      return 'other';
  }
}

function isStray(token: string): boolean {
  return strayTokens.has(token) || token.startsWith('flow-');
}

const strayTokens: ReadonlySet<string> = new Set(['scalar', 'map-value-ind', 'seq-item-ind', 'anchor', 'tag', 'alias']);

/** Whether the next that is neither blank nor a comment is a dash. */
function isListItem(offset: number, text: string): boolean {
  const pattern = /(?:\s|#.*)*-(?=\s|$)/y;
  pattern.lastIndex = offset;
  return pattern.test(text);
}

function rangeOf(source: unknown): readonly [number, number] {
  if (typeof source === 'number') return [source, source + 1];
  if (Array.isArray(source)) return [Number(source[0]), Number(source[1])];
  if (typeof source !== 'object' || source === null || !('offset' in source)) return [0, 0];
  const start = Number(source.offset);
  return [start, start + ('source' in source && typeof source.source === 'string' ? source.source.length : 1)];
}
