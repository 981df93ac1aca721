import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FakePull, FakeRun } from '../fake-github/state.ts';
import { fingerprintIn } from '../../src/report/review-comments.ts';
import { History, incidents, type Incident } from './history.ts';

const final = ({ conclusion }: FakeRun): boolean => conclusion === 'success' || conclusion === 'failure';

function wrongWord(pull: FakePull): string | null {
  return /wrong[-\w]*/.exec(pull.repository.git.text(pull.head, 'a.yaml') ?? '')?.[0] ?? null;
}

/** The promises that do not hold although everything has come to rest. */
function broken({ repository: { runs }, pull, late, asked }: History): readonly string[] {
  const isWrong = wrongWord(pull) !== null;
  const newest = runs.filter(({ head }) => head === pull.head).at(-1)?.conclusion;
  const finals = Map.groupBy(runs.filter(final), ({ head }) => head);
  const comments = pull.threads.flatMap((thread) => thread.comments);
  const fingerprints = comments.map(({ body }) => fingerprintIn(body));
  const visible = comments.filter(({ minimized }) => minimized === null).length;
  const promises = {
    'no run is left open': runs.every(({ status }) => status === 'completed'),
    'no run is completed twice': runs.every(({ completions }) => completions === 1),
    'the newest head has its conclusion': newest === (isWrong ? 'failure' : 'success'),
    'no head has more runs than were asked for': [...finals.values()].every(({ length }) => length <= 1 + asked),
    'no annotation stands twice': runs.every(({ annotations }) => annotations.length <= 1),
    'no comment was posted twice': new Set(fingerprints).size === fingerprints.length,
    'what is visible is what is wrong now': visible === (isWrong ? 1 : 0),
    'nothing was said about an older head': late.length === 0,
  };
  return Object.entries(promises).flatMap(([promise, holds]) => (holds ? [] : [promise]));
}

describe('whatever happens between two requests', () => {
  // Each incident at each of the requests that an undisturbed review makes.
  const places = Array.from({ length: 14 }, (_, place) => place);
  test.each(incidents)('once: %s', async (incident) => {
    for (const place of places) {
      const history = new History([...Array<Incident>(place).fill('nothing'), incident]);
      await history.play();
      expect(broken(history)).toEqual([]);
    }
  });

  test.each([
    ['many times', 0],
    ['many times, while replicas are behind', 1_500],
  ])('%s', async (_, lag) => {
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
        expect(broken(history)).toEqual([]);
      }),
      { numRuns: 60, seed: 20261124 },
    );
  });
});
