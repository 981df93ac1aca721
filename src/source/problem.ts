import type { YAMLParseError } from 'yaml';
import type { SyntaxProblem } from './document.ts';
import type { LineIndex } from './line-index.ts';

/** A parser's error as a problem on the right line, in one short sentence. */
export function problemOf(error: YAMLParseError, lines: LineIndex): SyntaxProblem {
  const start = Math.min(error.pos[0], lines.text.length);
  const end = Math.max(start, Math.min(error.pos[1], lines.text.length));
  return { kind: 'syntax', message: error.message.slice(0, 200), at: lines.location(start, end) };
}
