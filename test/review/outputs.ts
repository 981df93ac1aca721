import { formats } from '../../src/cli/options.ts';
import { render } from '../../src/cli/render.ts';
import { checkRunReport } from '../../src/report/check-run.ts';
import { plain } from '../../src/report/palette.ts';
import { mapMarkdown } from '../../src/report/map-mermaid.ts';
import { mapText } from '../../src/report/map-text.ts';
import { mapOf } from '../../src/report/map.ts';
import type { Review } from '../../src/review/review.ts';
import { verdictOf } from '../../src/review/verdict.ts';

/** Every text that a person or a program may be shown of a review. */
export async function outputs(review: Review, compared: boolean): Promise<ReadonlyMap<string, string>> {
  const lineOf = (): undefined => undefined;
  const shown = { lineOf, compared, palette: plain, columns: undefined };
  const rendered = await Promise.all(
    formats.map(async (format) => [format, await render(review, format, shown)] as const),
  );
  const verdict = verdictOf(review, { failOn: 'error', compared, configInvalid: false });
  const { title, summary } = checkRunReport(review, {
    verdict,
    lineOf,
    states: {
      comparison: 'merge',
      base: { commit: 'a', ref: 'main' },
      head: { commit: 'b', ref: 'c' },
      notMerged: null,
    },
    notes: [],
    configProblems: [],
    configInvalid: false,
    inline: new Set(),
    offerFixes: false,
  });
  const map = mapOf(review);
  const maps = compared
    ? []
    : ([
        ['map', mapText(map, plain)],
        ['map as Markdown', mapMarkdown(map)],
      ] as const);
  return new Map([...rendered, ['check run', `${title}\n${summary}`] as const, ...maps]);
}
