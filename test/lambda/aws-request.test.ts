import type { IncomingHttpHeaders } from 'node:http';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { awsEndpoint, awsRequest } from '../../src/lambda/aws-request.ts';
import { readSecrets, WebhookSecrets } from '../../src/lambda/secrets.ts';

interface Asked {
  readonly headers: IncomingHttpHeaders;
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly body: string;
}

let server: Server;
let asked: Asked[];
let answer: { status: number; body: string };
/** What is answered before that, the first first. */
let before: { status: number; body: string }[];
let variables: Record<string, string>;

/** An AWS that answers what a test wants. */
beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { headers, method, url } = request;
      asked.push({ headers, method, url, body: Buffer.concat(chunks).toString() });
      const { status, body } = before.shift() ?? answer;
      if (status === 0) request.socket.destroy();
      else response.writeHead(status).end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
beforeEach(() => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  asked = [];
  before = [];
  answer = { status: 200, body: '{}' };
  variables = {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'XYZZY',
    AWS_ENDPOINT_URL_SSM: url,
    AWS_ENDPOINT_URL_SQS: url,
  };
});
afterAll(async () => {
  server.close();
  await once(server, 'close');
});

test.each<[string, 'sqs' | 'ssm', Record<string, string>, string, string]>([
  ['of a region', 'sqs', { AWS_REGION: 'eu-central-1' }, 'https://sqs.eu-central-1.amazonaws.com', 'eu-central-1'],
  ['of China', 'ssm', { AWS_REGION: 'cn-north-1' }, 'https://ssm.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
  ['of no region', 'ssm', {}, 'https://ssm.us-east-1.amazonaws.com', 'us-east-1'],
  ['that is given', 'sqs', { AWS_ENDPOINT_URL_SQS: 'http://here' }, 'http://here', 'us-east-1'],
  [
    'that is given to another',
    'ssm',
    { AWS_ENDPOINT_URL_SQS: 'x' },
    'https://ssm.us-east-1.amazonaws.com',
    'us-east-1',
  ],
])('the endpoint %s', (_, service, given, url, region) => {
  expect(awsEndpoint(service, given)).toEqual({ service, region, url });
});

describe('a request', () => {
  const send = async (service: 'sqs' | 'ssm' = 'sqs', input: object = { Ü: 1 }): Promise<unknown> =>
    await awsRequest(awsEndpoint(service, variables), 'Amazon.Do', input, variables);

  test.each(['sqs', 'ssm'] as const)('to %s is signed in the form of the service', async (service) => {
    answer.body = '{"Answer":1}';
    expect(await send(service)).toEqual({ Answer: 1 });
    const [{ headers, ...request } = { headers: {} }] = asked;
    expect(request).toEqual({ method: 'POST', url: '/', body: '{"Ü":1}' });
    expect(headers).toMatchObject({
      'content-type': `application/x-amz-json-1.${service === 'sqs' ? 0 : 1}`,
      'content-length': '8',
      'x-amz-target': 'Amazon.Do',
    });
    expect(headers.authorization).toMatch(
      new RegExp(
        `^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/\\d{8}/eu-central-1/${service}/aws4_request, SignedHeaders=[^,]*host[^,]*, Signature=[0-9a-f]{64}$`,
      ),
    );
    expect(headers).not.toHaveProperty('x-amz-security-token');
  });

  test('carries the token of a session', async () => {
    variables['AWS_SESSION_TOKEN'] = 'session';
    await send();
    expect(asked[0]?.headers['x-amz-security-token']).toBe('session');
  });

  test.each([
    [400, '{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"PLUGH"}', '400 QueueDoesNotExist'],
    [400, '{"__type" : "AccessDenied"}', '400 AccessDenied'],
    [500, 'PLUGH', '500 unknown error'],
    [302, '', '302 unknown error'],
  ])('that is answered with %i %s fails with the kind of the error and nothing else', async (status, body, why) => {
    answer = { status, body };
    await expect(send('ssm', { Secret: 'XYZZY' })).rejects.toMatchObject({
      name: 'AwsError',
      message: `Amazon.Do was answered with ${why}`,
    });
  });

  test('that gets no answer fails with the reason', async () => {
    answer = { status: 0, body: '' };
    await expect(send()).rejects.toMatchObject({ name: 'AwsError', message: 'Amazon.Do got no answer (ECONNRESET)' });
  });

  test.each<[string, { status: number; body: string }[], number]>([
    ['an error of the service', [{ status: 503, body: '' }], 2],
    [
      'no answer, twice',
      [
        { status: 0, body: '' },
        { status: 0, body: '' },
      ],
      3,
    ],
    ['a limit', [{ status: 400, body: '{"__type":"com.amazonaws.sqs#RequestThrottled"}' }], 2],
  ])('is sent again after %s', async (_, failures, times) => {
    before = failures;
    answer.body = '{"Answer":1}';
    expect(await send()).toEqual({ Answer: 1 });
    expect(asked).toHaveLength(times);
  });

  test.each([
    [400, '{"__type":"AccessDenied"}', 1],
    [500, '', 3],
  ])('that is answered with %i %s is sent as often as it may pass', async (status, body, times) => {
    answer = { status, body };
    await expect(send()).rejects.toThrow(String(status));
    expect(asked).toHaveLength(times);
  });
});

describe('secrets', () => {
  const listed = (...parameters: readonly object[]): string => JSON.stringify({ Parameters: parameters });
  const read = async (given: Record<string, string>): Promise<Record<string, string>> =>
    Object.fromEntries(await readSecrets(['ONE', 'TWO'], { ...variables, ...given }));

  test('are read from the environment without a request', async () => {
    expect(await read({ ONE: ' a ', TWO: ' ', THREE: 'c' })).toEqual({ ONE: 'a' });
    expect(asked).toEqual([]);
  });

  test('are read from SSM where a parameter is named, all at once and decrypted', async () => {
    answer.body = listed(
      { Name: '/p/one', Value: ' a\n' },
      { Name: '/p/two', Value: 'b' },
      { Name: '/p/x', Value: 'c' },
    );
    expect(await read({ ONE_PARAMETER: '/p/one', TWO_PARAMETER: '/p/two' })).toEqual({ ONE: 'a', TWO: 'b' });
    expect(asked.map(({ headers, body }) => [headers['x-amz-target'], JSON.parse(body) as unknown])).toEqual([
      ['AmazonSSM.GetParameters', { Names: ['/p/one', '/p/two'], WithDecryption: true }],
    ]);
  });

  test('may come from both', async () => {
    answer.body = listed({ Name: '/p/one', Value: 'a' });
    expect(await read({ ONE_PARAMETER: '/p/one', TWO: 'b' })).toEqual({ ONE: 'a', TWO: 'b' });
  });

  test.each([
    ['does not know it', listed()],
    ['has it empty', listed({ Name: '/p/one', Value: ' ' })],
    ['answers no list', '{"Parameters":"none"}'],
    ['answers nothing', '{}'],
    ['answers null', 'null'],
  ])('are missing where SSM %s', async (_, body) => {
    answer.body = body;
    expect(await read({ ONE_PARAMETER: '/p/one' })).toEqual({});
  });

  test('are not guessed where SSM refuses', async () => {
    answer = { status: 400, body: '{"__type":"AccessDeniedException"}' };
    await expect(read({ ONE_PARAMETER: '/p/one' })).rejects.toThrow('AccessDeniedException');
  });
});

describe('webhook secrets', () => {
  const previous = 'PORTCULLIS_WEBHOOK_SECRET_PREVIOUS';

  test.each<[string, Record<string, string>, readonly string[]]>([
    ['one', { WEBHOOK_SECRET: 'a' }, ['a']],
    ['two while one is rotated', { WEBHOOK_SECRET: 'a', [previous]: 'b' }, ['a', 'b']],
    ['one when the one before repeats it', { WEBHOOK_SECRET: 'a', [previous]: 'a' }, ['a']],
  ])('are %s', async (_, given, secrets) => {
    expect(await new WebhookSecrets(given, () => 0).all()).toEqual(secrets);
  });

  test.each<[string, Record<string, string>, string]>([
    ['none', {}, 'WEBHOOK_SECRET must be set'],
    ['only the one before', { [previous]: 'b' }, 'WEBHOOK_SECRET must be set'],
    ['the one everybody knows', { WEBHOOK_SECRET: 'development' }, 'must not be "development"'],
    ['the one everybody knows as the one before', { WEBHOOK_SECRET: 'a', [previous]: 'development' }, 'must not be'],
  ])('must not be %s', async (_, given, message) => {
    await expect(new WebhookSecrets(given, () => 0).all()).rejects.toThrow(message);
  });

  test('are read once, and again no sooner than after a minute', async () => {
    answer.body = JSON.stringify({ Parameters: [{ Name: '/p', Value: 'a' }] });
    let now = 1_000;
    const secrets = new WebhookSecrets({ ...variables, WEBHOOK_SECRET_PARAMETER: '/p' }, () => now);
    for (const at of [1_000, 500_000]) {
      now = at;
      expect(await secrets.all()).toEqual(['a']);
    }
    expect(asked).toHaveLength(1);
    expect(await secrets.refresh()).toBe(true);
    now += 59_999;
    expect(await secrets.refresh()).toBe(false);
    expect(asked).toHaveLength(2);
    now += 1;
    expect(await secrets.refresh()).toBe(true);
    expect(asked).toHaveLength(3);
  });

  test('that could not be read are not asked for again by every forgery', async () => {
    answer = { status: 500, body: '' };
    const secrets = new WebhookSecrets({ ...variables, WEBHOOK_SECRET_PARAMETER: '/p' }, () => 1_000_000);
    await expect(secrets.refresh()).rejects.toThrow('500');
    expect(await secrets.refresh()).toBe(false);
    // One read, which was sent three times.
    expect(asked).toHaveLength(3);
  });
});
