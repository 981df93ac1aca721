import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startSqs, type FakeSqs } from '../lambda/fake-aws.ts';
import { handovers, onSqs, type Handover } from './history-queues.ts';
import { History, incidents, tapes, type Incident } from './history.ts';
import { broken } from './promises.ts';

describe('whatever SQS and Lambda make of a batch', () => {
  let sqs: FakeSqs;
  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    sqs = await startSqs();
  });
  afterAll(async () => {
    await sqs.close();
    vi.useRealTimers();
  });
  const play = async (
    incidentsOnTape: readonly Incident[],
    handed: readonly Handover[],
    most: number,
    lag = 0,
  ): Promise<readonly string[]> => {
    const history = new History(incidentsOnTape, lag, onSqs(sqs.client, await sqs.createQueues(), handed, most));
    await history.play();
    return broken(history);
  };

  test.each(incidents)('once: %s', async (incident) => {
    for (const place of [0, 3, 6, 9, 12])
      expect(await play([...Array<Incident>(place).fill('nothing'), incident], [], 10)).toEqual([]);
  });

  test.each<readonly [Handover, number]>([
    ['the answer of the function is lost', 20],
    ['the batch is handed out twice', 20],
    // What never has time is given up.
    ['the time of the function is nearly over', 4],
  ])('%s, %i times', async (handover, times) => {
    const pushes: Incident[] = ['push right', 'push wrong', 'open another on the head', 'push wrong'];
    expect(await play(pushes, Array<Handover>(times).fill(handover), 10)).toEqual([]);
  });

  test.each([
    ['many times', 0],
    ['many times, while replicas are behind', 1_500],
  ])('%s', async (_, lag) => {
    await fc.assert(
      fc.asyncProperty(
        tapes,
        fc.array(fc.constantFrom(...handovers), { maxLength: 12 }),
        fc.integer({ min: 1, max: 10 }),
        async (incidentsOnTape, handed, most) => {
          expect(await play(incidentsOnTape, handed, most, lag)).toEqual([]);
        },
      ),
      { numRuns: 60, seed: 20261129 },
    );
  });
});
