import { previewReport } from '../report/preview.ts';
import { terminalPalette } from '../report/terminal-palette.ts';
import type { Engine } from '../review/engine.ts';
import { expressionsFor } from '../review/expressions.ts';
import { verdictOf } from '../review/verdict.ts';
import type { Sources } from '../source/sources.ts';
import type { PreviewInput, Previewed } from './operations.ts';

/** What other versions would bring about in a tree, printed; or why that cannot be told. */
export async function previewed(
  engine: Engine,
  [tree]: readonly Sources[],
  { config, failOn, question, format, colour }: PreviewInput,
): Promise<Previewed> {
  if (tree === undefined) throw new Error('a preview has a tree');
  const answer = engine.preview(tree, config, question, await expressionsFor([tree]));
  if ('problem' in answer) return answer;
  const standard = { failOn: failOn ?? config.failOn, compared: true, configInvalid: false };
  return {
    problem: null,
    text: previewReport(answer, format, terminalPalette(colour)),
    verdict: verdictOf({ findings: answer.findings, unread: [] }, standard),
  };
}
