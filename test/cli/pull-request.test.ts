import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { listenerOf } from '../fake-github/listener.ts';
import type { FakeGitHub } from '../fake-github/fake-github.ts';
import { setUp } from '../github/harness.ts';
import { gatewayClass, plainClass } from '../manifests/gateway-api.ts';
import { runCli, type Outcome } from './run-cli.ts';

const kic = 'konghq.com/kic-gateway-controller';

/** The fake GitHub behind a real server on loopback, as a GitHub Enterprise Server. */
async function serve(github: FakeGitHub): Promise<Record<string, string>> {
  const server = createServer(listenerOf(github));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { GITHUB_TOKEN: 'ghp_token', GHE_HOST: `127.0.0.1:${port}`, GHE_PROTOCOL: 'http' };
}

test('a pull request is reviewed as the app would, and nothing is written', async () => {
  const { github, repository, installation } = setUp({ 'class.yaml': gatewayClass('kong', kic) });
  github.tokens.set('ghp_token', { installation, expiresAt: Infinity });
  github.openPull(repository, { 'class.yaml': plainClass('kong', kic) });
  const env = await serve(github);
  const { exitCode, stdout, stderr } = await runCli(['review', '--pr', 'acme/infra#1'], '.', { env });
  expect(stderr).toBe('');
  expect(exitCode).toBe(1);
  expect(stdout).toContain('gateway-class-not-unmanaged');
  expect(stdout).toContain('1 error introduced.');
  expect(github.calls.some(({ isWrite }) => isWrite)).toBe(false);
});

test('the server that a runner of GitHub Actions belongs to is asked', async () => {
  const { github, repository, installation } = setUp({ 'class.yaml': gatewayClass('kong', kic) });
  github.tokens.set('ghp_token', { installation, expiresAt: Infinity });
  github.openPull(repository, { 'class.yaml': plainClass('kong', kic) });
  const { GHE_HOST, ...env } = await serve(github);
  const runner = { ...env, GITHUB_API_URL: `http://${GHE_HOST}/api/v3` };
  expect((await runCli(['review', '--pr', 'acme/infra#1'], '.', { env: runner })).exitCode).toBe(1);
});

test('a pull request that brings a configuration that is not valid fails, as the check of the app would', async () => {
  const { github, repository, installation } = setUp({ 'a.yaml': 'one: 1\n' });
  github.tokens.set('ghp_token', { installation, expiresAt: Infinity });
  github.openPull(repository, { '.github/portcullis.yml': 'failOn: fatal\n' });
  const env = await serve(github);
  const { exitCode, stderr } = await runCli(['review', '--pr', 'acme/infra#1'], '.', { env });
  expect(stderr).toContain('.github/portcullis.yml:1:9: failOn must be one of');
  expect(exitCode).toBe(1);
});

describe('one clear sentence and exit code 2', () => {
  beforeEach(() => nock.disableNetConnect());
  afterEach(() => {
    nock.cleanAll();
    nock.enableNetConnect();
  });
  const env = { GITHUB_TOKEN: 'ghp_token' };
  const ask = async (pull: string, over: Record<string, string> = env): Promise<Outcome> =>
    await runCli(['review', '--pr', pull], '.', { env: over });

  const missing = { data: { repository: null }, errors: [{ type: 'NOT_FOUND', path: ['repository'], message: 'no' }] };

  test.each<[string, number, object, string]>([
    ['a token that GitHub does not know', 401, { message: 'no' }, 'portcullis: GitHub does not accept the token.\n'],
    [
      'a pull request that is not there',
      200,
      missing,
      'portcullis: there is no pull request acme/infra#7 that this token may read.\n',
    ],
  ])('for %s', async (_, status, body, sentence) => {
    nock('https://api.github.com').post('/graphql').reply(status, body);
    expect(await ask('acme/infra#7')).toEqual({ exitCode: 2, stdout: '', stderr: sentence });
  });

  test.each<[string, string, Record<string, string>, string]>([
    ['without a token', 'acme/infra#7', {}, 'portcullis: set GITHUB_TOKEN to a token that may read the repository.\n'],
    [
      'for what is no pull request',
      'acme/infra',
      env,
      'portcullis: "acme/infra" is no pull request; write OWNER/REPO#N.\n',
    ],
  ])('%s', async (_, pull, over, sentence) => {
    expect(await ask(pull, over)).toEqual({ exitCode: 2, stdout: '', stderr: sentence });
  });
});
