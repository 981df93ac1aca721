import { type BlockLines, blank, lineFeed, type LineScalar } from './block-lines.ts';

const [doubleQuote, singleQuote, hash, colon, backslash] = [34, 39, 35, 58, 92];

const codesOf = (characters: string): ReadonlySet<number> =>
  new Set(Array.from(characters, (each) => each.charCodeAt(0)));

/** What a plain scalar never begins with here; `-`, `?` and `:` may where no blank follows. */
const indicators = codesOf('[]{},#&*!|>%@`"\'?:');

/** The scalar at an offset; null where it is not certain, by its line alone, what it says. */
export function scalarAt(lines: BlockLines, start: number, inFlow: boolean): LineScalar | null {
  const code = lines.text.charCodeAt(start);
  if (code === doubleQuote) return doubleQuoted(lines.text, start);
  if (code === singleQuote) return singleQuoted(lines.text, start);
  // Three dots may end a document.
  if (indicators.has(code) || lines.isItem(start) || lines.text.startsWith('...', start)) return null;
  return plain(lines, start, inFlow);
}

/** Whether every YAML reader takes a character for text. */
function isText(code: number): boolean {
  return (code > 32 && code < 127) || (code > 160 && code < 0xd800 && code !== 0x2028 && code !== 0x2029);
}

/** The characters that end a plain scalar in flow style. */
const flowIndicators = codesOf(',[]{}');

function plain(lines: BlockLines, start: number, inFlow: boolean): LineScalar | null {
  const { text } = lines;
  let end = start;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === lineFeed) break;
    if (code === blank) continue;
    if (code === hash && text.charCodeAt(at - 1) === blank) break;
    if (inFlow && flowIndicators.has(code)) break;
    if (code === colon) {
      if (lines.isSpace(at + 1)) break;
      if (inFlow && flowIndicators.has(text.charCodeAt(at + 1))) return null;
    }
    if (!isText(code)) return null;
    end = at + 1;
  }
  // In flow style a dash alone may be the beginning of a block list.
  if (end === start || (inFlow && end === start + 1 && text[start] === '-')) return null;
  return { start, end, style: 'plain', value: lines.cut(start, end) };
}

function singleQuoted(text: string, start: number): LineScalar | null {
  let escaped = false;
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === lineFeed) return null;
    if (code !== singleQuote) continue;
    if (text.charCodeAt(at + 1) === singleQuote) {
      escaped = true;
      at++;
    } else {
      const inner = text.slice(start + 1, at);
      return { start, end: at + 1, style: 'single', value: escaped ? inner.replaceAll("''", "'") : inner };
    }
  }
  return null;
}

const escapes = new Map([
  ['\\"', '"'],
  ['\\\\', '\\'],
  ['\\n', '\n'],
  ['\\t', '\t'],
  ['\\r', '\r'],
  ['\\/', '/'],
]);

function doubleQuoted(text: string, start: number): LineScalar | null {
  let escaped = false;
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === lineFeed) return null;
    if (code === backslash) {
      if (!escapes.has(text.slice(at, at + 2))) return null;
      escaped = true;
      at++;
    } else if (code === doubleQuote) {
      const inner = text.slice(start + 1, at);
      const value = escaped ? inner.replaceAll(/\\./g, (escape) => escapes.get(escape) ?? escape) : inner;
      return { start, end: at + 1, style: 'double', value };
    }
  }
  return null;
}
