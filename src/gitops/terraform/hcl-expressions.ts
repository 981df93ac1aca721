import { HclFault, type HclScanner } from './hcl-scanner.ts';
import type { Expression, ObjectExpression } from './hcl-syntax.ts';
import { heredoc, quotedTemplate } from './hcl-templates.ts';

const operator = /\|\||&&|==|!=|<=|>=|[-+*/%<>]/y;
const number = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Hostile text may nest without end. */
const deepest = 100;

/** Expressions of HCL. Line breaks count for nothing within brackets, and end an expression elsewhere. */
export class ExpressionParser {
  private readonly scanner: HclScanner;
  private depth = 0;

  constructor(scanner: HclScanner) {
    this.scanner = scanner;
  }

  expression(lineBreaks: boolean): Expression {
    const { scanner } = this;
    if (++this.depth > deepest) throw new HclFault('limit', scanner.at);
    scanner.skip(lineBreaks);
    const start = scanner.at;
    let found = this.operation(lineBreaks);
    let { end } = found;
    scanner.skip(lineBreaks);
    if (scanner.take('?')) {
      this.expression(lineBreaks);
      scanner.skip(lineBreaks);
      scanner.expect(':');
      ({ end } = this.expression(lineBreaks));
      found = { kind: 'other', start, end };
    }
    this.depth--;
    return found;
  }

  /** Operands with operators between them; their precedence makes no difference to what is literal. */
  private operation(lineBreaks: boolean): Expression {
    const { scanner } = this;
    const start = scanner.at;
    let found = this.operand(lineBreaks);
    for (;;) {
      scanner.skip(lineBreaks);
      // `=>` of an object is no operator; `<<` cannot begin behind an operand.
      if (scanner.text.startsWith('=>', scanner.at) || scanner.match(operator) === null) return found;
      scanner.skip(lineBreaks);
      found = { kind: 'other', start, end: this.operand(lineBreaks).end };
    }
  }

  private operand(lineBreaks: boolean): Expression {
    const { scanner } = this;
    const start = scanner.at;
    const sign = scanner.match(/[-!]/y);
    if (sign !== null) {
      scanner.skip(lineBreaks);
      if (++this.depth > deepest) throw new HclFault('limit', scanner.at);
      const { end, ...inner } = this.operand(lineBreaks);
      this.depth--;
      const negative =
        sign === '-' && inner.kind === 'literal' && typeof inner.value === 'number' ? -inner.value : null;
      return negative === null ? { kind: 'other', start, end } : { kind: 'literal', value: negative, start, end };
    }
    return this.traversal(this.term(), start);
  }

  /** What follows a term: `.name`, `.0`, `.*`, `[index]`, `[*]`. */
  private traversal(term: Expression, start: number): Expression {
    const { scanner } = this;
    let found = term;
    for (;;) {
      if (scanner.text.startsWith('...', scanner.at)) return found;
      if (scanner.take('.')) {
        const name = scanner.identifier();
        if (name === null && scanner.match(/\d+|\*/y) === null) scanner.fail();
        const path = name !== null && found.kind === 'reference' ? `${found.name}.${name}` : null;
        found =
          path === null
            ? { kind: 'other', start, end: scanner.at }
            : { kind: 'reference', name: path, start, end: scanner.at };
      } else if (scanner.take('[')) {
        scanner.skip(true);
        if (!scanner.take('*')) this.expression(true);
        scanner.skip(true);
        scanner.expect(']');
        found = { kind: 'other', start, end: scanner.at };
      } else return found;
    }
  }

