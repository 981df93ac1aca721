import { afterEach, expect, test, vi } from 'vitest';
import type { Lease, Queue } from '../../src/queue/queue.ts';
import { openSqliteQueue } from '../../src/queue/sqlite-queue.ts';
import { startWorker, type Settlement, type Worker } from '../../src/queue/worker.ts';

const done: Settlement = { kind: 'done' };

let running: Worker | null = null;

afterEach(async () => {
  await running?.stop();
  running = null;
  vi.useRealTimers();
});

interface Bench {
  readonly queue: Queue;
  /** Groups that are being worked on, and dead ones, as `dead 1`; a call ends the work. */
  readonly open: Map<string, (settlement?: Settlement) => void>;
  readonly failures: string[];
  readonly worker: Worker;
  /** How often the queue was asked for work, and for dead letters. */
  readonly asked: { lease: number[]; dead: number };
}

/** A worker over groups of one message each; its pauses end only when a test lets time go by. */
async function start(groups: readonly string[], lanes: number, change: Partial<Queue> = {}): Promise<Bench> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const sqlite = openSqliteQueue(':memory:');
  for (const group of groups) await sqlite.enqueue({ id: group, group, body: '' });
  const asked = { lease: [] as number[], dead: 0 };
  const queue: Queue = {
    enqueue: async (message) => await sqlite.enqueue(message),
    acknowledge: async (lease) => await (change.acknowledge ?? sqlite.acknowledge.bind(sqlite))(lease),
    retry: async (lease, seconds) => await sqlite.retry(lease, seconds),
    counts: async () => await sqlite.counts(),
    lease: async (most) => {
      asked.lease.push(most);
      return await (change.lease ?? sqlite.lease.bind(sqlite))(most);
    },
    leaseDead: async (most) => {
      asked.dead += 1;
      return await (change.leaseDead ?? sqlite.leaseDead.bind(sqlite))(most);
    },
  };
  const open: Bench['open'] = new Map();
  const handle =
    (kind: string) =>
    async ({ group }: Lease): Promise<Settlement> => {
      const { promise, resolve } = Promise.withResolvers<Settlement>();
      open.set(`${kind}${group}`, (settlement = done) => {
        open.delete(`${kind}${group}`);
        resolve(settlement);
      });
      return await promise;
    };
  const failures: string[] = [];
  const worker = startWorker(queue, {
    lanes,
    mostOfOne: Infinity,
    pause: 1_000,
    handle: handle(''),
    handleDead: handle('dead '),
    failed: (error) => failures.push(String(error)),
  });
  running = { ...worker, stop: async () => await stopped(worker, open) };
  await calm();
  return { queue, open, failures, worker, asked };
}

/** Ends all that is open, so that a test that failed half way ends too. */
async function stopped(worker: Worker, open: Bench['open']): Promise<void> {
  const stop = worker.stop();
  for (const end of open.values()) end();
  await stop;
}

/** Lets everything go on that waits for no timer. */
const calm = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

const names = ({ open }: Bench): readonly string[] => [...open.keys()];

const end = async ({ open }: Bench, group: string, settlement?: Settlement): Promise<void> => {
  open.get(group)?.(settlement);
  await calm();
};

test('a worker of one lane does one group after the other, without a pause between', async () => {
  const bench = await start(['1', '2', '3'], 1);
  expect(names(bench)).toEqual(['1']);
  await end(bench, '1');
  expect(names(bench)).toEqual(['2']);
  await end(bench, '2');
  expect(names(bench)).toEqual(['3']);
  await end(bench, '3');
  expect(names(bench)).toEqual([]);
  expect(await bench.queue.counts()).toMatchObject({ waiting: 0 });
});

test('a worker of two lanes does two at once, and asks for as many as it has room for', async () => {
  const bench = await start(['1', '2', '3', '4'], 2);
  expect(names(bench)).toEqual(['1', '2']);
  expect(bench.asked).toEqual({ lease: [2], dead: 0 });
  await end(bench, '1');
  expect(names(bench)).toEqual(['2', '3']);
  expect(bench.asked).toEqual({ lease: [2, 1], dead: 0 });
  bench.worker.nudge();
  await calm();
  // There is no room: nothing is asked for.
  expect(bench.asked).toEqual({ lease: [2, 1], dead: 0 });
  expect(names(bench)).toEqual(['2', '3']);
});

