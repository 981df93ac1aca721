import { fromBase64 } from '../source/base64.ts';

const start = '-----BEGIN ';
const end = '\n-----END ';
const endOfLine = '-----';

/** More beginnings than in any chain of certificates: a text that has more is not worth the time to read it. */
const mostBlocks = 100;

/**
 * Whether a value holds a PEM block, as Go's `pem.Decode` finds one: its type and what it holds do not matter, and a bad
 * block before it does no harm. Base64 that cannot be decoded is none: the API server would have refused it.
 */
export function pemIn(value: string, isBase64: boolean): boolean {
  const text = isBase64 ? fromBase64(value) : value;
  if (text === null || !text.includes(end.slice(1))) return false;
  let at = text.startsWith(start) ? 0 : afterBreak(text, 0);
  for (let tried = 0; at >= 0; tried += 1) {
    if (tried > mostBlocks || isBlock(text, at + start.length)) return true;
    at = afterBreak(text, at + start.length);
  }
  return false;
}

/** Where the next block begins: only straight behind a line break. */
function afterBreak(text: string, from: number): number {
  const found = text.indexOf(`\n${start}`, from);
  return found < 0 ? -1 : found + 1;
}

/** Whether the block whose type stands at `from` can be decoded. */
function isBlock(text: string, from: number): boolean {
  const [typeLine, behind] = lineAt(text, from);
  if (!typeLine.endsWith(endOfLine)) return false;
  const type = typeLine.slice(0, -endOfLine.length);
  const body = behindHeaders(text, behind);
  if (body >= text.length) return false;
  // Without headers the end may follow at once; its line break is then that of the first line.
  const isEmpty = body === behind && text.startsWith(end.slice(1), body);
  const last = isEmpty ? body - 1 : text.indexOf(end, body);
  if (last < 0) return false;
  const [endLine] = lineAt(text, last + end.length);
  if (endLine !== type + endOfLine) return false;
  const digits = text.slice(body, Math.max(body, last)).replace(/[ \t\r\n]/g, '');
  return digits.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(digits);
}

/** Lines with a colon are headers. */
function behindHeaders(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const [line, next] = lineAt(text, at);
    if (!line.includes(':')) return at;
    at = next;
  }
  return at;
}

/** A line without blanks at its end, and where the next one begins. */
function lineAt(text: string, from: number): readonly [line: string, next: number] {
  const found = text.indexOf('\n', from);
  const stop = found < 0 ? text.length : found;
  const hasReturn = found > from && text.charAt(found - 1) === '\r';
  let last = hasReturn ? stop - 1 : stop;
  while (last > from && (text.charAt(last - 1) === ' ' || text.charAt(last - 1) === '\t')) last -= 1;
  return [text.slice(from, last), found < 0 ? text.length : found + 1];
}
