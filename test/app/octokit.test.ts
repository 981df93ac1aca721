import { expect, test, vi } from 'vitest';
import { AppOctokit } from '../../src/app/octokit.ts';

/** What the client asked for, and a client that is always answered so. */
function answered(status: number, headers: Record<string, string> = {}) {
  const asked: string[] = [];
  const fetch = async (url: string, { method }: { method: string }): Promise<Response> => {
    asked.push(`${method} ${new URL(url).pathname}`);
    const body = JSON.stringify({ message: 'XYZZY' });
    return await Promise.resolve(
      new Response(body, { status, headers: { 'content-type': 'application/json', ...headers } }),
    );
  };
  return { asked, client: new AppOctokit({ auth: { token: 'ghs_XYZZY' }, request: { fetch } }) };
}

test.each([
  ['a server that fails', 502, {}],
  ['a rate limit', 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '4102444800' }],
  ['a secondary rate limit', 429, { 'retry-after': '3600' }],
])('a create is sent once, and not again after %s', async (_, status, headers) => {
  const { asked, client } = answered(status, headers);
  await expect(client.request('POST /repos/a/b/check-runs')).rejects.toMatchObject({ status });
  expect(asked).toEqual(['POST /repos/a/b/check-runs']);
});

test('nothing of a request is written', async () => {
  const writes = (['debug', 'info', 'warn', 'error', 'log'] as const).map((method) => vi.spyOn(console, method));
  const { client } = answered(500);
  await expect(client.request('GET /app')).rejects.toThrow('XYZZY');
  client.log.debug('a');
  client.log.info('a');
  client.log.warn('a');
  client.log.error('a');
  expect(writes.map((write) => write.mock.calls.length)).toEqual([0, 0, 0, 0, 0]);
  vi.restoreAllMocks();
});
