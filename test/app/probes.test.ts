import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { openSqliteQueue, type SqliteQueue } from '../../src/queue/sqlite-queue.ts';
import { createHealthHandler, type HealthOptions } from '../../src/serve/health.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

type Ask = (path: string, method?: string) => Promise<[number, unknown]>;

/** A server that answers as the queue is, and with 404 whatever is no probe. */
async function asking(options: HealthOptions): Promise<Ask> {
  const handler = createHealthHandler(options);
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      if (!(await handler(request, response))) response.writeHead(404).end('null');
    };
    void answer();
  });
  servers.push(server);
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return async (path, method = 'GET') => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method });
    return [response.status, await response.json()];
  };
}

async function probed(options: HealthOptions, path: string, method?: string): Promise<[number, unknown]> {
  return await (
    await asking(options)
  )(path, method);
}

/** A queue whose oldest message has waited so long. */
async function queueWaiting(seconds: number): Promise<SqliteQueue> {
  let now = 0;
  const queue = openSqliteQueue(':memory:', () => now);
  if (seconds > 0) await queue.enqueue({ id: 'a', group: 'g', body: '' });
  now = seconds * 1000;
  return queue;
}

async function closed(): Promise<SqliteQueue> {
  const queue = await queueWaiting(0);
  queue.close();
  return queue;
}

const full = async (): Promise<HealthOptions['queue']> => {
  const queue = await queueWaiting(0);
  return { counts: async () => await queue.counts(), write: async () => await Promise.reject(new Error('disk full')) };
};

const states = {
  'all is well': async () => ({ queue: await queueWaiting(0), isStopping: () => false, now: () => 0 }),
  // What waits an hour for GitHub's limits waits after a restart too.
  'a message waits for an hour': async () => ({
    queue: await queueWaiting(3_600),
    isStopping: () => false,
    now: () => 0,
  }),
  'the disk is full': async () => ({ queue: await full(), isStopping: () => false, now: () => 0 }),
  'the queue is gone': async () => ({ queue: await closed(), isStopping: () => false, now: () => 0 }),
  'the server stops': async () => ({ queue: await queueWaiting(0), isStopping: () => true, now: () => 0 }),
} as const satisfies Record<string, () => Promise<HealthOptions>>;

describe('the probes when', () => {
  test.each<[keyof typeof states, number, number, number]>([
    ['all is well', 200, 200, 200],
    ['a message waits for an hour', 200, 200, 503],
    ['the disk is full', 200, 503, 200],
    ['the queue is gone', 200, 503, 503],
    ['the server stops', 200, 503, 200],
  ])('%s: live %i, ready %i, healthy %i', async (state, ...statuses) => {
    const options = await states[state]();
    const answers = await Promise.all(
      ['/livez', '/readyz', '/healthz'].map(async (path) => await probed(options, path)),
    );
    expect(answers.map(([status]) => status)).toEqual(statuses);
  });
});

test('a probe says why', async () => {
  expect(await probed(await states['the disk is full'](), '/readyz')).toEqual([
    503,
    { status: 'the queue cannot be written' },
  ]);
  expect(await probed(await states['the server stops'](), '/readyz')).toEqual([503, { status: 'stopping' }]);
});

test('nothing else is answered', async () => {
  const options = await states['all is well']();
  expect(await probed(options, '/livez', 'POST')).toEqual([404, null]);
  expect(await probed(options, '/livezz')).toEqual([404, null]);
});

test('asking whether the queue can be written leaves nothing in it', async () => {
  const queue = await queueWaiting(0);
  await queue.write();
  await queue.write();
  expect(await queue.counts()).toEqual({ waiting: 0, dead: 0, oldestSeconds: 0 });
  expect(await queue.enqueue({ id: 'a', group: 'g', body: '' })).toBe(true);
});

test('whether the queue can be written is asked once a second, however often strangers ask', async () => {
  const [writes, clock] = [[] as number[], { now: 0 }];
  const write = async (): Promise<void> => await Promise.resolve(void writes.push(clock.now));
  const queue = { ...(await full()), write };
  const ask = await asking({ queue, isStopping: () => false, now: () => clock.now });
  for (const now of [0, 0, 999, 1_000, 1_500, 2_000]) {
    clock.now = now;
    expect(await ask('/readyz')).toEqual([200, { status: 'ok' }]);
  }
  expect(writes).toEqual([0, 1_000, 2_000]);
});
