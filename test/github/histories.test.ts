import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { History, incidents, tapes, type Incident } from './history.ts';
import { broken } from './promises.ts';

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

  const rest = Array<Incident>(40).fill('nothing');
  test.each<readonly Incident[][]>([
    [['push right'], ['push what base may have'], ['base gains it'], ['base loses it']],
    [['push right'], ['base mends what was wrong']],
    [['push right', 'base mends what was wrong'], ['push wrong'], ['push right']],
    [['open another on the head'], ['base mends what was wrong'], ['the other is closed']],
    [['a merge group is made'], ['another is opened on the merge group'], ['press re-run all checks']],
    [['push right'], ['a merge group is made'], ['base gains it'], ['another is opened on the merge group']],
    [['push right'], ['draft and ready'], ['close and reopen'], ['press re-run all checks']],
  ])('one after the other, with rest between: %j', async (...steps) => {
    const history = new History(steps.flatMap((step) => [...rest, ...step]).concat(rest));
    await history.play();
    expect(broken(history)).toEqual([]);
  });

  test.each([
    ['many times', 0],
    ['many times, while replicas are behind', 1_500],
    ['many times, while replicas are behind for longer than a process takes to start', 2_500],
  ])('%s', async (_, lag) => {
    await fc.assert(
      fc.asyncProperty(tapes, async (incidentsOnTape) => {
        const history = new History(incidentsOnTape, lag);
        await history.play();
        expect(broken(history)).toEqual([]);
      }),
      { numRuns: 60, seed: 20261124 },
    );
  });
});
