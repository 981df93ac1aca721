import { describe, expect, test } from 'vitest';
import { receiveWebhook, type Received, type WebhookRequest } from '../../src/app/receiver.ts';
import { fixedSecrets, type WebhookSecretSource } from '../../src/app/webhook-secret.ts';
import type { Message } from '../../src/queue/queue.ts';
import { FakeGitHub } from '../fake-github/fake-github.ts';
import { previousSecret, secret, sign } from './server-harness.ts';

const github = new FakeGitHub();
github.install('acme');
github.openPull(github.createRepository('acme/infra', { 'a.yaml': 'one: 1\n' }), { 'a.yaml': 'one: 2\n' });
const opened = JSON.stringify(github.events[0]?.payload);

interface Sent {
  readonly method?: string;
  readonly body?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

function requestOf({ method = 'POST', body = opened, headers = {} }: Sent): WebhookRequest {
  const named = {
    'content-type': 'application/json',
    'x-github-delivery': 'd1',
    'x-github-event': 'pull_request',
    'x-hub-signature-256': sign(body ?? opened),
    ...headers,
  };
  return { method, headers: new Map(Object.entries(named)), body: body === null ? null : Buffer.from(body) };
}

interface Taken extends Received {
  readonly queued: readonly Message[];
  readonly errors: readonly unknown[];
}

async function taken(
  sent: Sent | null,
  secrets: WebhookSecretSource = fixedSecrets(secret, previousSecret),
  enqueue: (message: Message) => Promise<boolean> = async () => await Promise.resolve(true),
): Promise<Taken> {
  const queued: Message[] = [];
  const errors: unknown[] = [];
  const queue = {
    enqueue: async (message: Message) => {
      const isNew = await enqueue(message);
      queued.push(message);
      return isNew;
    },
  };
  const received = await receiveWebhook(sent && requestOf(sent), {
    app: github.app.id,
    secrets,
    queue,
    failed: (error) => errors.push(error),
  });
  return { ...received, queued, errors };
}

describe('a webhook', () => {
  test.each<[string, Sent]>([
    ['signed with the secret', {}],
    ['signed with the secret before it', { headers: { 'x-hub-signature-256': sign(opened, previousSecret) } }],
    ['with a charset', { headers: { 'content-type': 'Application/JSON ; charset=utf-8' } }],
  ])('%s is queued as a pointer', async (_, sent) => {
    const { queued, errors, ...received } = await taken(sent);
    expect(received).toEqual({
      delivery: 'd1',
      event: 'pull_request',
      status: 202,
      why: 'accepted',
      kind: 'pull',
    });
    expect(queued).toMatchObject([{ id: 'd1' }]);
    expect(errors).toEqual([]);
  });

  test('that asks for nothing is accepted and forgotten', async () => {
    const sent = { headers: { 'x-github-event': 'installation' } };
    expect(await taken(sent)).toMatchObject({ status: 202, why: 'nothing to do', kind: null, queued: [] });
  });

  test.each<[string, Sent | null, number]>([
    ['that is no request', null, 405],
    ['with PUT', { method: 'PUT' }, 405],
    ['without an id', { headers: { 'x-github-delivery': '' } }, 400],
    ['with an id that is not GitHub’s', { headers: { 'x-github-delivery': 'a b' } }, 400],
    ['with an id that is too long', { headers: { 'x-github-delivery': 'a'.repeat(65) } }, 400],
    ['without an event', { headers: { 'x-github-event': '' } }, 400],
    ['with an event that is not GitHub’s', { headers: { 'x-github-event': 'pull request' } }, 400],
    ['without a signature', { headers: { 'x-hub-signature-256': '' } }, 400],
    ['as nearly JSON', { headers: { 'content-type': 'application/jsonp' } }, 415],
    ['as a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415],
    ['that is too large', { body: null }, 413],
    ['that is empty', { body: '' }, 400],
    ['forged', { headers: { 'x-hub-signature-256': sign(opened, 'guess') } }, 401],
    ['changed after it was signed', { body: `${opened} `, headers: { 'x-hub-signature-256': sign(opened) } }, 401],
    ['that is not JSON', { body: '{"a' }, 400],
    ['that is a list', { body: '[]' }, 400],
    ['that is null', { body: 'null' }, 400],
  ])('%s is refused', async (_, sent, status) => {
    expect(await taken(sent)).toMatchObject({ status, kind: null, queued: [], errors: [] });
  });

  test('is named only by headers that are names', async () => {
    const headers = { 'x-github-delivery': 'XYZZY is here', 'x-github-event': 'XYZZY\n' };
    expect(await taken({ headers })).toMatchObject({ delivery: 'unknown', event: 'unknown' });
    expect(await taken(null)).toMatchObject({ delivery: 'unknown', event: 'unknown' });
  });

  test('that cannot be kept is not answered with success, and the reason is told', async () => {
    const full = new Error('the disk is full');
    const answer = await taken({}, undefined, async () => await Promise.reject(full));
    expect(answer).toMatchObject({ status: 503, kind: null, queued: [], errors: [full] });
  });

  test('is taken for good by nobody who has no secret', async () => {
    const none = new Error('no secret');
    const secrets = { all: async () => await Promise.reject(none), refresh: async () => await Promise.resolve(true) };
    expect(await taken({}, secrets)).toMatchObject({ status: 503, queued: [], errors: [none] });
  });

  test('signed with a newer secret is taken once that was read', async () => {
    let known = 'old';
    const secrets = {
      all: async () => await Promise.resolve([known]),
      refresh: async () => {
        known = secret;
        return await Promise.resolve(true);
      },
    };
    expect(await taken({}, secrets)).toMatchObject({ status: 202, kind: 'pull' });
    expect(await taken({}, fixedSecrets('old', null))).toMatchObject({ status: 401 });
  });
});
