import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { takeJob } from '../../src/app.ts';
import { jobOf } from '../../src/github/events.ts';
import { openSqliteQueue } from '../../src/queue/sqlite-queue.ts';
import { FakeGitHub } from '../fake-github/fake-github.ts';
import { deliver, serve } from './server-harness.ts';

interface Example {
  readonly name: string;
  readonly examples: readonly object[];
}

const events = createRequire(import.meta.url)('@octokit/webhooks-examples') as readonly Example[];
const all = events.flatMap(({ name, examples }) => examples.map((payload) => ({ name, payload })));

test('every example that GitHub publishes becomes a job or nothing', async () => {
  const queue = openSqliteQueue(':memory:');
  for (const [index, { name, payload }] of all.entries()) {
    const app = (payload as { check_run?: { app?: { id?: number } } }).check_run?.app?.id ?? 1;
    const job = jobOf({ id: `${index}`, name, payload: { installation: { id: 1 }, ...payload } }, app);
    if (job) expect(takeJob(JSON.stringify(job))).toEqual(job);
  }
  expect(all.length).toBeGreaterThan(300);
  expect(await queue.counts()).toMatchObject({ waiting: 0 });
});

test('every kind of event is answered with 202, and the server is healthy after all of them', async () => {
  const github = new FakeGitHub();
  const server = await serve(github);
  try {
    for (const [index, { name, examples }] of events.entries()) {
      const [payload] = examples;
      if (payload) expect((await deliver(server.port, { id: `${index}`, name, payload })).status, name).toBe(202);
    }
    expect((await fetch(`http://127.0.0.1:${server.port}/healthz`)).status).toBe(200);
  } finally {
    await server.stop();
  }
});
