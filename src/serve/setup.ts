import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { withTimeLimit } from '../github/client/time-limit.ts';
import { setupPage, registeredPage, textPage, type Page } from './setup-pages.ts';

/** What the set-up page needs. */
export interface SetupOptions {
  /** On the loopback interface; 0 for any free one. */
  readonly port: number;
  /** The registration as `app.yml` states it. */
  readonly manifest: object;
  /** Where people register an app, and where the API is. */
  readonly registerUrl: string;
  readonly apiUrl: string;
  /** Keeps what GitHub gives for a registration. */
  readonly keep: (credentials: Credentials) => void;
  readonly fetch?: typeof fetch;
}

/** What the server needs to be the app. */
export interface Credentials {
  readonly appId: string;
  readonly privateKey: string;
  readonly webhookSecret: string;
}

export interface RunningSetup {
  /** The address to open, with a token that nobody else knows. */
  readonly url: string;
  /** Resolves when the app is registered and the page has ended. */
  readonly done: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Serves the page that registers the app, to this machine alone. It hands out nothing without the token of the
 * printed address, takes an answer of GitHub's only with the state that it gave to GitHub, and ends with the first
 * registration. A name that a stranger makes point to this machine, and a page of another origin, are refused.
 */
export async function startSetup(options: SetupOptions): Promise<RunningSetup> {
  const [token, state] = [secretText(), secretText()];
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    const tell = async (): Promise<void> => {
      const page = await answer(request, { ...options, port, token, state });
      send(response, page);
      if (page.isLast) server.close(() => resolve());
    };
    void tell();
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 10_000;
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(options.port, '127.0.0.1', listening);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/?token=${token}`,
    done,
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((closed) => void server.close(() => closed()));
    },
  };
}

const secretText = (): string => randomBytes(32).toString('base64url');

interface Session extends SetupOptions {
  readonly token: string;
  readonly state: string;
}

async function answer(request: IncomingMessage, session: Session): Promise<Page> {
  const { host, origin } = request.headers;
  const own = ['localhost', '127.0.0.1'].map((name) => `${name}:${session.port}`);
  if (host === undefined || !own.includes(host)) return textPage(403, 'This page answers to localhost alone.');
  if (origin !== undefined && !own.some((name) => origin === `http://${name}`))
    return textPage(403, 'This page answers to no other page.');
  if (request.method !== 'GET') return textPage(405, 'Nothing is taken here.');
  const url = URL.parse(request.url ?? '/', `http://${host}`);
  if (url === null) return textPage(404, 'There is nothing here.');
  const { pathname, searchParams } = url;
  const given = (name: string): string => searchParams.get(name) ?? '';
  if (pathname === '/') {
    if (!isEqual(given('token'), session.token))
      return textPage(403, 'Open the address that npm start has printed; it holds a token.');
    const manifest = { ...session.manifest, redirect_url: `http://localhost:${session.port}/registered` };
    return setupPage(`${session.registerUrl}?state=${session.state}`, manifest);
  }
  if (pathname !== '/registered') return textPage(404, 'There is nothing here.');
  if (!isEqual(given('state'), session.state))
    return textPage(403, 'This registration was not begun here. Open the address that npm start has printed.');
  return await register(given('code'), session);
}

function isEqual(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}

async function register(code: string, { apiUrl, keep, fetch: reach = fetch }: Session): Promise<Page> {
  if (!/^[\w-]{1,200}$/.test(code)) return textPage(400, 'GitHub has given no code. Begin again.');
  try {
    const response = await withTimeLimit(reach)(`${apiUrl}/app-manifests/${code}/conversions`, {
      method: 'POST',
      headers: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' },
    });
    const app: unknown = response.ok ? await response.json() : null;
    if (!isRegistered(app)) return textPage(502, 'GitHub did not give the credentials of the app. Begin again.');
    keep({ appId: String(app.id), privateKey: app.pem, webhookSecret: app.webhook_secret });
    return registeredPage(`${app.html_url}/installations/new`);
  } catch {
    return textPage(502, 'The credentials of the app could not be had from GitHub, or not be written. Begin again.');
  }
}

interface RegisteredApp {
  readonly id: number;
  readonly pem: string;
  readonly webhook_secret: string;
  readonly html_url: string;
}

function isRegistered(app: unknown): app is RegisteredApp {
  if (typeof app !== 'object' || app === null) return false;
  const { id, pem, webhook_secret: secret, html_url: url } = app as Readonly<Record<string, unknown>>;
  return typeof id === 'number' && [pem, secret, url].every((each) => typeof each === 'string' && each !== '');
}

function send(response: ServerResponse, { status, type, body, formAction }: Page): void {
  response
    .writeHead(status, {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; frame-ancestors 'none'; form-action ${formAction}`,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      connection: 'close',
    })
    .end(body);
}
