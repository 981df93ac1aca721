import { expect, test } from 'vitest';
import { openSqliteQueue } from '../../src/queue/sqlite-queue.ts';
import { retryAfterFailure, startWorker, type Settlement } from '../../src/queue/worker.ts';
import type { Lease } from '../../src/queue/queue.ts';

const done: Settlement = { kind: 'done' };

/** Resolves when `times` leases were handled. */
function counting(
  times: number,
  handle: (lease: Lease) => Promise<Settlement>,
): { handle: (lease: Lease) => Promise<Settlement>; all: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  let left = times;
  return {
    all: promise,
    handle: async (lease) => {
      try {
        return await handle(lease);
      } finally {
        left -= 1;
        if (left === 0) resolve();
      }
    },
  };
}

test('a worker does what waits, in groups, and stops when it is told to', async () => {
  const queue = openSqliteQueue(':memory:');
  for (const [id, group] of [
    ['a', '1'],
    ['b', '1'],
    ['c', '2'],
  ] as const)
    await queue.enqueue({ id, group, body: '' });
  const seen: string[] = [];
  const { handle, all } = counting(2, async ({ messages }) => {
    seen.push(messages.map(({ id }) => id).join('+'));
    return await Promise.resolve(done);
  });
  const worker = startWorker(queue, {
    lanes: 2,
    mostOfOne: Infinity,
    pause: 1_000,
    handle,
    handleDead: handle,
    failed: () => undefined,
  });
  await all;
  await worker.stop();
  expect(seen.toSorted()).toEqual(['a+b', 'c']);
  expect(await queue.counts()).toMatchObject({ waiting: 0, dead: 0 });
});

test('a handler that throws is told, and tried again after five seconds', async () => {
  let now = 1_000_000;
  const queue = openSqliteQueue(':memory:', () => now);
  await queue.enqueue({ id: 'a', group: '1', body: '' });
  const failures: unknown[] = [];
  const error = new Error('no');
  const { handle, all } = counting(1, async () => await Promise.reject(error));
  const worker = startWorker(queue, {
    lanes: 1,
    mostOfOne: Infinity,
    pause: 1_000,
    handle,
    handleDead: handle,
    failed: (failure) => failures.push(failure),
  });
  await all;
  await worker.stop();
  expect(failures).toEqual([error]);
  now += 4_999;
  expect(await queue.lease(1)).toEqual([]);
  now += 1;
  expect(await queue.lease(1)).toMatchObject([{ attempt: 2 }]);
});

test('a nudge makes the worker look at once', async () => {
  const queue = openSqliteQueue(':memory:');
  const { handle, all } = counting(1, async () => await Promise.resolve(done));
  const worker = startWorker(queue, {
    lanes: 1,
    mostOfOne: Infinity,
    pause: 60_000,
    handle,
    handleDead: handle,
    failed: () => undefined,
  });
  await new Promise((resolve) => setImmediate(resolve));
  await queue.enqueue({ id: 'a', group: '1', body: '' });
  worker.nudge();
  await all;
  await worker.stop();
  expect(await queue.counts()).toMatchObject({ waiting: 0 });
});

test.each([
  [1, 5],
  [2, 30],
  [3, 120],
  [4, 300],
  [5, 300],
  [9, 300],
])('what failed in attempt %i is tried again after %i s', (attempt, seconds) => {
  expect(retryAfterFailure({ attempt })).toEqual({ kind: 'retry', seconds });
});
