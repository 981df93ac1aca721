import { fromBase64 } from '../source/base64.ts';

/**
 * Whether a value holds a PEM block, as Go's `pem.Decode` finds one. Base64 that cannot be decoded
 * is none: the API server would have refused it.
 */
export function pemIn(value: string, isBase64: boolean): boolean {
  const text = isBase64 ? fromBase64(value) : value;
  if (text === null) return false;
  let type: string | undefined;
  let body: string[] = [];
  for (const line of text.split('\n').map((each) => each.trimEnd())) {
    const begin = /^-----BEGIN (.*)-----$/.exec(line)?.[1];
    const end = /^-----END (.*)-----$/.exec(line)?.[1];
    if (begin !== undefined) [type, body] = [begin, []];
    else if (end === undefined) body.push(line);
    else if (end === type && isBody(body)) return true;
  }
  return false;
}

/** Lines with a colon are headers; the rest must be base64, padding included. */
function isBody(lines: readonly string[]): boolean {
  const digits = lines.filter((line) => !line.includes(':')).join('');
  return digits.length % 4 === 0 && fromBase64(digits) !== null;
}
