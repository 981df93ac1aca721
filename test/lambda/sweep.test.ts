import { expect, test } from 'vitest';
import { putJob } from '../../src/app.ts';
import { sweep } from '../../src/app/sweep.ts';
import { jobOf } from '../../src/github/events.ts';
import { openSqliteQueue } from '../../src/queue/sqlite-queue.ts';
import { FakeGitHub } from '../fake-github/fake-github.ts';
import { startContainer } from './harness.ts';

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
  attempt(7, 'just now', 503, 1);
  for (let n = 8; n < 12; n += 1) attempt(n, 'hopeless', 401, 15);
  const { workshop } = startContainer(github, openSqliteQueue(':memory:'));
  expect(await sweep(workshop, minute)).toEqual({ redelivered: 2, gaveUp: 0 });
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
    for (const claim of await queue.claim(1)) await queue.retry(claim, 0);
  }
  await queue.claim(1);
  github.fault = ({ path }) => (path.startsWith('/app/hook') ? { kind: 'status', status: 500 } : null);
  const { workshop } = startContainer(github, queue);
  expect(await sweep(workshop, 10 * minute)).toEqual({ redelivered: 0, gaveUp: 1 });
  expect(repository.runs).toMatchObject([{ status: 'completed', conclusion: 'failure', completions: 1 }]);
  expect(await queue.counts()).toMatchObject({ waiting: 0, dead: 0 });
});
