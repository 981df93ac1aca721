import { expect, test } from 'vitest';
import { withTimeLimit } from '../../src/github/client/time-limit.ts';

/** What each address answers, and who was asked for what. */
function servers(answers: Readonly<Record<string, string>>): {
  readonly fetch: typeof fetch;
  readonly asked: string[];
} {
  const asked: string[] = [];
  const send: typeof fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    asked.push(`${init?.method} ${url} ${JSON.stringify(init?.body)}`);
    const location = answers[url];
    const led = location === undefined ? { status: 200 } : { status: 301, headers: { location } };
    return await Promise.resolve(new Response(null, led));
  };
  return { fetch: withTimeLimit(send), asked };
}

const created = { method: 'POST', body: '{"name":"Portcullis"}' };

test('a repository that was renamed is written to as it was asked', async () => {
  const { fetch, asked } = servers({ 'https://git.test/repos/a/old': 'https://git.test/repositories/7' });
  expect((await fetch('https://git.test/repos/a/old', created)).status).toBe(200);
  expect(asked.at(-1)).toBe(`POST https://git.test/repositories/7 ${JSON.stringify(created.body)}`);
});

test.each([
  ['to another host', 'https://elsewhere.test/repositories/7'],
  ['to another port', 'https://git.test:8443/repositories/7'],
  ['without encryption', 'http://git.test/repositories/7'],
])('nobody is led %s', async (_, place) => {
  const { fetch, asked } = servers({ 'https://git.test/repos/a/old': place });
  await expect(fetch('https://git.test/repos/a/old', created)).rejects.toThrow('led to another server');
  expect(asked).toHaveLength(1);
});

test('a circle ends', async () => {
  const { fetch, asked } = servers({ 'https://git.test/a': '/a' });
  await expect(fetch('https://git.test/a', created)).rejects.toThrow('led to another server');
  expect(asked).toHaveLength(4);
});
