import { Octokit } from '@octokit/rest';
import { expect, test } from 'vitest';
import { examineApp } from '../../src/app/doctor.ts';
import { FakeGitHub } from '../fake-github/fake-github.ts';
import { fakeFetch } from '../fake-github/server.ts';
import { silent } from '../github/harness.ts';

const needs = {
  permissions: { metadata: 'read', contents: 'read', pull_requests: 'write', checks: 'write', merge_queues: 'read' },
  events: ['pull_request', 'check_run', 'check_suite', 'merge_group', 'issue_comment', 'push'],
};

/** What is said of an app that works, after a change. */
async function diagnoses(change: (github: FakeGitHub) => void): Promise<readonly string[]> {
  const github = new FakeGitHub();
  github.install('acme', { metadata: 'read', contents: 'read', pull_requests: 'write', checks: 'write' });
  deliver(github, 202);
  change(github);
  const client = new Octokit({ auth: 'a.b.c', log: silent, request: { fetch: fakeFetch(github) } });
  const found = await examineApp(client, { app: 4711, needs, clock: github.clock });
  return found.map(({ about, state, says, remedy }) => [`${state} ${about}:`, says, remedy ?? ''].join(' ').trim());
}

function deliver(github: FakeGitHub, status: number): void {
  const at = new Date(github.clock.now() - 120_000).toISOString();
  const id = github.nextId();
  github.deliveries.push({ id, guid: String(id), delivered_at: at, status_code: status });
}

test('an app that works has nothing to change', async () => {
  expect(await diagnoses(() => undefined)).toEqual([
    'good app: GitHub knows it as portcullis.',
    'good webhook: GitHub sends to bot.example.com.',
    'good installations: 1, of which 0 are suspended.',
    'good deliveries: The newest is 2 minutes old; of the last 1 all arrived.',
  ]);
});

test.each<[string, (github: FakeGitHub) => unknown, RegExp]>([
  [
    'a key that was revoked',
    (github) => (github.fault = () => ({ kind: 'status', status: 401 })),
    /does not take the private key .* Generate a new one/,
  ],
  ['an id of no app', (github) => (github.fault = () => ({ kind: 'status', status: 404 })), /knows no app 4711/],
  ['another app', (github) => Object.assign(github.app, { id: 1 }), /knows no app 4711/],
  [
    'a GitHub that does not answer',
    (github) => (github.fault = () => ({ kind: 'status', status: 502 })),
    /^unknown app: .* Try again/,
  ],
  [
    'no permission to post',
    (github) => Object.assign(github.registered.permissions, { checks: 'read' }),
    /^bad permission checks: The app lacks "write": no check run/,
  ],
  [
    'no event',
    (github) => github.registered.events.shift(),
    /^bad event pull_request: The app lacks it: no pull request is reviewed/,
  ],
  ['no address', (github) => Object.assign(github.registered.hook, { url: '' }), /^bad webhook: It has no URL/],
  ['forms', (github) => Object.assign(github.registered.hook, { content_type: 'form' }), /415.* application\/json/],
  ['no secret', (github) => Object.assign(github.registered.hook, { secret: '' }), /^bad webhook: It has no secret/],
  ['nobody', (github) => github.installations.clear(), /^bad installations: .* Install it/],
  [
    'old permissions',
    (github) => github.install('old', { contents: 'read' }),
    /^bad installations: 1 have not accepted .*: old\. An owner/,
  ],
  ['another secret', (github) => deliver(github, 401), /^bad deliveries: .* 1 × 401\. The webhook secrets differ/],
  ['a wrong address', (github) => deliver(github, 404), /is not that of the receiver/],
  ['a receiver that is gone', (github) => deliver(github, 0), /1 × no answer\. Nobody answers/],
  ['silence', (github) => github.deliveries.splice(0), /^bad deliveries: GitHub has sent nothing/],
])('%s is told with what to change', async (_, change, said) => {
  const found = await diagnoses(change);
  expect(found.filter((line) => !line.startsWith('good '))).toEqual([expect.stringMatching(said)]);
});

test('a GitHub that is not reached at all is told with what is in between', async () => {
  const fetch = async (): Promise<never> =>
    await Promise.reject(
      new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code: 'ENOTFOUND' }) }),
    );
  const client = new Octokit({ auth: 'a.b.c', log: silent, request: { fetch } });
  expect(await examineApp(client, { app: 4711, needs, clock: new FakeGitHub().clock })).toEqual([
    {
      about: 'app',
      state: 'unknown',
      says: 'GitHub could not be reached (ENOTFOUND); behind a proxy set HTTPS_PROXY and NODE_USE_ENV_PROXY=1.',
      remedy: null,
    },
  ]);
});

test('failures that are over are no reason to change anything', async () => {
  const found = await diagnoses((github) => {
    deliver(github, 503);
    deliver(github, 202);
  });
  expect(found.at(-1)).toBe('good deliveries: The newest is 2 minutes old; of the last 3 failed: 1 × 503.');
});
