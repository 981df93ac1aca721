import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { fixedSecrets } from '../../src/app/webhook-secret.ts';
import { createWebhookHandler, type WebhookHandlerOptions } from '../../src/serve/webhook-handler.ts';
import { FakeGitHub } from '../fake-github/fake-github.ts';
import { silent } from '../github/harness.ts';
import { deliver, secret } from './server-harness.ts';

/** What is counted of one event of a pull request, and the answer. */
async function counted(enqueue: WebhookHandlerOptions['queue']['enqueue']): Promise<readonly [number, unknown[]]> {
  const github = new FakeGitHub();
  github.install('acme');
  github.openPull(github.createRepository('acme/infra', { 'a.yaml': 'one: 1\n' }), { 'a.yaml': 'one: 2\n' });
  const counts: unknown[] = [];
  const handler = createWebhookHandler({
    path: '/api/github/webhooks',
    app: github.app.id,
    secrets: fixedSecrets(secret, null),
    queue: { enqueue },
    log: silent,
    count: (...about) => void counts.push(about),
    queued: () => undefined,
  });
  const server = createServer((request, response) => void handler(request, response));
  onTestFinished(() => void server.close());
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  const [event] = github.events;
  if (!event) throw new Error('nothing was opened');
  const { status } = await deliver((server.address() as AddressInfo).port, event);
  return [status, counts];
}

test('a delivery is counted by the status that it was answered with', async () => {
  expect(await counted(async () => await Promise.resolve(true))).toEqual([202, [['Deliveries', 1, { status: '202' }]]]);
});

test('a good delivery that could not be kept is counted apart', async () => {
  const full = async (): Promise<never> => await Promise.reject(new Error('disk full'));
  expect(await counted(full)).toEqual([
    503,
    [
      ['Deliveries', 1, { status: '503' }],
      ['DeliveriesNotKept', 1],
    ],
  ]);
});
