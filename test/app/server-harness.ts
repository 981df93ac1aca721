import { createHmac, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '../../src/app/logger.ts';
import type { Environment } from '../../src/serve/environment.ts';
import { inProcess } from '../../src/session/in-process.ts';
import { startServer, type RunningServer } from '../../src/serve/server.ts';
import type { FakeGitHub } from '../fake-github/fake-github.ts';
import type { FakeEvent } from '../fake-github/payloads.ts';
import { fakeFetch } from '../fake-github/server.ts';
import { toyEngine } from '../github/harness.ts';

const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs1', format: 'pem' })
  .toString();

export const secret = 'a long secret';
export const previousSecret = 'the secret before it';

export function environmentFor(
  github: FakeGitHub,
  dataDirectory = mkdtempSync(join(tmpdir(), 'portcullis-data-')),
): Environment {
  return {
    app: github.app.id,
    privateKey,
    secret,
    previousSecret,
    webhookPath: '/api/github/webhooks',
    host: '127.0.0.1',
    port: 0,
    baseUrl: 'https://api.github.com',
    logLevel: 'debug',
    dataDirectory,
    metricsPort: null,
  };
}

/** A real server on loopback that speaks to a fake GitHub, and every line it logs. */
export async function serve(
  github: FakeGitHub,
  environment = environmentFor(github),
  reach = fakeFetch(github),
): Promise<RunningServer & { readonly lines: string[] }> {
  const lines: string[] = [];
  const log = createLogger('debug', { write: (line: string) => void lines.push(line) });
  const server = await startServer({
    environment,
    reviewer: inProcess(toyEngine),
    log,
    clock: github.clock,
    fetch: reach,
  });
  return { ...server, lines };
}

export function sign(body: string, key = secret): string {
  return `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
}

/** Sends an event as GitHub would. */
export async function deliver(
  port: number,
  { id, name, payload }: FakeEvent,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const body = JSON.stringify(payload);
  return await post(port, body, {
    'x-github-delivery': id,
    'x-github-event': name,
    'x-hub-signature-256': sign(body),
    ...headers,
  });
}

export async function post(
  port: number,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const url = `http://127.0.0.1:${port}/api/github/webhooks`;
  return await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
}

/** Waits until something is so; a test that waits for ever fails by its own time limit. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
}
