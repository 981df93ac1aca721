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
  /** Whether libyaml, by which kubectl, Helm and kustomize read, refuses the text too. */
  readonly certain: boolean;
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
  const found = kindOf(fault, start, ends, text);
  // What is still open was followed to the end of its document.
  return { message, start, end, ...found, certain: found.missing !== null || isCertain(fault, start, ends, text) };
}

/** Whether the parser takes exception to a comment that follows its neighbour without a blank: libyaml does not. */
export function isCloseComment({ code, token }: ParserFault): boolean {
  return code === 'MISSING_CHAR' && token === 'comment';
}

/** What libyaml takes and the parser does not, as far as what the parser says can tell. */
function isCertain({ code, source, token }: ParserFault, start: number, ends: OpenEnds, text: string): boolean {
  const inBlock = ends.isInBlockScalar(start + 1);
  // A directive ends a document.
  if (text[start] === '%' && isLineStart(text, start)) return false;
  switch (code) {
    case 'TAG_RESOLVE_FAILED':
      return false;
    case 'BLOCK_IN_FLOW':
      // In `{a:: , b:, c: -}` the indicators are words, or belong to them.
      return !/[:-][:,\]}]/.test(text.slice(start, lineEnd(text, start)));
    case 'UNEXPECTED_TOKEN':
      return token !== 'block-scalar-header' && !isBehindProperty(text, start);
    case 'MULTILINE_IMPLICIT_KEY':
      return !/[|>]/.test(text[start] ?? '') && !/:[,\]}]/.test(text.slice(start, start + 200));
    case 'MISSING_CHAR':
      // The colon behind `*a` is no part of the alias for libyaml.
      return Array.isArray(source) ? !/[*!&]/.test(text[start] ?? '') : !isBehindProperty(text, start) && !inBlock;
    case 'BAD_INDENT':
      // The value of a key may stand at the left edge where it has a single line, and tabs never.
      return !inBlock || !isLineStart(text, start) || text[start] === '\t';
    default:
      return true;
  }
}

/** Whether a tag or an anchor stands right before: to libyaml a bracket in `![a]` is one of the tag. */
function isBehindProperty(text: string, offset: number): boolean {
  const before = text.slice(Math.max(0, offset - 100), offset);
  return /^[!&]/.test(before.split(/\s/).at(-1) ?? '');
}

function isLineStart(text: string, offset: number): boolean {
  return offset === 0 || text[offset - 1] === '\n';
}

function lineEnd(text: string, offset: number): number {
  const lineFeed = text.indexOf('\n', offset);
  return lineFeed === -1 ? text.length : lineFeed;
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
  const pattern = /(?:\s|#[^\n]*(?:\n|$))*-(?=\s|$)/y;
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
