import { expect, test } from 'vitest';
import { jobVersion, putJob, takeJob } from '../../src/app/job-messages.ts';
import { runLease } from '../../src/app/run-lease.ts';
import { sweep } from '../../src/app/sweep.ts';
import type { Job } from '../../src/github/model/job.ts';
import { jobOf } from '../../src/github/deliveries/events.ts';
import { openSqliteQueue } from '../../src/queue/sqlite-queue.ts';
import { queuePolicy, type Message } from '../../src/queue/queue.ts';
import { FakeGitHub } from '../fake-github/fake-github.ts';
import { startContainer } from '../lambda/harness.ts';

/** An opened pull request, whose job a release wrote that is newer than this one by so many versions. */
async function start(newer: number) {
  const github = new FakeGitHub();
  github.install('acme');
  const repository = github.createRepository('acme/infra', { 'a.yaml': 'one: 1\n' });
  github.openPull(repository, { 'a.yaml': 'one: 2\n' });
  const queue = openSqliteQueue(':memory:', () => github.clock.now());
  const put = async (message: Message): Promise<boolean> => {
    const body = JSON.stringify({ ...(JSON.parse(message.body) as object), version: jobVersion + newer });
    return await queue.enqueue({ ...message, body });
  };
  for (const event of github.events.splice(0)) {
    const job = jobOf(event, github.app.id);
    if (job) await putJob({ enqueue: put }, job, event.id);
  }
  const counts: string[] = [];
  const lines: [string, object][] = [];
  const { context } = startContainer(github, queue);
  const log = { ...context.log, error: (about: object, line: string) => void lines.push([line, about]) };
  return {
    github,
    repository,
    queue,
    counts,
    lines,
    context: { ...context, log, count: (name: string) => void counts.push(name) },
  };
}

test('a job says its version, and one of before versions is read too', async () => {
  const job: Job = {
    kind: 'installation',
    installation: 1,
    repositoryId: 2,
    repository: { owner: 'acme', repo: '.github' },
    delivery: 'd1',
  };
  let body = '';
  await putJob({ enqueue: async (message) => await Promise.resolve((body = message.body) !== '') }, job, 'd1');
  expect(JSON.parse(body)).toEqual({ ...job, version: jobVersion });
  expect(takeJob(body)).toEqual(job);
  expect(takeJob(JSON.stringify(job))).toEqual(job);
});

test('a job of a newer release stays in the queue, however often it is handed out, and one sentence says why', async () => {
  const { github, repository, queue, lines, context } = await start(1);
  for (let attempt = 0; attempt < 3 * queuePolicy.mostAttempts; attempt += 1) {
    const leases = await queue.lease(1);
    expect(leases).toHaveLength(1);
    for (const lease of leases) {
      const settlement = await runLease(context, lease);
      expect(settlement).toEqual({ kind: 'retry', seconds: 600, uncounted: 'newer' });
      await queue.retry(lease, 600, 'newer');
    }
    github.clock.time += 600_000;
  }
  expect(await queue.counts()).toMatchObject({ waiting: 1, dead: 0 });
  expect(lines[0]?.[0]).toBe('left for the newer release');
  expect(lines[0]?.[1]).toMatchObject({
    err: { message: expect.stringContaining('by a newer release (version 2, this one knows 1)') as string },
  });
  expect(github.calls).toEqual([]);
  expect(repository.runs).toEqual([]);
});

test('the release that knows its version does it', async () => {
  const { repository, queue, context } = await start(0);
  for (const lease of await queue.lease(1)) expect(await runLease(context, lease)).toEqual({ kind: 'done' });
  expect(repository.runs).toMatchObject([{ conclusion: 'success' }]);
});

test('a dead letter of a newer release stays one, and each sweep counts it', async () => {
  const { github, queue, counts, context } = await start(1);
  for (let attempt = 0; attempt < queuePolicy.mostAttempts; attempt += 1)
    for (const lease of await queue.lease(1)) await queue.retry(lease, 0);
  await queue.lease(1);
  expect(await queue.counts()).toMatchObject({ dead: 1 });
  for (let sweeps = 0; sweeps < 2; sweeps += 1) {
    expect(await sweep(context, 60_000)).toMatchObject({ gaveUp: 0 });
    github.clock.time += 900_000;
  }
  expect(await queue.counts()).toMatchObject({ waiting: 0, dead: 1 });
  expect(counts.filter((name) => name === 'LeftForNewer')).toHaveLength(2);
  expect(counts).not.toContain('JobsGivenUp');
});
