/** HCL does not follow its grammar, or goes beyond a bound. Caught in `parse-hcl.ts`. */
export class HclFault extends Error {
  readonly kind: 'syntax' | 'limit';
  readonly offset: number;

  constructor(kind: 'syntax' | 'limit', offset: number) {
    super(kind);
    this.kind = kind;
    this.offset = offset;
  }
}

/** A place in a text that moves forward. */
export class HclScanner {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Skips blanks and comments, and line breaks where they mean nothing. */
  skip(lineBreaks: boolean): void {
    const { text } = this;
    for (;;) {
      const character = text[this.at];
      if (character === ' ' || character === '\t' || character === '\r') this.at++;
      else if (character === '\n' && lineBreaks) this.at++;
      else if (character === '#' || text.startsWith('//', this.at)) this.at = this.endOfLine();
      else if (text.startsWith('/*', this.at)) {
        const end = text.indexOf('*/', this.at + 2);
        if (end < 0) this.fail();
        this.at = end + 2;
      } else return;
    }
  }

  endOfLine(): number {
    const end = this.text.indexOf('\n', this.at);
    return end < 0 ? this.text.length : end;
  }

  /** Whether the text goes on with this; moves behind it. */
  take(expected: string): boolean {
    if (!this.text.startsWith(expected, this.at)) return false;
    this.at += expected.length;
    return true;
  }

  expect(expected: string): void {
    if (!this.take(expected)) this.fail();
  }

  /** What a sticky pattern finds here; moves behind it. */
  match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) return null;
    this.at += found.length;
    return found;
  }

  identifier(): string | null {
    return this.match(/[\p{ID_Start}_][\p{ID_Continue}-]*/uy);
  }

  fail(): never {
    throw new HclFault('syntax', this.at);
  }
}
