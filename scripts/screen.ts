import { linesFrom } from '../src/report/source-lines.ts';
import { textReport } from '../src/report/text.ts';
import { reviewFiles, type Files } from '../src/review/in-memory.ts';

/**
 * What the command line would print for files in memory, without colour: as `check`, or as `review` where there is a base.
 * @param only Ids of the rules that are asked; null: every rule.
 */
export function screenOf(head: Files, base: Files | null = null, only: readonly string[] | null = null): string {
  return textReport(reviewFiles(head, base, only), {
    lineOf: linesFrom((path) => head[path]),
    compared: base !== null,
  });
}