  private term(): Expression {
    const { scanner } = this;
    const start = scanner.at;
    const inside = (): Expression => this.expression(true);
    if (scanner.take('"')) return quotedTemplate(scanner, start, inside);
    if (scanner.take('<<')) return heredoc(scanner, start, inside);
    if (scanner.take('(')) {
      const inner = this.expression(true);
      scanner.skip(true);
      scanner.expect(')');
      return { ...inner, start, end: scanner.at };
    }
    if (scanner.take('[')) return this.list(start);
    if (scanner.take('{')) return this.object(start);
    const digits = scanner.match(number);
    if (digits !== null) return { kind: 'literal', value: Number(digits), start, end: scanner.at };
    const name = scanner.identifier() ?? scanner.fail();
    const full = name + (scanner.match(/(?:::[\p{ID_Start}_][\p{ID_Continue}-]*)+/uy) ?? '');
    const afterName = scanner.at;
    scanner.skip(false);
    if (scanner.take('(')) return this.call(full, start);
    scanner.at = afterName;
    if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true', start, end: afterName };
    if (name === 'null') return { kind: 'literal', value: null, start, end: afterName };
    return { kind: 'reference', name, start, end: afterName };
  }

  private call(name: string, start: number): Expression {
    const { scanner } = this;
    const given = this.items(')');
    return { kind: 'call', name, arguments: given, start, end: scanner.at };
  }

  private list(start: number): Expression {
    const { scanner } = this;
    if (this.isFor()) return this.comprehension(start, ']');
    const items = this.items(']');
    return { kind: 'list', items, start, end: scanner.at };
  }

  /** Expressions with commas between them, up to a closing bracket; `...` may stand behind the last. */
  private items(close: string): readonly Expression[] {
    const { scanner } = this;
    const items: Expression[] = [];
    for (;;) {
      scanner.skip(true);
      if (scanner.take(close)) return items;
      const item = this.expression(true);
      scanner.skip(true);
      const spread = scanner.take('...');
      items.push(spread ? { kind: 'other', start: item.start, end: scanner.at } : item);
      scanner.skip(true);
      if (!scanner.take(',') && !scanner.text.startsWith(close, scanner.at)) scanner.fail();
    }
  }

  private object(start: number): Expression {
    const { scanner } = this;
    if (this.isFor()) return this.comprehension(start, '}');
    const entries: ObjectExpression['entries'][number][] = [];
    for (;;) {
      scanner.skip(true);
      if (scanner.take('}')) return { kind: 'object', entries, start, end: scanner.at };
      const key = this.expression(false);
      scanner.skip(false);
      if (!scanner.take('=') && !scanner.take(':')) scanner.fail();
      const value = this.expression(false);
      entries.push({ key, value });
      scanner.skip(false);
      if (!scanner.take(',') && scanner.text[scanner.at] !== '\n' && scanner.text[scanner.at] !== '}') scanner.fail();
    }
  }

  private isFor(): boolean {
    const { scanner } = this;
    const { at } = scanner;
    scanner.skip(true);
    const found = scanner.match(/for\b(?![-=:.])/y) !== null;
    const isName = found && /^\s*[=:]/.test(scanner.text.slice(scanner.at, scanner.at + 20));
    scanner.at = at;
    return found && !isName;
  }

  /** `[for k, v in map : v if v != ""]`, `{for k, v in map : k => v...}`. */
  private comprehension(start: number, close: string): Expression {
    const { scanner } = this;
    scanner.skip(true);
    scanner.expect('for');
    this.loopHead();
    scanner.skip(true);
    scanner.expect(':');
    this.expression(true);
    scanner.skip(true);
    if (close === '}') {
      scanner.expect('=>');
      this.expression(true);
      scanner.skip(true);
      scanner.take('...');
      scanner.skip(true);
    }
    if (scanner.match(/if\b/y) !== null) this.expression(true);
    scanner.skip(true);
    scanner.expect(close);
    return { kind: 'other', start, end: scanner.at };
  }

  /** `k, v in map`. */
  loopHead(): void {
    const { scanner } = this;
    scanner.skip(true);
    if (scanner.identifier() === null) scanner.fail();
    scanner.skip(true);
    if (scanner.take(',')) {
      scanner.skip(true);
      if (scanner.identifier() === null) scanner.fail();
      scanner.skip(true);
    }
    scanner.expect('in');
    this.expression(true);
  }
}
