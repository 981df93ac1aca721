/**
 * As much of HCL as it takes to find `helm_release` resources with literal settings. Whatever is
 * not a literal is left as text, for the caller to call unknown.
 */
export interface Block {
  /** `helm_release` of `resource "helm_release" "kong" {`. */
  readonly labels: readonly string[];
  readonly type: string;
  /** Offset of the block's type in the file. */
  readonly start: number;
  readonly attributes: ReadonlyMap<string, Expression>;
  readonly blocks: readonly Block[];
}

/** The text of an attribute's value, and where it stands. */
export interface Expression {
  readonly text: string;
  readonly start: number;
}

const deepest = 20;

/** The blocks of a file at its top; what cannot be read is skipped. */
export function readBlocks(text: string): readonly Block[] {
  return body(text, 0, text.length, 0).blocks;
}

interface Body {
  readonly attributes: Map<string, Expression>;
  readonly blocks: Block[];
}

const header = /([A-Za-z_][\w-]*)[ \t]*((?:"[^"\n]*"[ \t]*|[A-Za-z_][\w-]*[ \t]+)*)(=(?!=)|\{)/y;

function body(text: string, from: number, to: number, depth: number): Body {
  const found: Body = { attributes: new Map(), blocks: [] };
  let at = from;
  while (at < to) {
    at = skipBlank(text, at);
    header.lastIndex = at;
    const match = at < to ? header.exec(text) : null;
    if (match === null) {
      at = endOfExpression(text, at, to);
      at = at < to ? at + 1 : to;
      continue;
    }
    const [all, type = '', labels = '', opener] = match;
    const start = at + all.length;
    if (opener === '=') {
      const first = skipSpaces(text, start);
      const end = endOfExpression(text, first, to);
      found.attributes.set(type, { text: text.slice(first, end).trimEnd(), start: first });
      at = end + 1;
      continue;
    }
    const end = closing(text, start, to);
    const inner: Body = depth < deepest ? body(text, start, end, depth + 1) : { attributes: new Map(), blocks: [] };
    found.blocks.push({
      type,
      labels: [...labels.matchAll(/"([^"]*)"/g)].map(([, label = '']) => label),
      start: at,
      ...inner,
    });
    at = end + 1;
  }
  return found;
}

function skipSpaces(text: string, at: number): number {
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

function skipBlank(text: string, at: number): number {
  const blank = /(?:\s+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
  blank.lastIndex = at;
  return at + (blank.exec(text)?.[0].length ?? 0);
}

/** Where the expression that begins at an offset ends: the end of its line, brackets and heredocs aside. */
function endOfExpression(text: string, from: number, to: number): number {
  return scan(text, from, to, (character, depth) => depth === 0 && (character === '\n' || character === '}'));
}

/** The offset of the brace that closes a block whose body begins at `from`. */
function closing(text: string, from: number, to: number): number {
  return scan(text, from, to, (character, depth) => depth === 0 && character === '}');
}

const heredoc = /<<-?([A-Za-z_]\w*)[ \t]*\r?\n/y;

function scan(text: string, from: number, to: number, stop: (character: string, depth: number) => boolean): number {
  let depth = 0;
  for (let at = from; at < to; at++) {
    const character = text[at] ?? '';
    if (stop(character, depth)) return at;
    if (character === '"') at = endOfString(text, at, to);
    else if (character === '#' || (character === '/' && text[at + 1] === '/')) at = endOfLine(text, at, to) - 1;
    else if (character === '<' && text[at + 1] === '<') at = endOfHeredoc(text, at, to);
    else if ('{[('.includes(character)) depth++;
    else if ('}])'.includes(character)) depth--;
  }
  return to;
}

function endOfLine(text: string, at: number, to: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? to : end;
}

function endOfString(text: string, from: number, to: number): number {
  for (let at = from + 1; at < to; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"' || text[at] === '\n') return at;
  }
  return to;
}

/** The last offset of a heredoc's closing word; the offset itself where there is none. */
function endOfHeredoc(text: string, at: number, to: number): number {
  heredoc.lastIndex = at;
  const match = heredoc.exec(text);
  if (match === null) return at;
  const close = new RegExp(`^[ \\t]*${match[1]}[ \\t]*$`, 'm');
  const rest = text.slice(at + match[0].length, to);
  const found = close.exec(rest);
  return found === null ? to : at + match[0].length + found.index + found[0].length - 1;
}

/** The content of an expression that is one heredoc, and the offset at which it begins. */
export function heredocContent({ text, start }: Expression): Expression | null {
  const match = /^<<-?([A-Za-z_]\w*)[ \t]*\r?\n/.exec(text);
  if (match === null) return null;
  const end = text.lastIndexOf('\n');
  return { text: text.slice(match[0].length, Math.max(end + 1, match[0].length)), start: start + match[0].length };
}

/** The value of an expression that is one quoted string without interpolation. */
export function stringLiteral({ text }: Expression): string | null {
  const match = /^"((?:[^"\\$%]|\\.|[$%](?!\{))*)"$/.exec(text);
  return match === null ? null : (match[1] ?? '').replace(/\\(["\\])/g, '$1');
}

/** The items of an expression that is a list in brackets. */
export function listItems({ text, start }: Expression): readonly Expression[] | null {
  if (!text.startsWith('[') || !text.endsWith(']')) return null;
  const items: Expression[] = [];
  for (let at = 1; at < text.length - 1;) {
    at = skipBlank(text, at);
    const end = scan(text, at, text.length - 1, (character, depth) => depth === 0 && character === ',');
    const item = text.slice(at, end).trimEnd();
    if (item !== '') items.push({ text: item, start: start + at });
    at = end + 1;
  }
  return items;
}
