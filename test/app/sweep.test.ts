import { describe, expect, test } from 'vitest';
import { putJob } from '../../src/app/job-messages.ts';
import type { JobContext } from '../../src/app/run-lease.ts';
import { sweep } from '../../src/app/sweep.ts';
import { jobOf } from '../../src/github/deliveries/events.ts';
import { sweepEvery } from '../../src/github/check-runs/stuck-runs.ts';
import type { Queue } from '../../src/queue/queue.ts';
import { openSqliteQueue } from '../../src/queue/sqlite-queue.ts';
import { FakeGitHub } from '../fake-github/fake-github.ts';
import { startContainer } from '../lambda/harness.ts';

const minute = 60_000;

function start(accounts = 1): { github: FakeGitHub; queue: Queue; context: JobContext } {
  const github = new FakeGitHub();
  for (let n = 0; n < accounts; n += 1) {
    github.install(`account-${n}`);
    github.createRepository(`account-${n}/infra`, { 'a.yaml': 'one: 1\n' });
  }
  const queue = openSqliteQueue(':memory:', () => github.clock.now());
  return { github, queue, ...startContainer(github, queue) };
}

/** Puts so many jobs that no attempt settled among the dead letters, each of another pull request. */
async function leaveDead({ github, queue }: ReturnType<typeof start>, most: number): Promise<void> {
  const [repository] = github.repositories.values();
  if (!repository) throw new Error('no repository');
  for (let n = 0; n < most; n += 1) github.openPull(repository, { 'a.yaml': `one: ${n}\n` });
  for (const event of github.events.splice(0)) {
    const job = jobOf(event, github.app.id);
    if (job) await putJob(queue, job, event.id);
  }
  for (let attempt = 0; attempt < 5; attempt += 1) {
    for (const lease of await queue.lease(most)) await queue.retry(lease, 0);
  }
  await queue.lease(1);
  expect(await queue.counts()).toMatchObject({ waiting: 0, dead: most });
}

const looked = ({ github }: ReturnType<typeof start>): number =>
  github.calls.filter(({ route }) => route === 'GET /installation/repositories').length;

describe('a job that no attempt settled', () => {
  test.each<[string, (github: FakeGitHub) => void]>([
    [
      'GitHub is down',
      (github) =>
        (github.fault = ({ route }) => (route.endsWith('access_tokens') ? { kind: 'status', status: 503 } : null)),
    ],
    ['the rate limit is used up', (github) => (github.quota = 0)],
  ])('is kept for another sweep while %s', async (_, happen) => {
    const world = start();
    const { github, queue, context } = world;
    // The fake’s rate limit is reset at the full hour.
    github.clock.time += 55 * minute;
    await leaveDead(world, 1);
    happen(github);
    expect(await sweep(context, minute)).toMatchObject({ gaveUp: 0 });
    expect(await queue.counts()).toMatchObject({ dead: 1 });
    github.fault = () => null;
    github.quota = 5_000;
    // Ten minutes later, and not before: the pause outlasts what ails GitHub, and ends before the next sweep.
    expect(await sweep(context, minute)).toMatchObject({ gaveUp: 0 });
    github.clock.time += 10 * minute;
    expect(await sweep(context, minute)).toMatchObject({ gaveUp: 1 });
    expect(await queue.counts()).toMatchObject({ dead: 0 });
  });

  test('does not keep the others waiting', async () => {
    const world = start();
    const { github, queue, context } = world;
    await leaveDead(world, 3);
    let asked = 0;
    github.fault = ({ route }) => {
      if (!route.endsWith('access_tokens')) return null;
      asked += 1;
      return asked === 2 ? { kind: 'status', status: 503 } : null;
    };
    expect(await sweep(context, minute)).toMatchObject({ gaveUp: 2 });
    expect(await queue.counts()).toMatchObject({ dead: 1 });
  });

  test('is one of at most a hundred in a sweep', async () => {
    const world = start();
    await leaveDead(world, 103);
    world.github.installations.clear();
    expect(await sweep(world.context, minute)).toMatchObject({ gaveUp: 100 });
    expect(await world.queue.counts()).toMatchObject({ dead: 3 });
  });

  test('waits for another sweep when the time is over', async () => {
    const world = start();
    const { github, queue, context } = world;
    await leaveDead(world, 12);
    github.installations.clear();
    // Ten are handed out together; each takes a second.
    github.beforeCall = () => {
      github.clock.time += 1_000;
    };
    expect(await sweep(context, 10_000)).toMatchObject({ gaveUp: 10 });
    expect(await queue.counts()).toMatchObject({ dead: 2 });
  });

  test('is given what is left of the time', async () => {
    const world = start();
    const { github, context } = world;
    await leaveDead(world, 1);
    const began = github.clock.now();
    github.beforeCall = () => {
      github.clock.time += 20_000;
    };
    await sweep(context, minute);
    // The request that was begun in time is the last one.
    expect(github.clock.now() - began).toBe(minute + 20_000);
  });
});

