import { afterEach, expect, test, vi } from 'vitest';
import { createAppProbot } from '../../src/app/app-probot.ts';
import { createLogger } from '../../src/app/logger.ts';
import { sweep } from '../../src/app/sweep.ts';
import { apiUrl } from '../../src/github/client/api-url.ts';
import { openSqliteQueue } from '../../src/queue/sqlite-queue.ts';
import { FakeGitHub } from '../fake-github/fake-github.ts';
import { fakeFetch } from '../fake-github/server.ts';
import type { FakeRepository } from '../fake-github/state.ts';
import { startContainer } from '../lambda/harness.ts';
import { deliver, environmentFor, serve, until } from './server-harness.ts';

const baseUrl = apiUrl({ GHE_HOST: 'git.example.com' });

interface Enterprise {
  readonly github: FakeGitHub;
  readonly repository: FakeRepository;
  /** Each server that was asked, with the path of its API. */
  readonly asked: Set<string>;
  readonly fetch: typeof globalThis.fetch;
}

function start(): Enterprise {
  const github = new FakeGitHub();
  github.install('acme');
  const repository = github.createRepository('acme/infra', { 'a.yaml': 'one: 1\n' });
  const asked = new Set<string>();
  const reach = fakeFetch(github);
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { origin, pathname } = new URL(input instanceof Request ? input.url : input);
    asked.add(`${origin} ${/^\/api\/(v3|graphql)/.exec(pathname)?.[0]}`);
    return await reach(input, init);
  };
  return { github, repository, asked, fetch };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

const both = ['https://git.example.com /api/graphql', 'https://git.example.com /api/v3'];

test('the app of an Enterprise server takes webhooks, and asks no other host for tokens or reviews', async () => {
  const { github, repository, asked, fetch } = start();
  const server = await serve(github, { ...environmentFor(github), baseUrl }, fetch);
  github.openPull(repository, { 'a.yaml': 'one: wrong\n' });
  for (const event of github.events.splice(0)) expect((await deliver(server.port, event)).status).toBe(202);
  await until(() => repository.runs.some(({ status }) => status === 'completed'));
  await server.stop();
  expect(github.calls.some(({ route }) => route.includes('access_tokens'))).toBe(true);
  expect([...asked].toSorted()).toEqual(both);
});

test('its sweep asks for failed deliveries and looks for lost reviews on that host alone', async () => {
  const { github, asked, fetch } = start();
  vi.stubGlobal('fetch', fetch);
  const at = new Date(github.clock.now() - 600_000).toISOString();
  github.deliveries.push({ id: 1, guid: 'a', delivered_at: at, status_code: 502 });
  const log = createLogger('silent');
  const probot = createAppProbot({ app: github.app.id, privateKey: environmentFor(github).privateKey, baseUrl, log });
  const { context } = startContainer(github, openSqliteQueue(':memory:'));
  expect(await sweep({ ...context, probot }, 60_000)).toMatchObject({ redelivered: 1 });
  expect(github.redelivered).toEqual([1]);
  expect([...asked].toSorted()).toEqual(both);
});

test('what is posted there links to pages of rules and to nothing of another GitHub', async () => {
  const { github, repository, fetch } = start();
  const server = await serve(github, { ...environmentFor(github), baseUrl }, fetch);
  github.openPull(repository, { 'a.yaml': 'one: wrong\ntwo: WRONG\n' });
  for (const event of github.events.splice(0)) await deliver(server.port, event);
  await until(() => repository.runs.some(({ status }) => status === 'completed'));
  await server.stop();
  const posted = JSON.stringify(github.calls.filter(({ isWrite }) => isWrite).map(({ body }) => body));
  const links = [...posted.matchAll(/https?:\/\/[^\s)"'>\\]+/g)].map(([link]) => link);
  expect(links.length).toBeGreaterThan(0);
  for (const link of links) expect(link).toMatch(/^https:\/\/portcullis-app\.github\.io\/portcullis\//);
});
