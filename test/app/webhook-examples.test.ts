import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { jobOf } from '../../src/github/deliveries/events.ts';
import { FakeGitHub } from '../fake-github/fake-github.ts';
import { deliver, serve } from './server-harness.ts';
import { takeJob } from '../../src/app/job-messages.ts';

interface Example {
  readonly name: string;
  readonly examples: readonly object[];
}

const events = createRequire(import.meta.url)('@octokit/webhooks-examples') as readonly Example[];
const all = events.flatMap(({ name, examples }) => examples.map((payload) => ({ name, payload })));

test('every example that GitHub publishes becomes a job or nothing', () => {
  const jobs = all.flatMap(({ name, payload }, index) => {
    const app = (payload as { check_run?: { app?: { id?: number } } }).check_run?.app?.id ?? 1;
    return jobOf({ id: `${index}`, name, payload: { installation: { id: 1 }, ...payload } }, app) ?? [];
  });
  expect(all.length).toBeGreaterThan(300);
  expect(jobs.map((job) => takeJob(JSON.stringify(job)))).toEqual(jobs);
  expect(new Set(jobs.map(({ kind }) => kind))).toContain('pull');
});

test('every kind of event is answered with 202, and the server is healthy after all of them', async () => {
  const server = await serve(new FakeGitHub());
  try {
    const answers: number[] = [];
    for (const [index, { name, examples }] of events.entries()) {
      for (const payload of examples.slice(0, 1))
        answers.push((await deliver(server.port, { id: `${index}`, name, payload })).status);
    }
    expect(new Set(answers)).toEqual(new Set([202]));
    expect((await fetch(`http://127.0.0.1:${server.port}/healthz`)).status).toBe(200);
  } finally {
    await server.stop();
  }
});
