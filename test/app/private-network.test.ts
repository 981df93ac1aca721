import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createPlainServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import type { FakeGitHub } from '../fake-github/fake-github.ts';
import { listenerOf } from '../fake-github/listener.ts';
import { setUp } from '../github/harness.ts';
import { gatewayClass, plainClass } from '../manifests/gateway-api.ts';
import { listen, makeCertificates, startNetwork } from './private-network.ts';
import { deliver, secret, until } from './server-harness.ts';

/** A name that nobody resolves: only the proxy knows where it is. */
const host = 'git.portcullis.test';
const kic = 'konghq.com/kic-gateway-controller';
const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'portcullis-network-'));
let environment: Record<string, string | undefined>;
/** What the proxy was asked to connect to. */
let connected: readonly string[];
let github: FakeGitHub;

beforeAll(() => makeCertificates(folder, [host]));
beforeEach(async () => {
  const made = setUp({ 'class.yaml': gatewayClass('kong', kic) });
  github = made.github;
  github.tokens.set('ghp_token', { installation: made.installation, expiresAt: Infinity });
  const network = await startNetwork(folder, listenerOf(github));
  onTestFinished(() => network.close());
  ({ connected } = network);
  environment = {
    PATH: process.env['PATH'],
    HTTPS_PROXY: network.proxy,
    NODE_USE_ENV_PROXY: '1',
    NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
    GHE_HOST: host,
  };
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly status: number | null;
  readonly text: string;
}

/** GitHub and proxy live in this process, so nothing may wait for the other one. */
function start(args: readonly string[], env: Record<string, string | undefined>): [ChildProcess, Promise<Ended>] {
  const child = spawn(process.execPath, args, { cwd: root, env });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return [child, once(child, 'close').then(([status]) => ({ status: status as number | null, text }))];
}

const review = async (env: Record<string, string | undefined>): Promise<Ended> =>
  await start(['src/cli.ts', 'review', '--pr', 'acme/infra#1'], { ...env, GITHUB_TOKEN: 'ghp_token' })[1];

test('the command line reaches GitHub through the proxy and trusts the authority', async () => {
  const [repository] = github.repositories.values();
  if (repository) github.openPull(repository, { 'class.yaml': plainClass('kong', kic) });
  const { status, text } = await review(environment);
  expect(text).toContain('gateway-class-not-unmanaged');
  expect(status).toBe(1);
  expect(new Set(connected)).toEqual(new Set([`${host}:443`]));
});

test('without the authority the certificate is refused, in one sentence', async () => {
  const { status, text } = await review({ ...environment, NODE_EXTRA_CA_CERTS: undefined });
  expect(text).toMatch(/^portcullis: the certificate of the GitHub server .* set NODE_EXTRA_CA_CERTS to [^\n]*\n$/);
  expect(status).toBe(2);
});

test('without the proxy the host is not found, in one sentence', async () => {
  const { status, text } = await review({ ...environment, NODE_USE_ENV_PROXY: undefined });
  expect(text).toMatch(/^portcullis: GitHub could not be reached \(E\w+\); behind a proxy set HTTPS_PROXY [^\n]*\n$/);
  expect(status).toBe(2);
});

test('the server reviews through the proxy, tokens included', async () => {
  const [repository] = github.repositories.values();
  const port = await freePort();
  const [child, ended] = start(['src/serve.ts'], {
    ...environment,
    APP_ID: String(github.app.id),
    PRIVATE_KEY: generateKeyPairSync('rsa', { modulusLength: 2048 })
      .privateKey.export({ type: 'pkcs1', format: 'pem' })
      .toString(),
    WEBHOOK_SECRET: secret,
    HOST: '127.0.0.1',
    PORT: String(port),
    PORTCULLIS_DATA_DIR: join(folder, 'data'),
  });
  await until(() => connected.length > 0);
  if (repository) github.openPull(repository, { 'class.yaml': plainClass('kong', kic) });
  for (const event of github.events.splice(0)) await deliverWhenReady(port, event);
  await until(() => repository?.runs.some(({ conclusion }) => conclusion === 'failure') === true);
  child.kill('SIGTERM');
  expect((await ended).status).toBe(0);
  expect(github.calls.some(({ route }) => route.includes('access_tokens'))).toBe(true);
  expect(new Set(connected)).toEqual(new Set([`${host}:443`]));
});

async function freePort(): Promise<number> {
  const server = createPlainServer();
  const port = await listen(server);
  await new Promise((closed) => void server.close(closed));
  return port;
}

async function deliverWhenReady(port: number, event: Parameters<typeof deliver>[1]): Promise<void> {
  for (;;) {
    const answer = await deliver(port, event).catch(() => null);
    if (answer !== null) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
