/** A quoted scalar or flow collection brought to one line; no character of the text has moved. */
export interface OneLine {
  readonly text: string;
  readonly comments: readonly { readonly start: number; readonly text: string }[];
}

/**
 * What stands in a scalar for a character that folding drops, and for a line break that it keeps. Private use: a
 * text that has one of them is left as it is.
 */
const dropped = '\ue000';
const keptBreak = '\ue001';

/** A scalar of a text that was brought to one line, as folding its lines gives it. */
export function unmarked(value: string): string {
  return value.replaceAll(dropped, '').replaceAll(keptBreak, '\n');
}

/** The text with each `\'` in double quotes, at the given offsets, as the quote that libyaml reads there. */
export function withBareQuotes(text: string, escapes: readonly number[]): string {
  let bare = '';
  let from = 0;
  for (const at of escapes) {
    bare += `${text.slice(from, at)}'${dropped}`;
    from = at + 2;
  }
  return bare + text.slice(from);
}

/**
 * The text with the quoted scalar or flow collection at an offset on one line: libyaml does not mind how far its
 * lines are indented.
 * @returns `open` where it is not closed before its document ends, `unclear` where more than its lines is unusual
 */
export function onOneLine(text: string, start: number): OneLine | 'open' | 'unclear' {
  if (text.includes(dropped) || text.includes(keptBreak)) return 'unclear';
  return /["']/.test(text[start] ?? '') ? quoteOnOneLine(text, start) : new FlowWalk(text, start).walk();
}

function quoteOnOneLine(text: string, start: number): OneLine | 'open' | 'unclear' {
  const end = quoteEnd(text, start);
  if (end === null) return 'open';
  // A key has to stand on one line from the outset.
  if (isValueIndicator(text, spaceEnd(text, end))) return 'unclear';
  return { text: text.slice(0, start) + foldedQuote(text.slice(start, end)) + text.slice(end), comments: [] };
}

/** Where a quoted scalar ends, behind its quote; null where its document ends first. */
function quoteEnd(text: string, start: number): number | null {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\n' && isMarker(text, at + 1)) return null;
    if (quote === '"' && text[at] === '\\') at++;
    else if (text[at] === quote && quote === "'" && text[at + 1] === quote) at++;
    else if (text[at] === quote) return at + 1;
  }
  return null;
}

function foldedQuote(quoted: string): string {
  const escapes = quoted.startsWith('"');
  let folded = '';
  for (let at = 0; at < quoted.length;) {
    const escape = escapes && quoted[at] === '\\';
    const end = spaceEnd(quoted, escape ? at + 1 : at);
    if (escape && !/^\\\r?\n/.test(quoted.slice(at, at + 3))) {
      folded += quoted.slice(at, at + 2);
      at += 2;
    } else if (end > at) {
      folded += foldedSpace(quoted.slice(at, end), escape);
      at = end;
    } else folded += quoted[at++];
  }
  return folded;
}

/** Blanks and line breaks within a scalar: one break is a blank, more are one fewer; an escaped one is nothing. */
function foldedSpace(space: string, escaped: boolean): string {
  const breaks = space.split('\n').length - 1;
  if (breaks === 0) return space;
  const kept = breaks === 1 && !escaped ? ' ' : keptBreak.repeat(breaks - 1);
  return kept + dropped.repeat(space.length - kept.length);
}

class FlowWalk {
  private readonly text: string;
  private readonly start: number;
  private readonly comments: { start: number; text: string }[] = [];
  private out = '';
  private depth = 0;
  /** Whether the last token was plain text, which may go on. */
  private plain = false;
  /** Whether the last scalar spans lines: it is no key. */
  private spans = false;
  /** Whether something was met that one line would change. */
  private unclear = false;

  constructor(text: string, start: number) {
    this.text = text;
    this.start = start;
  }

  walk(): OneLine | 'open' | 'unclear' {
    const { text, start } = this;
    for (let at = start; at < text.length;) {
      const next = this.gap(at);
      if (next === null) return 'open';
      const end = this.token(next);
      if (end === null) return 'open';
      if (this.depth === 0) return this.unclear ? 'unclear' : this.done(end);
      at = end;
    }
    return 'open';
  }

  private done(end: number): OneLine {
    const { text, start, out, comments } = this;
    return { text: text.slice(0, start) + out + text.slice(end), comments };
  }

  /** Takes blanks, line breaks and comments; where the next token begins, or null where the document ends. */
  private gap(from: number): number | null {
    const { text } = this;
    let at = spaceEnd(text, from);
    while (text[at] === '#' && (at > from || !this.plain)) {
      const end = lineEnd(text, at);
      this.comments.push({ start: at, text: text.slice(at, end) });
      this.plain = false;
      at = spaceEnd(text, end);
    }
    const gap = text.slice(from, at);
    if (at >= text.length || (text[at - 1] === '\n' && isMarker(text, at))) return null;
    const goesOn = this.plain && gap.includes('\n') && !/[,[\]{}]/.test(text[at] ?? '') && !isValueIndicator(text, at);
    if (goesOn) this.spans = true;
    this.out += goesOn ? foldedSpace(gap, false) : gap.replace(/[^ ]/g, ' ');
    return at;
  }

  /** Takes a token; where it ends, or null where its document ends first. */
  private token(at: number): number | null {
    const char = this.text[at] ?? '';
    if (/[,[\]{}]/.test(char)) return this.indicator(char, at);
    if (char === ':' && (!this.plain || isValueIndicator(this.text, at))) {
      // A key has to stand on one line.
      this.unclear ||= this.spans;
      return this.copy(at, at + 1, false);
    }
    if (this.plain) return this.copy(at, at + 1, true);
    this.spans = false;
    if (char === '"' || char === "'") return this.quote(at);
    this.unclear ||= char === '?';
    return /[&*!]/.test(char) ? this.copy(at, propertyEnd(this.text, at), false) : this.copy(at, at + 1, true);
  }

  private indicator(char: string, at: number): number {
    if (char === '[' || char === '{') this.depth++;
    if (char === ']' || char === '}') this.depth--;
    this.spans = false;
    return this.copy(at, at + 1, false);
  }

  private quote(at: number): number | null {
    const end = quoteEnd(this.text, at);
    if (end === null) return null;
    const quoted = this.text.slice(at, end);
    this.spans = quoted.includes('\n');
    this.out += foldedQuote(quoted);
    return end;
  }

  private copy(at: number, end: number, plain: boolean): number {
    this.out += this.text.slice(at, end);
    this.plain = plain;
    return end;
  }
}

/** The end of an anchor, alias or tag. */
function propertyEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && !/[\s,[\]{}]/.test(text[at] ?? '')) at++;
  return at;
}

function spaceEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && /[ \t\r\n]/.test(text[at] ?? '')) at++;
  return at;
}

function lineEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

/** Whether a colon stands there that separates a key from its value. */
function isValueIndicator(text: string, at: number): boolean {
  return text[at] === ':' && /^$|[\s,[\]{}]/.test(text[at + 1] ?? '');
}

/** Whether a line that begins there begins or ends a document. */
function isMarker(text: string, at: number): boolean {
  return /^(?:---|\.\.\.)(?:\s|$)/.test(text.slice(at, at + 4));
}
