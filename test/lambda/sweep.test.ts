import { describe, expect, test } from 'vitest';
import { runLease } from '../../src/app/run-lease.ts';
import { sweep } from '../../src/app/sweep.ts';
import { jobOf } from '../../src/github/deliveries/events.ts';
import { openSqliteQueue } from '../../src/queue/sqlite-queue.ts';
import { externalId, textHash } from '../../src/github/model/external-id.ts';
import { leastAgeOfStuckRun } from '../../src/github/check-runs/stuck-runs.ts';
import { FakeGitHub } from '../fake-github/fake-github.ts';
import { leaveRun } from '../github/harness.ts';
import { startContainer } from './harness.ts';
import { putJob } from '../../src/app/job-messages.ts';

const minute = 60_000;

test('asks again for deliveries that no attempt made, within GitHub’s window', async () => {
  const github = new FakeGitHub();
  github.install('acme');
  const attempt = (id: number, guid: string, status: number, minutesAgo: number): void => {
    const at = new Date(github.clock.now() - minutesAgo * minute).toISOString();
    github.deliveries.push({ id, guid, delivered_at: at, status_code: status });
  };
  attempt(1, 'too old', 503, 72 * 60);
  attempt(2, 'failed twice', 503, 60);
  attempt(3, 'failed twice', 502, 30);
  attempt(4, 'made at last', 503, 20);
  attempt(5, 'made at last', 202, 10);
  attempt(6, 'failed', 0, 5);
  for (const [n, age] of [11, 10, 9, 2.2].entries()) attempt(7 + n, 'hopeless', 401, age);
  attempt(11, 'just now', 503, 1);
  attempt(12, 'another', 202, 0.5);
  const { context } = startContainer(github, openSqliteQueue(':memory:'));
  expect(await sweep(context, minute)).toEqual({ redelivered: 2, gaveUp: 0, restarted: 0 });
  expect(github.redelivered).toEqual([3, 6]);
});

test('completes the check runs of what no attempt settled, although GitHub lists no deliveries', async () => {
  const github = new FakeGitHub();
  github.install('acme');
  const repository = github.createRepository('acme/infra', { 'a.yaml': 'one: 1\n' });
  github.openPull(repository, { 'a.yaml': 'one: 2\n' });
  const queue = openSqliteQueue(':memory:', () => github.clock.now());
  for (const event of github.events) {
    const job = jobOf(event, github.app.id);
    if (job) await putJob(queue, job, event.id);
  }
  for (let attempt = 0; attempt < 5; attempt += 1) {
    for (const lease of await queue.lease(1)) await queue.retry(lease, 0);
  }
  await queue.lease(1);
  github.fault = ({ path }) => (path.startsWith('/app/hook') ? { kind: 'status', status: 500 } : null);
  const { context } = startContainer(github, queue);
  expect(await sweep(context, 10 * minute)).toEqual({ redelivered: 0, gaveUp: 1, restarted: 0 });
  expect(repository.runs).toMatchObject([{ status: 'completed', conclusion: 'failure', completions: 1 }]);
  expect(await queue.counts()).toMatchObject({ waiting: 0, dead: 0 });
});

describe('a check run that was left open by a worker whose message is lost', () => {
  const old = leastAgeOfStuckRun + minute;

  function start(...accounts: string[]) {
    const github = new FakeGitHub();
    const pulls = accounts.map((account) => {
      github.install(account);
      const repository = github.createRepository(`${account}/infra`, { 'a.yaml': 'one: 1\n' });
      return github.openPull(repository, { 'a.yaml': 'one: 2\n' });
    });
    const queue = openSqliteQueue(':memory:', () => github.clock.now());
    return { github, pulls, queue, ...startContainer(github, queue) };
  }

  test.each([
    ['a push', ''],
    ['a re-run', '0a1b2c3d'],
  ])('is completed by a review that two sweeps ask for once: %s', async (_, request) => {
    const { github, pulls, queue, context } = start('acme');
    for (const pull of pulls)
      leaveRun(github, pull, {
        externalId: externalId({ kind: 'pull', number: pull.number, base: textHash('main'), request }),
      });
    github.clock.time += old;
    expect(await sweep(context, minute)).toMatchObject({ restarted: 1 });
    expect(await sweep(context, minute)).toMatchObject({ restarted: 0 });
    expect(await queue.counts()).toMatchObject({ waiting: 1 });
    for (const lease of await queue.lease(9)) await runLease(context, lease);
    expect(pulls[0]?.repository.runs).toMatchObject([{ status: 'completed', conclusion: 'success', completions: 1 }]);
  });

  test('is ended also where a later run has answered', async () => {
    const { github, pulls, queue, context } = start('acme');
    for (const pull of pulls) {
      leaveRun(github, pull);
      leaveRun(github, pull, { status: 'completed', conclusion: 'success' });
    }
    github.clock.time += old;
    expect(await sweep(context, minute)).toMatchObject({ restarted: 1 });
    for (const lease of await queue.lease(9)) await runLease(context, lease);
    expect(pulls[0]?.repository.runs).toMatchObject([{ conclusion: 'cancelled' }, { conclusion: 'success' }]);
  });

  test.each([500, 403])('is found although another installation is answered with %i', async (status) => {
    const { github, pulls, context } = start('broken', 'acme', 'broken-too');
    for (const pull of pulls) leaveRun(github, pull);
    github.clock.time += old;
    let asked = 0;
    github.fault = ({ route }) => {
      if (route !== 'GET /installation/repositories') return null;
      asked += 1;
      return asked === 1 || (status === 500 && asked <= 4) ? { kind: 'status', status } : null;
    };
    expect(await sweep(context, 5 * minute)).toMatchObject({ restarted: 2 });
  });

  test('is found in a large installation after some sweeps, each of at most 16 requests', async () => {
    const { github, pulls, context } = start('acme');
    for (let n = 0; n < 450; n += 1) github.createRepository(`acme/other-${n}`, {});
    const last = github.openPull(github.createRepository('acme/last', { 'a.yaml': 'one: 1\n' }), {});
    for (const pull of [...pulls, last]) leaveRun(github, pull);
    github.clock.time += old;
    let restarted = 0;
    for (let n = 0; n < 5; n += 1) {
      const before = github.calls.length;
      restarted += (await sweep(context, 5 * minute)).restarted;
      const looked = github.calls.slice(before).filter(({ route }) => /StuckRuns|installation\/repo/.test(route));
      expect(looked.length).toBeLessThanOrEqual(16);
      github.clock.time += 15 * minute;
    }
    expect(restarted).toBe(2);
  });
});
