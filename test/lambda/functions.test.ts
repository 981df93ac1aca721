import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createContainer } from '../../src/lambda/container.ts';
import { sign } from '../app/server-harness.ts';

const PRIVATE_KEY = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs1', format: 'pem' })
  .toString();

let server: Server;
let asked: string[];
let variables: Record<string, string>;

/** Stands for AWS and for GitHub, and answers nothing to anybody. */
beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume().on('end', () => {
      asked.push(`${request.method} ${request.url}`);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
beforeEach(() => {
  // Each test has a function that was never called.
  vi.resetModules();
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  asked = [];
  variables = {
    APP_ID: '4711',
    PRIVATE_KEY,
    WEBHOOK_SECRET: 'secret',
    LOG_LEVEL: 'silent',
    GHE_HOST: host,
    GHE_PROTOCOL: 'http',
    QUEUE_URL: `http://${host}/jobs.fifo`,
    DEAD_LETTERS_URL: `http://${host}/dead.fifo`,
    TABLE: 'ledger',
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_SQS: `http://${host}`,
  };
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
});

/** The environment of the function, with a change. */
function stub(change: Record<string, string> = {}): void {
  for (const [name, value] of Object.entries({ ...variables, ...change })) vi.stubEnv(name, value);
}

const contextWith = (remaining: number): Context =>
  ({ awsRequestId: 'invocation', getRemainingTimeInMillis: () => remaining }) as Context;

describe('a container', () => {
  test.each<[string, Record<string, string>, string]>([
    ['no app', { APP_ID: '' }, 'APP_ID must be the number'],
    ['an app by name', { APP_ID: 'Iv1.abc' }, 'APP_ID must be the number'],
    ['half an app', { APP_ID: '0.5' }, 'APP_ID must be the number'],
    ['a negative app', { APP_ID: '-1' }, 'APP_ID must be the number'],
    ['app 0', { APP_ID: '0' }, 'APP_ID must be the number'],
    ['no key', { PRIVATE_KEY: '' }, 'There is no private key. Store'],
    ['a key that is none', { PRIVATE_KEY: 'XYZZY' }, 'The private key is not in PEM form. Store'],
  ])('is not built with %s', async (_, change, message) => {
    const building = createContainer('worker', { ...variables, ...change });
    await expect(building).rejects.toThrow(message);
    await expect(building).rejects.not.toThrow('XYZZY');
  });

  test.each<[string, Record<string, string>, string]>([
    ['github.com', { GHE_HOST: '' }, 'https://api.github.com'],
    ['a server of one’s own', { GHE_HOST: 'github.acme.test', GHE_PROTOCOL: 'http' }, 'http://github.acme.test/api/v3'],
  ])('speaks with %s', async (_, change, baseUrl) => {
    const { context } = await createContainer('worker', { ...variables, ...change });
    const client = await context.probot.auth();
    expect(client.request.endpoint.DEFAULTS.baseUrl).toBe(baseUrl);
  });

  test('speaks with a server of one’s own over TLS unless told otherwise', async () => {
    const { GHE_PROTOCOL: _, ...rest } = variables;
    const { context } = await createContainer('worker', { ...rest, GHE_HOST: 'github.acme.test' });
    const client = await context.probot.auth();
    expect(client.request.endpoint.DEFAULTS.baseUrl).toBe('https://github.acme.test/api/v3');
  });

  test('has the app, the queue, and four minutes for a lease', async () => {
    const { context, queue } = await createContainer('worker', variables);
    expect(context).toMatchObject({ app: 4711, time: 240_000 });
    expect(context.queue).toBe(queue);
    expect(context.limits(1)).toBe(context.limits(1));
  });
});

describe('the worker', () => {
  test('works on a batch of nothing', async () => {
    stub();
    const { handler } = await import('../../src/lambda/worker.ts');
    expect(await handler({ Records: [] }, contextWith(300_000))).toEqual({ batchItemFailures: [] });
  });

  test('that could not be built is built by the next invocation', async () => {
    stub({ APP_ID: '' });
    const { handler } = await import('../../src/lambda/worker.ts');
    await expect(handler({ Records: [] }, contextWith(300_000))).rejects.toThrow('APP_ID');
    stub();
    expect(await handler({ Records: [] }, contextWith(300_000))).toEqual({ batchItemFailures: [] });
    // And is kept from then on.
    stub({ APP_ID: '' });
    expect(await handler({ Records: [] }, contextWith(300_000))).toEqual({ batchItemFailures: [] });
  });
});

describe('the sweeper', () => {
  const nothing = { redelivered: 0, gaveUp: 0, restarted: 0 };

  test('keeps half a minute back', async () => {
    stub();
    const { handler } = await import('../../src/lambda/sweeper.ts');
    expect(await handler({}, contextWith(30_000))).toEqual(nothing);
    expect(asked).toEqual([]);
    // The half minute is not over.
    await handler({}, contextWith(60_000));
    expect(asked).toContain('POST /');
  });

  test('that could not be built is built by the next invocation', async () => {
    stub({ APP_ID: '' });
    const { handler } = await import('../../src/lambda/sweeper.ts');
    await expect(handler({}, contextWith(0))).rejects.toThrow('APP_ID');
    stub();
    expect(await handler({}, contextWith(0))).toEqual(nothing);
    stub({ APP_ID: '' });
    expect(await handler({}, contextWith(0))).toEqual(nothing);
  });
});

describe('the receiver', () => {
  const body = JSON.stringify({
    action: 'opened',
    number: 1,
    pull_request: { number: 1, head: { sha: 'a'.repeat(40) }, base: { ref: 'main' }, draft: false },
    repository: { id: 1, name: 'infra', owner: { login: 'acme' } },
    installation: { id: 1 },
    sender: { login: 'author', type: 'User' },
  });
  const event = {
    requestContext: { http: { method: 'POST' } },
    headers: {
      'content-type': 'application/json',
      'x-github-delivery': 'd1',
      'x-github-event': 'pull_request',
      'x-hub-signature-256': sign(body, 'secret'),
    },
    body,
  };

  test.each([
    ['no app', { APP_ID: '' }, 'APP_ID'],
    ['an app by name', { APP_ID: 'Iv1.abc' }, 'APP_ID'],
    ['app 0', { APP_ID: '0' }, 'APP_ID'],
    ['no queue', { QUEUE_URL: '' }, 'QUEUE_URL'],
  ])('answers nobody with %s', async (_, change, message) => {
    stub(change);
    const { handler } = await import('../../src/lambda/receiver.ts');
    await expect(handler(event)).rejects.toThrow(message);
    stub();
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    expect(await handler(event)).toMatchObject({ statusCode: 202 });
  });

  test('counts each delivery by its status, in one line of the log', async () => {
    stub();
    vi.useFakeTimers({ toFake: ['Date'], now: 1_795_514_400_000 });
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const { handler } = await import('../../src/lambda/receiver.ts');
    await handler(event);
    vi.useRealTimers();
    expect(asked).toEqual(['POST /']);
    expect(write).toHaveBeenCalledTimes(1);
    const line = JSON.parse(String(write.mock.calls[0]?.[0])) as object;
    const metric = { Namespace: 'Portcullis', Metrics: [{ Name: 'Deliveries', Unit: 'Count' }] };
    expect(line).toMatchObject({
      _aws: { Timestamp: 1_795_514_400_000, CloudWatchMetrics: [metric] },
      Deliveries: 1,
      part: 'receiver',
      delivery: 'd1',
      event: 'pull_request',
      status: '202',
      why: 'accepted',
      kind: 'pull',
    });
  });
});