test('a worker looks again after a pause, and does not pile the pauses up', async () => {
  const bench = await start([], 1);
  expect(bench.asked).toEqual({ lease: [1], dead: 1 });
  for (let n = 0; n < 3; n += 1) {
    bench.worker.nudge();
    await calm();
  }
  expect(bench.asked.lease).toHaveLength(4);
  expect(vi.getTimerCount()).toBe(1);
  await bench.queue.enqueue({ id: 'a', group: '1', body: '' });
  await vi.advanceTimersByTimeAsync(999);
  await calm();
  expect(names(bench)).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  await calm();
  expect(names(bench)).toEqual(['1']);
  expect(bench.asked.lease).toHaveLength(5);
});

test('a worker that is nudged while it looks looks once more', async () => {
  const { promise, resolve } = Promise.withResolvers<readonly Lease[]>();
  const bench = await start([], 1, { lease: async () => await promise });
  for (let n = 0; n < 3; n += 1) bench.worker.nudge();
  await calm();
  expect(bench.asked.lease).toHaveLength(1);
  resolve([]);
  await calm();
  expect(bench.asked.lease).toHaveLength(2);
});

test('a worker gives dead letters to their own handler, when there is room', async () => {
  const dead: Lease = { group: '9', messages: [], attempt: 1, last: false };
  const rest = [[dead], []];
  const bench = await start(['1'], 2, { leaseDead: async () => await Promise.resolve(rest.shift() ?? []) });
  expect(names(bench)).toEqual(['1', 'dead 9']);
  await end(bench, 'dead 9');
  expect(names(bench)).toEqual(['1']);
});

test('a worker keeps what is to be tried again for as long as was said', async () => {
  const bench = await start(['1'], 1);
  await end(bench, '1', { kind: 'retry', seconds: 60 });
  bench.worker.nudge();
  await calm();
  expect(names(bench)).toEqual([]);
  expect(await bench.queue.counts()).toMatchObject({ waiting: 1 });
  expect(bench.failures).toEqual([]);
});

test('a worker survives a queue that throws, and tells it', async () => {
  let broken = true;
  const lease = { group: '1', messages: [], attempt: 1, last: false };
  const bench = await start([], 1, {
    lease: async () => (broken ? await Promise.reject(new Error('the disk is full')) : await Promise.resolve([lease])),
  });
  expect(bench.failures).toEqual(['Error: the disk is full']);
  broken = false;
  await vi.advanceTimersByTimeAsync(1_000);
  await calm();
  expect(names(bench)).toEqual(['1']);
});

test('a worker survives a queue that does not take a settlement, and its lane is free again', async () => {
  const bench = await start(['1', '2'], 1, {
    acknowledge: async () => await Promise.reject(new Error('the disk is full')),
  });
  await end(bench, '1');
  expect(bench.failures).toEqual(['Error: the disk is full']);
  expect(names(bench)).toEqual(['2']);
});

test('a worker that is stopped ends what it began and takes nothing more', async () => {
  const bench = await start(['1', '2'], 1);
  let ended = false;
  const stopping = bench.worker.stop().finally(() => {
    ended = true;
  });
  bench.worker.nudge();
  await calm();
  expect(ended).toBe(false);
  await end(bench, '1');
  await stopping;
  expect(names(bench)).toEqual([]);
  expect(bench.asked.lease).toEqual([1]);
  expect(await bench.queue.counts()).toMatchObject({ waiting: 1 });
  expect(vi.getTimerCount()).toBe(0);
});

test('a worker that is stopped while it looks leaves no timer', async () => {
  const { promise, resolve } = Promise.withResolvers<readonly Lease[]>();
  const bench = await start([], 1, { lease: async () => await promise });
  const stopping = bench.worker.stop();
  resolve([]);
  await stopping;
  await calm();
  expect(vi.getTimerCount()).toBe(0);
  expect(bench.asked.lease).toHaveLength(1);
});

test('a worker that is stopped while it waits leaves no timer', async () => {
  const bench = await start([], 1);
  expect(vi.getTimerCount()).toBe(1);
  await bench.worker.stop();
  expect(vi.getTimerCount()).toBe(0);
});
