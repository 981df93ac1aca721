import { limits } from './limits.ts';
import { readOnce } from './yaml-stream.ts';
import type { YamlStream } from './yaml-stream.ts';
import type { Fault } from './yaml-fault.ts';
import { behindJson, jsonStream } from './json-stream.ts';
import { onOneLine, withBareQuotes } from './one-line.ts';

/**
 * Reads the documents of a text. Where the parser gives up but kubectl would not, the text is
 * changed in a way that moves no character, and read again:
 * - lines of a flow collection or of a quoted scalar may be indented less than its parent (libyaml does not mind);
 * - in double quotes `\\'` is a quote;
 * - comments may stand between a key and its value, however far they are indented;
 * - objects of JSON may follow each other without anything between;
 * - a quote that is never closed ends with its document, because kubectl splits documents first.
 * @throws LimitReached
 */
export function readStream(text: string): YamlStream {
  const stream = readYaml(text);
  const stretches = faultsOf(stream).length > 0 && text.includes('{') ? jsonStream(text) : null;
  if (stretches === null) return behindObject(text, stream);
  const parts = stretches.map(({ start, end, streamed }): YamlStream => {
    const part = readOnce(text, start, end);
    return { ...part, documents: part.documents.map((document) => ({ ...document, streamed })) };
  });
  const whole = parts.reduce(joined);
  return faultsOf(whole).length > 0 ? stream : whole;
}

/** Behind an object of JSON kubectl reads on, and stops at what is none; kustomize and Helm read nothing more. */
function behindObject(text: string, stream: YamlStream): YamlStream {
  const first = Math.min(...faultsOf(stream).map(({ start }) => start));
  const behind = Number.isFinite(first) ? behindJson(text, first) : null;
  return behind === null ? stream : { ...stream, unclear: true, brokenAt: behind };
}

function readYaml(text: string): YamlStream {
  let current = text;
  let stream = readOnce(current);
  /** What stands before a quote that is never closed. */
  let before: YamlStream | null = null;
  const comments: Comments[number][] = [];
  for (let turn = 0; mayReread(text, turn) && !stream.templated; turn++) {
    const better = repaired(current, stream);
    const next = typeof better === 'string' ? afterOpenQuote(current, stream) : null;
    if (typeof better !== 'string') {
      current = better.text;
      comments.push(...better.comments);
      stream = { ...readOnce(current), marked: stream.marked || better.marked };
    } else if (next !== null) {
      before = before === null ? stream : joined(before, stream);
      current = `${' '.repeat(next - 1)}\n${current.slice(next)}`;
      stream = { ...readOnce(current), marked: stream.marked };
    } else return { ...ended(stream, before, comments), unclear: better === 'unclear' };
  }
  return { ...ended(stream, before, comments), unclear: stream.brokenAt !== null };
}

interface Repair {
  readonly text: string;
  /** Comments that the text has no more. */
  readonly comments: Comments;
  readonly marked: boolean;
}

/** The text without the first thing that the parser takes exception to and libyaml does not. */
function repaired(text: string, stream: YamlStream): Repair | 'open' | 'unclear' {
  const straight = stream.brokenAt === null ? 'open' : onOneLine(text, stream.brokenAt);
  if (typeof straight !== 'string') return { ...straight, marked: true };
  const escapes = quoteEscapes(text, stream);
  if (escapes.length > 0) return { text: withBareQuotes(text, escapes), comments: [], marked: true };
  const above = commentsAbove(text, stream);
  return above.length > 0 ? { text: blanked(text, above), comments: above, marked: false } : straight;
}

function ended(stream: YamlStream, before: YamlStream | null, comments: Comments): YamlStream {
  return withComments(before === null ? stream : joined(before, stream), comments);
}

/** A long file costs enough once: all readings together stay within two of the largest file. */
function mayReread(text: string, turn: number): boolean {
  return turn < limits.rereads && text.length * (turn + 2) <= limits.rereadBytes;
}

type Comments = YamlStream['comments'];

function withComments(stream: YamlStream, comments: Comments): YamlStream {
  if (comments.length === 0) return stream;
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

/** Comments between a key and its value on a later line, where the parser takes the value for another key. */
function commentsAbove(text: string, stream: YamlStream): Comments {
  const keys = faultsOf(stream).filter(({ kind }) => kind === 'multiline-key');
  const found = new Map(keys.flatMap(({ start }) => linesAbove(text, start)).map((each) => [each.start, each]));
  return [...found.values()].toSorted((a, b) => a.start - b.start);
}

/** The comments alone on the lines right above an offset. */
function linesAbove(text: string, offset: number): Comments {
  const found: Comments[number][] = [];
  for (let end = text.lastIndexOf('\n', offset - 1); end > 0;) {
    const from = text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(from, end).trimEnd();
    const comment = line.trimStart();
    if (comment !== '' && !comment.startsWith('#')) break;
    if (comment !== '') found.push({ start: from + line.length - comment.length, text: comment });
    end = from - 1;
  }
  return found;
}

/** The text with blanks for the comments, which are sorted. */
function blanked(text: string, comments: Comments): string {
  let current = '';
  for (const { start, text: comment } of comments)
    current += text.slice(current.length, start) + ' '.repeat(comment.length);
  return current + text.slice(current.length);
}

function faultsOf({ documents, rest }: YamlStream): readonly Fault[] {
  return [...documents.flatMap(({ faults }) => faults), ...rest];
}

/** Where `\'` stands in double quotes: libyaml reads a quote, and YAML 1.2 has no such escape. */
function quoteEscapes(text: string, stream: YamlStream): readonly number[] {
  return faultsOf(stream)
    .map(({ start }) => start)
    .filter((start) => text.startsWith("\\'", start))
    .toSorted((a, b) => a - b);
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
