import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Received } from '../../src/app/receiver.ts';
import { receive } from '../../src/lambda/receive.ts';
import { WebhookSecrets } from '../../src/lambda/secrets.ts';
import { handler } from '../../src/lambda/receiver.ts';
import { SqsQueue } from '../../src/queue/sqs-queue.ts';
import type { Message } from '../../src/queue/queue.ts';
import { FakeGitHub } from '../fake-github/fake-github.ts';
import { sign, secret, previousSecret } from '../app/server-harness.ts';
import { startSqs, type FakeSqs } from './fake-aws.ts';

const github = new FakeGitHub();
github.install('acme');
github.openPull(
  github.createRepository('acme/infra', { 'a.yaml': 'one: 1\n' }),
  { 'a.yaml': 'one: 2\n' },
  { branch: 'XYZZY' },
);
const body = JSON.stringify(github.events[0]?.payload);
const headers = {
  'content-type': 'application/json',
  'X-GitHub-Delivery': 'd1',
  'X-GitHub-Event': 'pull_request',
  'X-Hub-Signature-256': sign(body),
};

const version2 = { headers, body, isBase64Encoded: false, requestContext: { http: { method: 'POST' } } };

/** What the receiver answers, queues and logs. */
async function received(
  event: unknown,
  variables: Record<string, string> = { WEBHOOK_SECRET: secret, PORTCULLIS_WEBHOOK_SECRET_PREVIOUS: previousSecret },
  enqueue: (message: Message) => Promise<boolean> = async () => await Promise.resolve(true),
): Promise<{ status: number; queued: Message[]; lines: Received[] }> {
  const queued: Message[] = [];
  const lines: Received[] = [];
  const { statusCode } = await receive(event, {
    app: github.app.id,
    secrets: new WebhookSecrets(variables, Date.now),
    queue: {
      enqueue: async (message) => {
        queued.push(message);
        return await enqueue(message);
      },
    },
    log: (line) => lines.push(line),
  });
  return { status: statusCode, queued, lines };
}

const signedWith = (key: string, text = body): typeof headers => ({
  ...headers,
  'X-Hub-Signature-256': sign(text, key),
});

