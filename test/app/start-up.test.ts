import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { FakeGitHub } from '../fake-github/fake-github.ts';
import { environmentFor, serve } from './server-harness.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'portcullis-data-'));

/** Why a server does not start with this change of its environment; null where it does. */
async function refusal(
  change: Partial<ReturnType<typeof environmentFor>>,
  github = new FakeGitHub(),
): Promise<string | null> {
  try {
    const server = await serve(github, { ...environmentFor(github), ...change });
    onTestFinished(async () => await server.stop());
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function written(name: string, text: string): string {
  const directory = folder();
  writeFileSync(join(directory, name), text);
  return directory;
}

test.each<[string, () => string, RegExp]>([
  ['a data directory that is a file', () => join(written('file', ''), 'file'), /which is a file\. Name a directory/],
  ['a data directory below a file', () => join(written('file', ''), 'file/data'), /cannot be written to \(ENOTDIR\)/],
  ['a damaged queue', () => written('queue.sqlite', 'no database '.repeat(100)), /is damaged, .* Move it away/],
])('%s is told in one sentence with the remedy', async (_, directory, said) => {
  expect(await refusal({ dataDirectory: directory() })).toMatch(said);
});

test('a queue of a newer release is left as it is', async () => {
  const directory = folder();
  const database = new DatabaseSync(join(directory, 'queue.sqlite'));
  database.exec('pragma user_version = 99');
  database.close();
  expect(await refusal({ dataDirectory: directory })).toMatch(/was written by a newer release/);
});

test('a second server on one data directory is refused', async () => {
  const directory = folder();
  expect(await refusal({ dataDirectory: directory })).toBe(null);
  expect(await refusal({ dataDirectory: directory })).toMatch(/^Another process has the queue .* stop the other/);
});

test('a port in use is named', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  expect(await refusal({ port })).toBe(
    `Port ${port} of 127.0.0.1 is in use. Set PORT (or PORTCULLIS_METRICS_PORT) to another one, or stop what uses it.`,
  );
});

test('an address of another machine is named', async () => {
  expect(await refusal({ host: '192.0.2.1' })).toMatch(/HOST names 192\.0\.2\.1, which is no address of this machine/);
});

test.each<[string, number, RegExp]>([
  ['a key that GitHub does not take', 401, /does not take the private key/],
  ['the id of no app', 404, /knows no app 4711/],
])('%s is found before anything is accepted', async (_, status, said) => {
  const github = new FakeGitHub();
  github.fault = ({ path }) => (path === '/app' ? { kind: 'status', status } : null);
  expect(await refusal({}, github)).toMatch(said);
});

test('a GitHub that does not answer keeps nobody from starting', async () => {
  const github = new FakeGitHub();
  github.fault = () => ({ kind: 'status', status: 502 });
  expect(await refusal({}, github)).toBe(null);
});
