import { formats } from '../../src/report/format.ts';
import { print } from '../../src/report/print.ts';
import { checkRunDraft } from '../../src/report/check-run.ts';
import { plain } from '../../src/report/palette.ts';
import { mapMarkdown } from '../../src/report/map-mermaid.ts';
import { mapText } from '../../src/report/map-text.ts';
import { mapOf } from '../../src/report/map.ts';
import type { Review } from '../../src/review/review.ts';
import { verdictOf } from '../../src/review/verdict.ts';

/** Every text that a person or a program may be shown of a review. */
export async function outputs(review: Review, compared: boolean): Promise<ReadonlyMap<string, string>> {
  const lineOf = (): undefined => undefined;
  const shown = {
    what: 'review',
    lineOf,
    compared,
    failOn: 'error',
    states: null,
    colour: false,
    columns: null,
    version: '0',
  } as const;
  const rendered = await Promise.all(
    formats.map(async (format) => [format, await print(review, { ...shown, format })] as const),
  );
  const verdict = verdictOf(review, { failOn: 'error', compared, configInvalid: false });
  const { title, summary } = checkRunDraft(review, {
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
