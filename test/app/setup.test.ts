import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { request as send } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keepCredentials } from '../../src/serve/keep-credentials.ts';
import { setupFrom } from '../../src/serve/environment.ts';
import { startSetup, type Credentials, type RunningSetup } from '../../src/serve/setup.ts';

const registered = { id: 7, pem: 'a key', webhook_secret: 'a secret', html_url: 'https://github.com/apps/p' };

let setup: RunningSetup;
let kept: Credentials[];
let asked: string[];
let answer: () => Response;

beforeEach(async () => {
  kept = [];
  asked = [];
  answer = () => Response.json(registered, { status: 201 });
  setup = await startSetup({
    port: 0,
    manifest: { name: 'Portcullis "<quoted>"' },
    registerUrl: 'https://github.com/settings/apps/new',
    apiUrl: 'https://api.github.com',
    keep: (credentials) => void kept.push(credentials),
    fetch: async (url) => {
      asked.push(url instanceof Request ? url.url : url.toString());
      return await Promise.resolve(answer());
    },
  });
});

afterEach(async () => {
  await setup.stop();
});

interface Answered {
  readonly status: number;
  readonly body: string;
}

/** A request as any program on this machine, or any page in a browser, may send it. */
async function ask(
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answered> {
  const { port } = new URL(setup.url);
  const { promise, resolve, reject } = Promise.withResolvers<Answered>();
  send({ host: '127.0.0.1', port, path, method, headers: { host: `localhost:${port}`, ...headers } }, (response) => {
    let body = '';
    response.on('data', (chunk) => (body += String(chunk)));
    response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
  })
    .on('error', reject)
    .end();
  return await promise;
}

const page = (): string => new URL(setup.url).search;
const stateOf = ({ body }: Answered): string => /state=([\w-]+)/.exec(body)?.[1] ?? '';

describe('the set-up page', () => {
  test('is had with the token of the printed address', async () => {
    const { status, body } = await ask(`/${page()}`);
    expect(status).toBe(200);
    expect(body).toContain('<form action="https://github.com/settings/apps/new?state=');
    expect(body).toContain('Three steps: you register an app of your own, install it');
    expect(body).toContain('Portcullis \\&quot;&lt;quoted&gt;');
  });

  test.each<[string, string, Parameters<typeof ask>[1], number]>([
    ['without a token', '/', {}, 403],
    ['with another token', '/?token=guess', {}, 403],
    ['under a name that points here', 'page', { headers: { host: 'evil.example:80' } }, 403],
    ['from another page', 'page', { headers: { origin: 'https://evil.example' } }, 403],
    ['from no page in particular', 'page', { headers: { origin: 'null' } }, 403],
    ['an address that is none', '//[', {}, 404],
    ['with POST', 'page', { method: 'POST' }, 405],
    ['with credentials of somebody else', '/probot/import', { method: 'POST' }, 405],
    ['a registration without a state', '/registered?code=abc', {}, 403],
    ['a registration with another state', '/registered?code=abc&state=guess', {}, 403],
    ['another path', '/.env', {}, 404],
  ])('refuses a request %s', async (_, path, options, status) => {
    expect(await ask(path === 'page' ? `/${page()}` : path, options)).toMatchObject({ status });
    expect([kept, asked]).toEqual([[], []]);
  });

  test('keeps what GitHub gives for the code, and ends', async () => {
    const state = stateOf(await ask(`/${page()}`));
    expect(await ask(`/registered?code=abc&state=${state}`)).toMatchObject({ status: 200 });
    expect(asked).toEqual(['https://api.github.com/app-manifests/abc/conversions']);
    expect(kept).toEqual([{ appId: '7', privateKey: 'a key', webhookSecret: 'a secret' }]);
    await setup.done;
    await expect(ask(`/${page()}`)).rejects.toThrow('ECONNREFUSED');
  });

  test.each<[string, string, () => Response]>([
    ['refuses', 'abc', () => new Response('no', { status: 404 })],
    ['answers something else', 'abc', () => Response.json({ id: 7 })],
    ['is asked for a path', '..%2F..%2Fuser', () => Response.json(registered)],
  ])('keeps nothing and goes on when GitHub %s', async (_, code, given) => {
    answer = given;
    const state = stateOf(await ask(`/${page()}`));
    expect((await ask(`/registered?code=${code}&state=${state}`)).status).toBeGreaterThanOrEqual(400);
    expect(kept).toEqual([]);
    expect(await ask(`/${page()}`)).toMatchObject({ status: 200 });
  });
});

test('credentials take the place of those that were there, readable by their owner alone', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'portcullis-env-')), '.env');
  writeFileSync(file, 'PORT=8080\nAPP_ID=1\nPRIVATE_KEY="old\nkey"\nLOG_LEVEL=debug\n', { mode: 0o644 });
  keepCredentials(file, { appId: '7', privateKey: 'a\nkey\n', webhookSecret: 'secret' });
  expect(readFileSync(file, 'utf8')).toBe(
    'PORT=8080\nLOG_LEVEL=debug\nAPP_ID=7\nPRIVATE_KEY="a\nkey\n"\nWEBHOOK_SECRET=secret\n',
  );
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.each([
  [{}, 'https://github.com/settings/apps/new', 'https://api.github.com'],
  [{ GH_ORG: 'acme' }, 'https://github.com/organizations/acme/settings/apps/new', 'https://api.github.com'],
  [{ GHE_HOST: 'git.example.com' }, 'https://git.example.com/settings/apps/new', 'https://git.example.com/api/v3'],
])('for %j the app is registered at %s', (variables, registerUrl, apiUrl) => {
  expect(setupFrom(variables, '.env')).toMatchObject({ registerUrl, apiUrl, manifest: { name: 'Portcullis' } });
});
