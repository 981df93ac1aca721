import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { packAuthority } from '../../scripts/package/authority.ts';
import { bundleFunctions } from '../../scripts/package/bundle.ts';
import { groupOf } from '../../src/github/model/job.ts';
import { jobOf } from '../../src/github/deliveries/events.ts';
import { makeCertificates, startNetwork, type PrivateNetwork } from '../app/private-network.ts';
import { secret, sign } from '../app/server-harness.ts';
import type { FakeGitHub } from '../fake-github/fake-github.ts';
import { listenerOf } from '../fake-github/listener.ts';
import type { FakeRepository } from '../fake-github/state.ts';
import { setUp } from '../github/harness.ts';
import { gatewayClass, plainClass } from '../manifests/gateway-api.ts';
import { sqsRecord } from './harness.ts';
import { packaged, templateFile } from './packaged.ts';

/** Names that nobody resolves to this machine: only the proxy knows where it is. */
const git = 'git.portcullis.test';
const aws = (service: string): string => `${service}.eu-central-1.amazonaws.com`;
const services = ['ssm', 'sqs', 'dynamodb'];
const queueUrl = `https://${aws('sqs')}/123456789012/portcullis-prod-jobs.fifo`;
const kic = 'konghq.com/kic-gateway-controller';
const key = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs1', format: 'pem' })
  .toString();
const folder = mkdtempSync(join(tmpdir(), 'portcullis-functions-'));
/** The environments that serverless.yml gives the functions with a proxy and an authority. */
let environments: Readonly<Record<string, Readonly<Record<string, string>>>>;
let network: PrivateNetwork;
let github: FakeGitHub;
let repository: FakeRepository;
/** What AWS was asked, by operation. */
let asked: [string, unknown][];

beforeAll(async () => {
  makeCertificates(folder, [git, ...services.map(aws)]);
  await bundleFunctions(folder);
  packAuthority(join(folder, 'ca.pem'), folder);
  environments = readEnvironments(
    packaged({ appId: '4711', gheHost: git, proxy: 'http://proxy.test:3128', authority: 'ca.pem' }),
  );
});
beforeEach(async () => {
  asked = [];
  const made = setUp({ 'class.yaml': gatewayClass('kong', kic) });
  github = made.github;
  github.app.id = 4711;
  repository = made.repository;
  const toGitHub = listenerOf(github);
  network = await startNetwork(folder, (request, response) =>
    (request.headers.host === git ? toGitHub : answerAsAws)(request, response),
  );
  onTestFinished(() => network.close());
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What is left to CloudFormation is known by its name alone. */
function readEnvironments(directory: string): typeof environments {
  const { Resources } = JSON.parse(readFileSync(join(directory, templateFile), 'utf8')) as {
    Resources: Record<string, { Properties: { Environment?: { Variables: Record<string, string | object> } } }>;
  };
  return Object.fromEntries(
    ['Receiver', 'Worker', 'Sweeper'].map((name) => {
      const given = Resources[`${name}LambdaFunction`]?.Properties.Environment?.Variables ?? {};
      const known = Object.entries(given).map(([variable, value]) => [
        variable,
        typeof value === 'string' ? value : variable.endsWith('_URL') ? queueUrl : 'ledger',
      ]);
      return [name.toLowerCase(), Object.fromEntries(known) as Record<string, string>];
    }),
  );
}

const answerAsAws: RequestListener = (request: IncomingMessage, response: ServerResponse) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const operation = String(request.headers['x-amz-target']).replace(/^.*\./, '');
    const input: unknown = JSON.parse(Buffer.concat(chunks).toString());
    asked.push([operation, input]);
    response
      .writeHead(200, { 'content-type': 'application/x-amz-json-1.0' })
      .end(JSON.stringify(answers[operation]?.(input) ?? {}));
  });
};

const answers: Readonly<Record<string, (input: unknown) => unknown>> = {
  GetParameters: (input) => ({
    Parameters: (input as { Names: string[] }).Names.map((Name) => ({
      Name,
      Value: Name.endsWith('private-key') ? key : secret,
    })),
  }),
  UpdateItem: () => ({ Attributes: { count: { N: '1' } } }),
};

interface Called {
  readonly answer: unknown;
  readonly text: string;
}

/** Calls a function as it was packaged, in a process of its own that knows nothing but its environment. */
async function call(name: string, event: unknown, change: Readonly<Record<string, string>> = {}): Promise<Called> {
  const { HTTPS_PROXY: _, NODE_EXTRA_CA_CERTS: authority = '', ...given } = environments[name] ?? {};
  const program = `import(${JSON.stringify(join(folder, `${name}.mjs`))}).then(async ({ handler }) => {
    const context = { awsRequestId: 'r', getRemainingTimeInMillis: () => 300000 };
    console.log('\\nANSWER ' + JSON.stringify(await handler(${JSON.stringify(event)}, context)));
    process.exit(0);
  })`;
  const env = {
    ...given,
    HTTPS_PROXY: network.proxy,
    NODE_EXTRA_CA_CERTS: authority.replace('/var/task/dist/lambda', folder),
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    ...change,
  };
  const child = spawn(process.execPath, ['--eval', program], { env });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(child, 'close');
  const answer = /^ANSWER (.*)$/m.exec(text)?.[1];
  return { answer: answer === undefined ? null : (JSON.parse(answer) as unknown), text };
}

