import { limits } from './limits.ts';
import { readOnce } from './yaml-stream.ts';
import type { YamlStream } from './yaml-stream.ts';

/**
 * Reads the documents of a text. Where the parser gives up but kubectl would not, the text is
 * changed in a way that moves no character, and read again:
 * - lines of a flow collection may be indented less than its parent (libyaml does not mind);
 * - a quote that is never closed ends with its document, because kubectl splits documents first.
 * @throws LimitReached
 */
export function readStream(text: string): YamlStream {
  let current = text;
  let stream = readOnce(current);
  for (let turn = 0; mayReread(text, turn) && !stream.templated; turn++) {
    const straight = stream.brokenFlow === null ? null : straightened(current, stream.brokenFlow);
    if (straight !== null) {
      current = straight.text;
      stream = withComments(readOnce(current), straight.comments);
      continue;
    }
    const next = afterOpenQuote(current, stream);
    if (next === null) break;
    current = `${' '.repeat(next - 1)}\n${current.slice(next)}`;
    stream = joined(stream, readOnce(current));
  }
  return stream;
}

/** A long file costs enough once: all readings together stay within two of the largest file. */
function mayReread(text: string, turn: number): boolean {
  return turn < limits.rereads && text.length * (turn + 2) <= 2 * limits.fileBytes;
}

type Comments = YamlStream['comments'];

function withComments(stream: YamlStream, comments: Comments): YamlStream {
  return { ...stream, comments: [...stream.comments, ...comments].toSorted((a, b) => a.start - b.start) };
}

function joined(first: YamlStream, second: YamlStream): YamlStream {
  return {
    ...second,
    documents: [...first.documents, ...second.documents],
    rest: [...first.rest, ...second.rest],
    comments: [...first.comments, ...second.comments],
  };
}

/** The next document after a quote that swallowed the rest of the file. */
function afterOpenQuote(text: string, stream: YamlStream): number | null {
  const fault = stream.documents.at(-1)?.faults.find(({ kind }) => kind === 'open-quote');
  if (!fault?.missing || text.slice(fault.start).trim() !== '') return null;
  const marker = /\n---(?=\s|$)/g;
  marker.lastIndex = text.lastIndexOf(fault.missing, fault.start - 1);
  const found = marker.exec(text);
  return found === null ? null : found.index + 1;
}

/**
 * A flow collection brought to one line, with blanks for its line breaks and comments; null when
 * it is not closed, or when a scalar in it spans lines, which blanks would change.
 */
function straightened(text: string, start: number): { text: string; comments: Comments } | null {
  const comments: { start: number; text: string }[] = [];
  let level = 0;
  let before = '';
  let line = '';
  const token =
    /[ \t]*(?:(\r?\n)\s*)?(?:(#[^\n\r]*)|("(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\n]|'')*')|([[{\]},:?])|([^\s,[\]{}:?]+))/y;
  token.lastIndex = start;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [, lineBreak, comment, quoted, indicator = '', plain = ''] = match;
    const from = match.index;
    const goesOn = lineBreak !== undefined && before === 'plain' && comment === undefined && !/[,\]}]/.test(indicator);
    const quoteGoesOn = before !== 'plain' && /^["']/.test(plain);
    if (goesOn || quoteGoesOn || /^(?:---|\.\.\.)$/.test(plain)) return null;
    line += match[0].replace(/[\r\n]/g, ' ').slice(0, match[0].length - (comment?.length ?? 0));
    if (comment !== undefined) {
      comments.push({ start: from + match[0].length - comment.length, text: comment });
      line += ' '.repeat(comment.length);
      continue;
    }
    if (indicator === '[' || indicator === '{') level++;
    if (indicator === ']' || indicator === '}') level--;
    if (level === 0) return { text: text.slice(0, start) + line + text.slice(token.lastIndex), comments };
    before = plain !== '' ? 'plain' : (quoted ?? indicator);
  }
  return null;
}
