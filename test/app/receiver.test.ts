import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FakeGitHub } from '../fake-github/fake-github.ts';
import { deliver, environmentFor, post, previousSecret, serve, sign } from './server-harness.ts';

const mostBytes = 25 * 1024 * 1024;
const github = new FakeGitHub();
const repository = github.createRepository('acme/infra', { 'a.yaml': 'one: 1\n' });
github.install('acme');
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  server = await serve(github);
});
beforeEach(() => {
  server.lines.length = 0;
});
afterAll(async () => {
  await server.stop();
});

const body = JSON.stringify({ action: 'opened', note: 'XYZZY' });
const headers = { 'x-github-delivery': 'd1', 'x-github-event': 'pull_request', 'x-hub-signature-256': sign(body) };

/** The lines about deliveries that were refused. */
const refusals = (): readonly unknown[] =>
  server.lines
    .map((line) => JSON.parse(line) as { msg?: string })
    .filter(({ msg }) => msg === 'delivery refused' || msg === 'a delivery could not be kept');

describe('a delivery', () => {
  test.each<[string, Record<string, string>, number]>([
    ['signed with the secret', {}, 202],
    ['signed with the secret before it', { 'x-hub-signature-256': sign(body, previousSecret) }, 202],
    ['with a charset', { 'content-type': 'application/json; charset=utf-8' }, 202],
    ['forged', { 'x-hub-signature-256': sign(body, 'guess') }, 401],
    ['signed with the word everybody knows', { 'x-hub-signature-256': sign(body, 'development') }, 401],
    ['signed with the empty secret', { 'x-hub-signature-256': sign(body, '') }, 401],
    ['with a signature of another length', { 'x-hub-signature-256': 'sha256=00' }, 401],
    ['without a signature', { 'x-hub-signature-256': '' }, 400],
    ['without an id', { 'x-github-delivery': '' }, 400],
    ['without an event', { 'x-github-event': '' }, 400],
    ['as a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['as text', { 'content-type': 'text/plain; application/json' }, 415],
  ])('%s', async (_, more, status) => {
    const response = await post(server.port, body, { ...headers, ...more });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('text/plain');
    expect(refusals()).toMatchObject(status === 202 ? [] : [{ level: 'warn', status }]);
    expect(server.lines.join('')).not.toContain('XYZZY');
  });

  test('is taken with one secret only when there is no other', async () => {
    const other = await serve(github, { ...environmentFor(github), previousSecret: null });
    const statuses: number[] = [];
    for (const key of [undefined, previousSecret, '', 'null']) {
      const signature = sign(body, key);
      statuses.push((await post(other.port, body, { ...headers, 'x-hub-signature-256': signature })).status);
    }
    await other.stop();
    expect(statuses).toEqual([202, 401, 401, 401]);
  });

  test.each([
    ['that is not JSON', '{"XYZZY', 400],
    ['that is a list', '["XYZZY"]', 400],
    ['that is null', 'null', 400],
    ['that is a text', '"XYZZY"', 400],
    ['of other letters than ASCII', '{"note":"Ünïcødé – 漢字"}', 202],
  ])('%s', async (_, text, status) => {
    const response = await post(server.port, text, { ...headers, 'x-hub-signature-256': sign(text) });
    expect(response.status).toBe(status);
    expect(server.lines.join('')).not.toContain('XYZZY');
  });

  test.each([
    ['changed after it was signed', Buffer.from('{"action":"closed"}'), headers, 401],
    ['that is empty', '', { ...headers, 'x-hub-signature-256': sign('') }, 400],
  ])('%s', async (_, sent, signed, status) => {
    expect((await post(server.port, sent, signed)).status).toBe(status);
  });

  test.each([
    ['as large as GitHub sends them', mostBytes, 202],
    ['larger than GitHub sends them', mostBytes + 1, 413],
  ])('%s', async (_, bytes, status) => {
    const text = '{}'.padEnd(bytes);
    const signature = status === 202 ? sign(text) : sign(body);
    const response = await post(server.port, text, { ...headers, 'x-hub-signature-256': signature });
    expect(response.status).toBe(status);
  });

  test.each([
    ['to another path', 'POST', '/', 404],
    ['to a path below', 'POST', '/api/github/webhooks/x', 404],
    ['with a query', 'POST', '/api/github/webhooks?x=1', 202],
    ['with PUT', 'PUT', '/api/github/webhooks', 404],
  ])('%s', async (_, method, path, status) => {
    const sent = { method, headers: { ...headers, 'content-type': 'application/json' }, body };
    expect((await fetch(`http://127.0.0.1:${server.port}${path}`, sent)).status).toBe(status);
    expect(refusals()).toEqual([]);
  });

  test.each([
    ['that is one', 'a-1_B', 'a-1_B'],
    ['that is somebody’s text', 'XYZZY is here', 'unknown'],
    ['that begins like one', 'a-1 XYZZY', 'unknown'],
    ['that ends like one', 'XYZZY a-1', 'unknown'],
    ['that is too long', 'x'.repeat(65), 'unknown'],
  ])('is logged when it is refused, with an id %s', async (_, id, logged) => {
    await post(server.port, body, { ...headers, 'x-github-delivery': id, 'x-hub-signature-256': sign(body, 'guess') });
    expect(refusals()).toMatchObject([{ delivery: logged }]);
    expect(server.lines.join('')).not.toContain('XYZZY');
  });

  test('that the queue cannot keep is not answered with success', async () => {
    const now = github.clock.now.bind(github.clock);
    github.openPull(repository, { 'a.yaml': 'one: 2\n' }, { branch: 'PLUGH' });
    const event = github.events.at(-1);
    if (!event) throw new Error('no event');
    // The queue asks for the time within its transaction.
    github.clock.now = () => {
      throw new Error('the disk is full');
    };
    expect((await deliver(server.port, event)).status).toBe(503);
    github.clock.now = now;
    expect(refusals()).toMatchObject([
      { level: 'error', msg: 'a delivery could not be kept' },
      { level: 'warn', status: 503, delivery: event.id },
    ]);
    expect(server.lines.join('')).not.toContain('PLUGH');
    // GitHub sends it again.
    expect((await deliver(server.port, event)).status).toBe(202);
  });
});
