/** Whether one character (a code point) fits. */
export type CharTest = (char: string) => boolean;

/** A pattern taken apart. */
export type Syntax =
  | { readonly kind: 'char'; readonly test: CharTest }
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'sequence'; readonly parts: readonly Syntax[] }
  | { readonly kind: 'choice'; readonly options: readonly Syntax[] }
  | { readonly kind: 'repeat'; readonly part: Syntax; readonly min: number; readonly max: number };

/** Parses the subset of RE2's syntax that is supported; null for anything else. */
export function parseRegex(pattern: string): Syntax | null {
  return new Parser(pattern).parse();
}

const classes: Readonly<Record<string, CharTest>> = {
  d: (c) => /^[0-9]$/.test(c),
  w: (c) => /^[0-9A-Za-z_]$/.test(c),
  s: (c) => /^[\t\n\f\r ]$/.test(c),
};

const controls: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v' };

/** A recursive descent parser; every method returns null on syntax that is refused. */
class Parser {
  private at = 0;
  private depth = 0;
  private readonly pattern: string;
  constructor(pattern: string) {
    this.pattern = pattern;
  }

  parse(): Syntax | null {
    const choice = this.choice();
    return choice !== null && this.at === this.pattern.length ? choice : null;
  }

  private peek(): string {
    return this.pattern.charAt(this.at);
  }

  private take(text: string): boolean {
    if (!this.pattern.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private choice(): Syntax | null {
    const options: Syntax[] = [];
    do {
      const parts: Syntax[] = [];
      while (this.at < this.pattern.length && this.peek() !== '|' && this.peek() !== ')') {
        const part = this.repeated();
        if (part === null) return null;
        parts.push(part);
      }
      options.push({ kind: 'sequence', parts });
    } while (this.take('|'));
    return { kind: 'choice', options };
  }

  private repeated(): Syntax | null {
    let part = this.atom();
    for (let count = 0; part !== null; count++) {
      const bounds = this.bounds();
      if (bounds === 'none') return part;
      if (bounds === null || count > 0) return null;
      this.take('?');
      part = { kind: 'repeat', part, ...bounds };
    }
    return null;
  }

  /** `*`, `+`, `?` or `{m,n}`; a brace that begins no such bound is a plain character. */
  private bounds(): { min: number; max: number } | 'none' | null {
    if (this.take('*')) return { min: 0, max: Infinity };
    if (this.take('+')) return { min: 1, max: Infinity };
    if (this.take('?')) return { min: 0, max: 1 };
    const braces = /^\{(\d+)(,(\d*))?\}/.exec(this.pattern.slice(this.at));
    if (braces === null) return 'none';
    this.at += braces[0].length;
    const min = Number(braces[1]);
    const max = braces[2] === undefined ? min : braces[3] === '' ? Infinity : Number(braces[3]);
    return min > 1000 || (max !== Infinity && max > 1000) || max < min ? null : { min, max };
  }

  private atom(): Syntax | null {
    if (this.take('^') || this.take('\\A')) return { kind: 'start' };
    if (this.take('$') || this.take('\\z')) return { kind: 'end' };
    if (this.take('.')) return { kind: 'char', test: (c) => c !== '\n' };
    if (this.take('(')) return this.group();
    if (this.take('[')) return this.set();
    if ('*+?'.includes(this.peek())) return null;
    const test = this.character();
    return test === null ? null : { kind: 'char', test };
  }

  private group(): Syntax | null {
    if (this.peek() === '?' && !this.take('?:') && !/^\?P?<\w+>/.test(this.pattern.slice(this.at))) return null;
    const name = /^\?P?<\w+>/.exec(this.pattern.slice(this.at));
    this.at += name?.[0].length ?? 0;
    if (++this.depth > 100) return null;
    const inner = this.choice();
    this.depth--;
    return inner !== null && this.take(')') ? inner : null;
  }

  private set(): Syntax | null {
    const negated = this.take('^');
    const tests: CharTest[] = [];
    for (let first = true; first || this.peek() !== ']'; first = false) {
      if (this.at >= this.pattern.length || this.pattern.startsWith('[:', this.at)) return null;
      const from = this.pattern.codePointAt(this.at);
      const test = this.character();
      if (test === null || from === undefined) return null;
      const low = this.literal;
      if (low !== null && this.peek() === '-' && this.pattern.charAt(this.at + 1) !== ']') {
        this.at++;
        if (this.character() === null || this.literal === null || this.literal < low) return null;
        const high = this.literal;
        tests.push((c) => c >= low && c <= high);
      } else tests.push(test);
    }
    this.at++;
    return { kind: 'char', test: (c) => tests.some((test) => test(c)) !== negated };
  }

  /** The character that `character` read, or null when it read a class. */
  private literal: string | null = null;

  private character(): CharTest | null {
    const char = String.fromCodePoint(this.pattern.codePointAt(this.at) ?? 0);
    this.at += char.length;
    this.literal = char;
    if (char !== '\\') return (c) => c === char;
    const escaped = this.pattern.charAt(this.at++);
    const positive = classes[escaped];
    const negative = classes[escaped.toLowerCase()];
    if (positive ?? negative) {
      this.literal = null;
      return positive ?? ((c) => negative?.(c) === false);
    }
    const literal = controls[escaped] ?? (/^[^0-9A-Za-z]$/.test(escaped) ? escaped : null);
    this.literal = literal;
    return literal === null ? null : (c) => c === literal;
  }
}