/** The events so far, as GitHub's requests, and as what the queue hands over. */
function opened() {
  github.openPull(repository, { 'class.yaml': plainClass('kong', kic) });
  const events = github.events.splice(0);
  const requests = events.map(({ id, name, payload }) => {
    const body = JSON.stringify(payload);
    const headers = {
      'content-type': 'application/json',
      'x-github-delivery': id,
      'x-github-event': name,
      'x-hub-signature-256': sign(body, secret),
    };
    return { headers, body, requestContext: { http: { method: 'POST' } } };
  });
  const records = events.flatMap((event) => {
    const job = jobOf(event, github.app.id);
    return job ? [sqsRecord(event.id, groupOf(job), JSON.stringify(job))] : [];
  });
  return { requests, records };
}

describe('through a proxy, with an authority of one’s own,', () => {
  test('the receiver reads its secret and fills the queue', async () => {
    const [event] = opened().requests;
    expect((await call('receiver', event)).answer).toMatchObject({ statusCode: 202, body: 'accepted' });
    expect(asked.map(([operation]) => operation)).toEqual(['GetParameters', 'SendMessage']);
    expect(new Set(network.connected)).toEqual(new Set([`${aws('ssm')}:443`, `${aws('sqs')}:443`]));
  });

  test('the worker reviews', async () => {
    const { records } = opened();
    expect((await call('worker', { Records: records })).answer).toEqual({ batchItemFailures: [] });
    expect(repository.runs).toMatchObject([{ conclusion: 'failure' }]);
    expect(new Set(network.connected)).toEqual(
      new Set([git, aws('ssm'), aws('dynamodb')].map((name) => `${name}:443`)),
    );
  });

  test('the sweeper sweeps', async () => {
    expect((await call('sweeper', {})).answer).toEqual({ redelivered: 0, gaveUp: 0, restarted: 0 });
    expect(asked.map(([operation]) => operation)).toContain('ReceiveMessage');
    expect(network.connected).toContain(`${git}:443`);
    expect(network.connected).toContain(`${aws('sqs')}:443`);
  });
});

describe('a proxy that lets nothing through', () => {
  test('to the queue: the webhook is not kept, which is counted and asked for again', async () => {
    network.refused.add(`${aws('sqs')}:443`);
    const { answer, text } = await call('receiver', opened().requests[0]);
    expect(answer).toMatchObject({ statusCode: 503 });
    expect(text).toMatch(/"cause":"AmazonSQS.SendMessage got no answer \(ERR_PROXY_TUNNEL\)".*"DeliveriesNotKept":1/);
  });

  test('to GitHub: the attempt failed, which is counted, and the job comes back', async () => {
    network.refused.add(`${git}:443`);
    const { answer, text } = await call('worker', { Records: opened().records });
    expect(answer).toMatchObject({ batchItemFailures: [{}] });
    expect(text).toContain('"AttemptsFailed":1');
    expect(text).toMatch(/"a job failed"/);
    expect(text).toMatch(/Proxy response \(403\)|UND_ERR_ABORTED|ERR_PROXY/);
    expect(asked.map(([operation]) => operation)).toContain('ChangeMessageVisibilityBatch');
  });

  test('to the table: the attempt failed, and nothing was begun', async () => {
    network.refused.add(`${aws('dynamodb')}:443`);
    const { answer, text } = await call('worker', { Records: opened().records });
    expect(answer).toMatchObject({ batchItemFailures: [{}] });
    expect(text).toContain('"AttemptsFailed":1');
    expect(text).toMatch(/the ledger could not be reached.*ERR_PROXY_TUNNEL/);
    expect(repository.runs).toEqual([]);
  });
});

test('without the authority nothing is trusted, and the log says so', async () => {
  const { answer, text } = await call('worker', { Records: opened().records }, { NODE_EXTRA_CA_CERTS: '' });
  expect(answer).toBe(null);
  expect(text).toContain('AmazonSSM.GetParameters got no answer (UNABLE_TO_VERIFY_LEAF_SIGNATURE)');
  expect(asked).toEqual([]);
});

test('what NO_PROXY names, this machine among it, is reached without the proxy', async () => {
  const { text } = await call('receiver', opened().requests[0], { AWS_ENDPOINT_URL_SSM: 'https://localhost:1' });
  expect(text).toContain('AmazonSSM.GetParameters got no answer (ECONNREFUSED)');
  expect(network.connected).toEqual([]);
});
