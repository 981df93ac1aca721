import type { SyntaxProblem } from './document.ts';
import type { LineIndex } from './line-index.ts';
import type { Fault } from './yaml-stream.ts';

/** A fault as a problem on its line, in one short sentence. */
export function problemOf(fault: Fault, lines: LineIndex): SyntaxProblem {
  const start = Math.min(fault.start, lines.text.length);
  const end = Math.max(start, Math.min(fault.end, lines.text.length));
  return { kind: 'syntax', message: fault.message.slice(0, 200), at: lines.location(start, end) };
}