describe('installations', () => {
  test.each([0, 1, 99, 100, 101, 250])('are all looked at: %i', async (count) => {
    const world = start(count);
    await sweep(world.context, minute);
    expect(looked(world)).toBe(count);
  });

  test('that are suspended are passed over', async () => {
    const world = start(3);
    const [first] = world.github.installations.values();
    if (first) first.suspended = true;
    await sweep(world.context, minute);
    expect(looked(world)).toBe(2);
  });

  test('are listed on ten pages at most', async () => {
    const world = start(1_001);
    const { github } = world;
    // The time is over once they are listed.
    github.beforeCall = ({ route }) => {
      if (route === 'GET /installation/repositories') github.clock.time += minute;
    };
    await sweep(world.context, minute);
    expect(github.calls.filter(({ route }) => route === 'GET /app/installations')).toHaveLength(10);
    expect(looked(world)).toBe(1);
  });

  test('have their turn, each in another sweep, where the time is enough for one', async () => {
    const world = start(3);
    const { github, context } = world;
    const seen: string[] = [];
    github.beforeCall = ({ route }) => {
      if (route === 'GET /installation/repositories') github.clock.time += 20_000;
    };
    const auth: JobContext['probot']['auth'] = async (id) => {
      const account = id === undefined ? undefined : github.installations.get(id)?.account;
      if (account !== undefined) seen.push(account);
      return await context.probot.auth(id);
    };
    for (let n = 0; n < 4; n += 1) {
      const began = github.clock.time;
      await sweep({ ...context, probot: { auth } }, 20_000);
      expect(seen).toHaveLength(n + 1);
      github.clock.time = began + sweepEvery;
    }
    expect(new Set(seen.slice(0, 3)).size).toBe(3);
    expect(seen[3]).toBe(seen[0]);
  });

  test('that are slow do not use up the time of others', async () => {
    const world = start(2);
    const { github } = world;
    let asked = 0;
    // The first one’s list comes after half a minute, and nothing more is asked of it.
    github.beforeCall = ({ route }) => {
      if (route !== 'GET /installation/repositories') return;
      asked += 1;
      if (asked === 1) github.clock.time += 30_000;
    };
    await sweep(world.context, 10 * minute);
    expect(looked(world)).toBe(2);
    expect(github.calls.filter(({ route }) => route === 'query StuckRuns')).toHaveLength(1);
  });
});

test('a sweep says what it did, and what failed', async () => {
  const { github, context } = start();
  github.fault = ({ path }) => (path.startsWith('/app/hook') ? { kind: 'status', status: 403 } : null);
  const lines: [string, object][] = [];
  const log: JobContext['log'] = {
    info: (fields, message) => lines.push([message, fields]),
    warn: () => undefined,
    error: (fields, message) => lines.push([message, fields]),
  };
  const swept = { redelivered: 0, gaveUp: 0, restarted: 0 };
  expect(await sweep({ ...context, log }, minute)).toEqual(swept);
  expect(lines).toEqual([
    ['a part of the sweep failed', { err: expect.objectContaining({ status: 403 }) as unknown }],
    ['swept', swept],
  ]);
});
