import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FakePull, FakeRun } from '../fake-github/state.ts';
import { fingerprintIn } from '../../src/report/review-comments.ts';
import { History, incidents, type Incident } from './history.ts';

const final = ({ conclusion }: FakeRun): boolean => conclusion === 'success' || conclusion === 'failure';

function wrongWord(pull: FakePull): string | null {
  return /wrong[-\w]*/.exec(pull.repository.git.text(pull.head, 'a.yaml') ?? '')?.[0] ?? null;
}

/** What must hold once everything has come to rest, whatever happened before. */
function expectOrder({ repository, pull, late, asked }: History): void {
  const runs = repository.runs;
  expect(
    runs.filter(({ status }) => status !== 'completed'),
    'runs left open',
  ).toEqual([]);
  expect(
    runs.filter(({ completions }) => completions !== 1),
    'runs completed twice',
  ).toEqual([]);
  const newest = runs.filter(({ head }) => head === pull.head);
  expect(newest.at(-1)?.conclusion, 'the newest run').toBe(wrongWord(pull) === null ? 'success' : 'failure');
  for (const head of new Set(runs.map((run) => run.head))) {
    const finals = runs.filter((run) => run.head === head && final(run));
    expect(finals.length, `final runs of ${head}`).toBeLessThanOrEqual(1 + asked);
  }
  for (const run of runs) expect(run.annotations.length, 'annotations').toBeLessThanOrEqual(1);
  const fingerprints = pull.threads.flatMap(({ comments }) => comments.map(({ body }) => fingerprintIn(body)));
  expect(new Set(fingerprints).size, 'comments posted twice').toBe(fingerprints.length);
  const visible = pull.threads.flatMap(({ comments }) => comments).filter(({ minimized }) => minimized === null);
  expect(visible.length, 'visible comments').toBe(wrongWord(pull) === null ? 0 : 1);
  expect(late, 'writes about an older head').toEqual([]);
}

describe('whatever happens between two requests', () => {
  // Each incident at each of the requests that an undisturbed review makes.
  const places = Array.from({ length: 14 }, (_, place) => place);
  test.each(incidents)('once: %s', async (incident) => {
    for (const place of places) {
      const history = new History([...Array<Incident>(place).fill('nothing'), incident]);
      await history.play();
      expectOrder(history);
    }
  });

  test.each([
    ['many times', 0],
    ['many times, while replicas are behind', 1_500],
  ])(
    '%s',
    async (_, lag) => {
      const tape = fc.array(
        fc.oneof(
          { weight: 3, arbitrary: fc.constant<Incident>('nothing') },
          { weight: 2, arbitrary: fc.constantFrom(...incidents) },
        ),
        {
          maxLength: 60,
        },
      );
      await fc.assert(
        fc.asyncProperty(tape, async (incidentsOnTape) => {
          const history = new History(incidentsOnTape, lag);
          await history.play();
          expectOrder(history);
        }),
        { numRuns: 60, seed: 20261124 },
      );
    },
    60_000,
  );
});
