import { Octokit } from '@octokit/rest';
import { expect, test } from 'vitest';
import { isAmbiguous } from '../../src/github/client/failure.ts';
import { withTimeLimit } from '../../src/github/client/time-limit.ts';
import { FakeGitHub } from '../fake-github/fake-github.ts';
import { fakeFetch } from '../fake-github/server.ts';
import { silent } from './harness.ts';

const silentGitHub = (): Octokit => {
  const github = new FakeGitHub();
  github.fault = () => ({ kind: 'silence' });
  return new Octokit({ log: silent, request: { fetch: withTimeLimit(fakeFetch(github), 20) } });
};

test('a request without an answer ends as a broken connection', async () => {
  await expect(silentGitHub().request('GET /rate_limit')).rejects.toSatisfy(isAmbiguous);
});

test('so does a query', async () => {
  await expect(silentGitHub().graphql('query Viewer { viewer { login } }')).rejects.toSatisfy(isAmbiguous);
});

test('an answer that begins and does not end is one that was cut short', async () => {
  const body = new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode('{"a":')) });
  const headers = { 'content-type': 'application/json' };
  const begin: typeof fetch = async (_, init) => {
    init?.signal?.addEventListener('abort', () => void body.cancel().catch(() => undefined));
    return await Promise.resolve(
      new Response(body.pipeThrough(new TransformStream(), init?.signal ? { signal: init.signal } : {}), { headers }),
    );
  };
  const client = new Octokit({ log: silent, request: { fetch: withTimeLimit(begin, 20) } });
  await expect(client.request('GET /rate_limit')).resolves.toMatchObject({ data: '' });
});

test('who gives up earlier is obeyed', async () => {
  const gone = AbortSignal.abort(new Error('gone'));
  const send: typeof fetch = async (_, init) => await Promise.reject(init?.signal?.reason as Error);
  await expect(withTimeLimit(send)('https://github.test', { signal: gone })).rejects.toThrow('gone');
});
