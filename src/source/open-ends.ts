import { trimmedEnd } from './trim.ts';
/** Where a flow collection ends that lacks its bracket: between its last item and what cut it off. */
interface OpenFlow {
  readonly from: number;
  readonly to: number;
  readonly closing: string;
}

/** The lexer announces the end of a flow collection that lacks its bracket with this character. */
const flowCutMark = '\u0018';

/**
 * Follows the lexemes of a text and knows which quotes and brackets are never closed: the parser gives
 * such faults one code with many others.
 */
export class OpenEnds {
  /** Where the first quoted scalar or flow collection begins that ends by its indentation and not by its quote or bracket. */
  brokenAt: number | null = null;
  private readonly open: { readonly start: number; readonly closing: string }[] = [];
  private readonly flows: OpenFlow[] = [];
  /** The quote by the offset at which its text ends. */
  private readonly quotes = new Map<number, string>();
  /** Where block scalars stand. */
  private readonly blocks: { readonly from: number; readonly to: number }[] = [];
  private afterHeader = false;
  /** The end of the last lexeme that is neither blank nor a comment. */
  private lastEnd = 0;

  /** The text of a plain scalar or a block scalar. */
  scalar(lexeme: string, offset: number): void {
    this.lastEnd = offset + lexeme.length;
    if (this.afterHeader) this.blocks.push({ from: offset, to: this.lastEnd });
    this.afterHeader = false;
  }

  /** Any other lexeme; one in quotes holds the quotes. */
  other(lexeme: string, offset: number): void {
    if (lexeme === flowCutMark) {
      this.brokenAt ??= this.open[0]?.start ?? null;
      this.cut(offset);
      return;
    }
    if (/^[|>]/.test(lexeme)) this.afterHeader = true;
    if (lexeme === ']' || lexeme === '}') this.close(lexeme, offset);
    if (lexeme.trim() !== '' && !lexeme.startsWith('#')) this.lastEnd = offset + lexeme.length;
    const quote = /^["']/.exec(lexeme)?.[0];
    if (quote !== undefined && !isClosed(lexeme, quote)) {
      this.quotes.set(this.lastEnd, quote);
      this.brokenAt ??= this.open[0]?.start ?? offset;
    }
    if (lexeme === '[') this.open.push({ start: offset, closing: ']' });
    if (lexeme === '{') this.open.push({ start: offset, closing: '}' });
  }

  /** Everything that is still open at an offset stays so. */
  cut(offset: number): void {
    for (let last = this.open.pop(); last !== undefined; last = this.open.pop())
      this.flows.push({ from: this.lastEnd, to: offset, closing: last.closing });
  }

  private close(lexeme: string, offset: number): void {
    const last = this.open.pop();
    if (last === undefined || last.closing === lexeme) return;
    this.flows.push({ from: this.lastEnd, to: offset, closing: last.closing });
  }

  isInBlockScalar(offset: number): boolean {
    return this.blocks.some(({ from, to }) => from <= offset && offset <= to);
  }

  /** The quote whose lack is noticed at an offset; each is noticed once. */
  takeQuote(offset: number): string | null {
    const quote = this.quotes.get(offset) ?? null;
    this.quotes.delete(offset);
    return quote;
  }

  /** The bracket whose lack is noticed at an offset; each is noticed once, the innermost first. */
  takeBracket(offset: number): string | null {
    const index = this.flows.findIndex(({ from, to }) => from <= offset && offset <= to);
    return index < 0 ? null : (this.flows.splice(index, 1)[0]?.closing ?? null);
  }
}

/** Whether the text of a quoted scalar ends with the quote that closes it, not with one that is escaped. */
function isClosed(lexeme: string, quote: string): boolean {
  if (lexeme.length === 1 || !lexeme.endsWith(quote)) return false;
  if (quote === "'") return lexeme.split(quote).length % 2 === 1;
  return (lexeme.length - 1 - trimmedEnd(lexeme.slice(0, -1), '\\').length) % 2 === 0;
}
