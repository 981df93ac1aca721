import type { SyntaxProblem } from './document.ts';
import type { LineIndex } from './line-index.ts';
import { openQuoteOf } from './recovery.ts';
import type { Fault } from './yaml-stream.ts';

/** A fault as a problem on the line that a person has to mend, in one short sentence. */
export function problemOf(fault: Fault, lines: LineIndex): SyntaxProblem {
  const { text } = lines;
  const message = wording(fault.message);
  const start = Math.min(placeOf(fault, text), text.length);
  const end = Math.max(start, Math.min(fault.end, text.length, lineEnd(text, start)));
  return { kind: 'syntax', message, at: lines.location(start, end) };
}

/** The parser notices what is missing where the text goes on; the fault is where it began. */
function placeOf(fault: Fault, text: string): number {
  const quote = openQuoteOf(fault);
  if (quote !== undefined) return Math.max(0, text.lastIndexOf(quote, fault.start - 1));
  if (!/end with a .$/.test(fault.message)) return fault.start;
  return Math.max(0, text.slice(0, fault.start).trimEnd().length - 1);
}

function lineEnd(text: string, offset: number): number {
  const lineFeed = text.indexOf('\n', offset);
  return lineFeed === -1 ? text.length : lineFeed;
}

/** Where the parser's own sentence speaks of its grammar, one that speaks of the file. */
const wordings: readonly (readonly [RegExp, string])[] = [
  [
    /^Nested mappings are not allowed/,
    'a key stands where a plain value must: quote the value, or correct the indentation',
  ],
  [
    /^Implicit keys need to be on a single line/,
    'a key spans several lines: a colon is missing, or the indentation is wrong',
  ],
  [/^Implicit map keys need to be followed/, 'a key has no colon after it'],
  [/^All mapping items must start/, 'the keys of one map are not in one column'],
  [/^Missing closing (.)quote/, 'the closing $1 is missing'],
  [/^Flow .* end with a (.)$/, 'a $1 is missing, or the lines before it are not indented enough'],
  [
    /^Unexpected (?:scalar|map-value-ind|flow-\S+|block-seq-ind|seq-item-ind|anchor|tag|alias)\b.*/,
    'the text does not belong here: a quote, a comma or a line break is missing, or the indentation is wrong',
  ],
];

function wording(message: string): string {
  const found = wordings.find(([pattern]) => pattern.test(message));
  const worded = found === undefined ? message : found[1].replace('$1', found[0].exec(message)?.[1] ?? '');
  return (worded[0] ?? '').toLowerCase() + worded.slice(1, 200);
}
