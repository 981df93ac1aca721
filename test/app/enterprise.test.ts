import { expect, test } from 'vitest';
import { FakeGitHub } from '../fake-github/fake-github.ts';
import { fakeFetch } from '../fake-github/server.ts';
import { deliver, environmentFor, serve, until } from './server-harness.ts';

test('the app of an Enterprise server speaks to no other host, for tokens neither', async () => {
  const github = new FakeGitHub();
  github.install('acme');
  const repository = github.createRepository('acme/infra', { 'a.yaml': 'one: 1\n' });
  const hosts = new Set<string>();
  const reach = fakeFetch(github);
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { origin, pathname } = new URL(input instanceof Request ? input.url : input);
    hosts.add(`${origin} ${/^\/api\/(v3|graphql)/.exec(pathname)?.[0]}`);
    return await reach(input, init);
  };
  const environment = { ...environmentFor(github), baseUrl: 'https://git.example.com/api/v3' };
  const server = await serve(github, environment, fetch);
  github.openPull(repository, { 'a.yaml': 'one: wrong\n' });
  for (const event of github.events.splice(0)) await deliver(server.port, event);
  await until(() => repository.runs.some(({ status }) => status === 'completed'));
  await server.stop();
  expect(github.calls.some(({ route }) => route.includes('access_tokens'))).toBe(true);
  expect([...hosts].toSorted()).toEqual(['https://git.example.com /api/graphql', 'https://git.example.com /api/v3']);
});
