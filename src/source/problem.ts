import type { SyntaxProblem } from './document.ts';
import type { LineIndex } from './line-index.ts';
import type { Fault, FaultKind } from './yaml-fault.ts';

/** A fault as a problem on the line that a person has to mend, in one short sentence. */
export function problemOf(fault: Fault, lines: LineIndex): SyntaxProblem {
  const { text } = lines;
  const message = wording(fault);
  const start = Math.min(placeOf(fault, text), text.length);
  const end = Math.max(start, Math.min(fault.end, text.length, lineEnd(text, start)));
  return { kind: 'syntax', message, at: lines.location(start, end) };
}

/** The parser notices what is missing where the text goes on; the fault is where it began. */
function placeOf({ kind, missing, start }: Fault, text: string): number {
  if (kind === 'open-quote') return Math.max(0, text.lastIndexOf(missing ?? '', start - 1));
  return kind === 'open-flow' ? Math.max(0, text.slice(0, start).trimEnd().length - 1) : start;
}

function lineEnd(text: string, offset: number): number {
  const lineFeed = text.indexOf('\n', offset);
  return lineFeed === -1 ? text.length : lineFeed;
}

/** Where the parser's own sentence speaks of its grammar, one that speaks of the file. */
const wordings: Readonly<Record<Exclude<FaultKind, 'other'>, (missing: string) => string>> = {
  'nested-mapping': () => 'a key stands where a plain value must: quote the value, or correct the indentation',
  'multiline-key': () => 'a key spans several lines: a colon is missing, or the indentation is wrong',
  'key-without-colon': () => 'a key has no colon after it',
  'misaligned-key': () => 'the keys of one map are not in one column',
  'open-quote': (quote) => `the closing ${quote} is missing`,
  'open-flow': (bracket) => `a ${bracket} is missing, or the lines before it are not indented enough`,
  'stray-token': () =>
    'the text does not belong here: a quote, a comma or a line break is missing, or the indentation is wrong',
};

function wording({ kind, message, missing }: Fault): string {
  if (kind !== 'other') return wordings[kind](missing ?? '');
  return (message[0] ?? '').toLowerCase() + message.slice(1, 200);
}
