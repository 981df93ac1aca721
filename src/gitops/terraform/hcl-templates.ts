import { HclFault, type HclScanner } from './hcl-scanner.ts';
import type { Expression, Template, TemplatePart } from './hcl-syntax.ts';

/** Reads one expression between `${` and `}`, where line breaks count for nothing. */
type ReadExpression = () => Expression;

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** A string in quotes, from behind its first one: a literal where nothing is filled in. */
export function quotedTemplate(scanner: HclScanner, start: number, read: ReadExpression): Expression {
  const parts = new Parts(scanner, read);
  for (;;) {
    const { at, text } = scanner;
    if (scanner.take('"')) break;
    if (at >= text.length || text[at] === '\n') scanner.fail();
    if (parts.takeSequence()) continue;
    if (scanner.take('\\')) parts.add(escapeOf(scanner), true);
    else parts.add(scanner.match(/[^"\\$%\n]+/y) ?? text[scanner.at++] ?? '', false);
  }
  const found = parts.finished();
  const [only, ...others] = found;
  if (only === undefined) return { kind: 'literal', value: '', start, end: scanner.at };
  if (only.kind === 'text' && others.length === 0) return { kind: 'literal', value: only.text, start, end: scanner.at };
  return { kind: 'template', parts: found, heredoc: null, start, end: scanner.at };
}

function escapeOf(scanner: HclScanner): string {
  const hex = scanner.match(/u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8}/y);
  if (hex !== null) {
    const code = Number.parseInt(hex.slice(1), 16);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : scanner.fail();
  }
  const escape = escapes[scanner.text[scanner.at++] ?? ''];
  return escape ?? scanner.fail();
}

/** A heredoc, from behind `<<`: it ends with the line that holds nothing but its mark. */
export function heredoc(scanner: HclScanner, start: number, read: ReadExpression): Template {
  scanner.take('-');
  const mark = scanner.identifier() ?? scanner.fail();
  scanner.match(/\r/y);
  scanner.expect('\n');
  const from = scanner.at;
  const parts = new Parts(scanner, read);
  for (let atLineStart = true; ;) {
    const { at, text } = scanner;
    if (at >= text.length) scanner.fail();
    if (atLineStart && isMark(scanner, mark)) {
      scanner.match(/[ \t]*/y);
      scanner.at += mark.length;
      return { kind: 'template', parts: parts.finished(), heredoc: { start: from, end: at }, start, end: scanner.at };
    }
    atLineStart = false;
    if (parts.takeSequence()) continue;
    atLineStart = text[at] === '\n';
    parts.add(scanner.match(/[^$%\n]+/y) ?? text[scanner.at++] ?? '', false);
  }
}

function isMark(scanner: HclScanner, mark: string): boolean {
  const { at, text } = scanner;
  let from = at;
  while (text[from] === ' ' || text[from] === '\t') from++;
  return (
    text.startsWith(mark, from) && /^[ \t\r]*$/.test(text.slice(from + mark.length, scanner.endOfLine()).slice(0, 200))
  );
}

class Parts {
  private readonly parts: TemplatePart[] = [];
  private text: string[] = [];
  private escaped = false;
  private readonly scanner: HclScanner;
  private readonly read: ReadExpression;

  constructor(scanner: HclScanner, read: ReadExpression) {
    this.scanner = scanner;
    this.read = read;
  }

  add(text: string, escaped: boolean): void {
    this.text.push(text);
    this.escaped ||= escaped;
  }

  /** Takes an interpolation, a directive, or the escape of one; false where none begins here. */
  takeSequence(): boolean {
    const { scanner } = this;
    if (scanner.take('$${')) this.add('${', true);
    else if (scanner.take('%%{')) this.add('%{', true);
    else if (scanner.take('${')) {
      scanner.take('~');
      this.push({ kind: 'interpolation', expression: this.read() });
      this.close();
    } else if (scanner.take('%{')) {
      scanner.take('~');
      this.directive();
      this.close();
      this.push({ kind: 'directive' });
    } else return false;
    return true;
  }

  finished(): readonly TemplatePart[] {
    this.flush();
    return this.parts;
  }

  private directive(): void {
    const { scanner } = this;
    scanner.skip(true);
    const word = scanner.match(/(?:if|else|endif|for|endfor)\b/y) ?? scanner.fail();
    if (word === 'if') this.read();
    if (word !== 'for') return;
    // `k, v in map`: the names are read as expressions, which they are as well.
    for (let names = 0; scanner.match(/\s*(?:,\s*)?in\b/y) === null; names++) {
      if (names > 1) throw new HclFault('syntax', scanner.at);
      scanner.match(/\s*,?\s*/y);
      if (scanner.identifier() === null) scanner.fail();
    }
    this.read();
  }

  private close(): void {
    this.scanner.skip(true);
    this.scanner.take('~');
    this.scanner.expect('}');
  }

  private push(part: TemplatePart): void {
    this.flush();
    this.parts.push(part);
  }

  private flush(): void {
    if (this.text.length > 0) this.parts.push({ kind: 'text', text: this.text.join(''), escaped: this.escaped });
    this.text = [];
    this.escaped = false;
  }
}