describe('an event', () => {
  test.each([
    ['of a function URL', version2],
    ['of an HTTP API, version 1', { headers, body, isBase64Encoded: false, httpMethod: 'POST' }],
    ['in base64', { ...version2, body: Buffer.from(body).toString('base64'), isBase64Encoded: true }],
    ['with a charset', { ...version2, headers: { ...headers, 'content-type': 'Application/JSON ; charset=utf-8' } }],
    ['signed with the secret before', { ...version2, headers: signedWith(previousSecret) }],
  ])('%s is queued as a pointer', async (_, event) => {
    const { status, queued } = await received(event);
    expect(status).toBe(202);
    expect(queued).toMatchObject([{ id: 'd1', group: expect.stringMatching(/^\d+\/\d+:pull:1$/) as string }]);
    expect(queued[0]?.body.length).toBeLessThan(500);
  });

  test.each([
    ['forged', { ...version2, headers: signedWith('guess') }, 401],
    ['signed with the word everybody knows', { ...version2, headers: signedWith('development') }, 401],
    ['changed after it was signed', { ...version2, body: `${body} ` }, 401],
    ['without a signature', { ...version2, headers: { ...headers, 'X-Hub-Signature-256': '' } }, 400],
    ['without an event', { ...version2, headers: { ...headers, 'X-GitHub-Event': '' } }, 400],
    ['without headers', { ...version2, headers: null }, 400],
    ['that is empty', { ...version2, body: '', headers: signedWith(secret, '') }, 400],
    ['with an id that is not GitHub’s', { ...version2, headers: { ...headers, 'X-GitHub-Delivery': 'XYZZY\n' } }, 400],
    ['with an id that begins like one', { ...version2, headers: { ...headers, 'X-GitHub-Delivery': 'd1 XYZZY' } }, 400],
    ['with an id that ends like one', { ...version2, headers: { ...headers, 'X-GitHub-Delivery': 'XYZZY d1' } }, 400],
    ['with an id that is too long', { ...version2, headers: { ...headers, 'X-GitHub-Delivery': 'd'.repeat(65) } }, 400],
    ['as nearly JSON', { ...version2, headers: { ...headers, 'content-type': 'application/jsonp' } }, 415],
    ['as text', { ...version2, headers: { ...headers, 'content-type': 'text/plain, application/json' } }, 415],
    ['as nothing', { ...version2, headers: { ...headers, 'content-type': undefined } }, 415],
    ['that is null', { ...version2, body: 'null', headers: signedWith(secret, 'null') }, 400],
    ['that is a text', { ...version2, body: '"XYZZY"', headers: signedWith(secret, '"XYZZY"') }, 400],
    ['as a form', { ...version2, headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' } }, 415],
    ['too large', { ...version2, body: 'XYZZY'.repeat(1_300_000) }, 413],
    ['not JSON', { ...version2, body: '{"XYZZY', headers: signedWith(secret, '{"XYZZY') }, 400],
    ['not an object', { ...version2, body: '["XYZZY"]', headers: signedWith(secret, '["XYZZY"]') }, 400],
    ['with GET', { ...version2, requestContext: { http: { method: 'GET' } } }, 405],
    ['of something else', { Records: [] }, 405],
  ])('%s is refused without a trace of its payload', async (_, event, status) => {
    const answer = await received(event);
    expect(answer).toMatchObject({ status, queued: [] });
    expect(JSON.stringify(answer.lines)).not.toContain('XYZZY');
  });

  test('that asks for nothing is answered and forgotten', async () => {
    const own = JSON.stringify({ action: 'created', check_run: { app: { id: github.app.id } } });
    const event = { ...version2, body: own, headers: { ...signedWith(secret, own), 'X-GitHub-Event': 'check_run' } };
    expect(await received(event)).toMatchObject({ status: 202, queued: [] });
  });

  test.each<[string, unknown, Partial<Received>]>([
    ['taken', version2, { delivery: 'd1', event: 'pull_request', status: 202, why: 'accepted', kind: 'pull' }],
    [
      'refused',
      { ...version2, headers: signedWith('guess') },
      { delivery: 'd1', event: 'pull_request', status: 401, kind: null },
    ],
    [
      'refused, with foreign headers',
      { ...version2, headers: { ...headers, 'X-GitHub-Delivery': 'a b', 'X-GitHub-Event': 'pull request' } },
      { delivery: 'unknown', event: 'unknown', status: 400, kind: null },
    ],
    ['not one', {}, { delivery: 'unknown', event: 'unknown', status: 405, kind: null }],
  ])('that is %s makes one line of the log', async (_, event, line) => {
    expect((await received(event)).lines).toMatchObject([line]);
  });

  test('that the queue did not take is not answered with success', async () => {
    const refuse = async (): Promise<boolean> => await Promise.reject(new Error('XYZZY'));
    const { status, lines } = await received(version2, { WEBHOOK_SECRET: secret }, refuse);
    expect(status).toBe(503);
    expect(JSON.stringify(lines)).not.toContain('XYZZY');
  });

  test.each([{}, { WEBHOOK_SECRET: 'development' }, { WEBHOOK_SECRET: ' ' }])(
    'is refused when the secret is %j',
    async (variables: Record<string, string>) => {
      const event = { ...version2, headers: signedWith('development') };
      expect(await received(event, variables)).toMatchObject({ status: 503, queued: [] });
    },
  );

  test('signed with a secret that was rotated in is taken once the secrets are read again', async () => {
    const variables: Record<string, string> = { WEBHOOK_SECRET: 'old' };
    let now = 0;
    const secrets = new WebhookSecrets(variables, () => now);
    const options = {
      app: 1,
      secrets,
      queue: { enqueue: async () => await Promise.resolve(true) },
      log: () => undefined,
    };
    expect((await receive({ ...version2, headers: signedWith('old') }, options)).statusCode).toBe(202);
    variables['WEBHOOK_SECRET'] = 'new';
    expect((await receive({ ...version2, headers: signedWith('new') }, options)).statusCode).toBe(401);
    now = 59_999;
    expect((await receive({ ...version2, headers: signedWith('new') }, options)).statusCode).toBe(401);
    now = 60_000;
    // A forged one that comes just then makes us read, and is refused all the same.
    expect((await receive({ ...version2, headers: signedWith('guess') }, options)).statusCode).toBe(401);
    expect((await receive({ ...version2, headers: signedWith('new') }, options)).statusCode).toBe(202);
    expect((await receive({ ...version2, headers: signedWith('old') }, options)).statusCode).toBe(401);
    variables['WEBHOOK_SECRET'] = 'newer';
    now = 119_999;
    expect((await receive({ ...version2, headers: signedWith('newer') }, options)).statusCode).toBe(401);
    now = 120_000;
    expect((await receive({ ...version2, headers: signedWith('newer') }, options)).statusCode).toBe(202);
  });
});

describe('the function', () => {
  let sqs: FakeSqs;
  beforeAll(async () => {
    sqs = await startSqs();
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await sqs.close();
  });

  test('signs its own request, and the queue has the job', async () => {
    const urls = await sqs.createQueues();
    const variables = {
      APP_ID: String(github.app.id),
      WEBHOOK_SECRET: secret,
      QUEUE_URL: urls.queue,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL_SQS: sqs.endpoint,
    };
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    expect(await handler(version2)).toMatchObject({ statusCode: 202 });
    vi.restoreAllMocks();
    expect(await new SqsQueue(sqs.client, urls).lease(1)).toMatchObject([{ messages: [{ id: 'd1' }] }]);
  });
});
