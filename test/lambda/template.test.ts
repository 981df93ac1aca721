import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { queuePolicy } from '../../src/queue/queue.ts';

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

let resources: Readonly<Record<string, Resource>>;
let text: string;

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-package-'));
  const { status, stderr } = spawnSync(process.execPath, ['scripts/package.ts', '--package', folder]);
  if (status !== 0) throw new Error(stderr.toString());
  text = readFileSync(join(folder, 'cloudformation-template-update-stack.json'), 'utf8');
  resources = (JSON.parse(text) as { Resources: typeof resources }).Resources;
});

const ofType = (type: string): readonly Resource['Properties'][] =>
  Object.values(resources).flatMap(({ Type, Properties }) => (Type === type ? [Properties] : []));

/** What a role may do, as `action on resource`. */
function permissionsOf(role: string): readonly string[] {
  const [policy] = (resources[role]?.Properties['Policies'] ?? []) as readonly {
    PolicyDocument: { Statement: readonly { Action: string | string[]; Resource: unknown }[] };
  }[];
  return (policy?.PolicyDocument.Statement ?? []).flatMap(({ Action, Resource }) =>
    [Action].flat().map((action) => `${action} on ${JSON.stringify(Resource)}`),
  );
}

test('functions run on Node 24 and arm64, bounded in number, with logs that end', () => {
  const functions = ofType('AWS::Lambda::Function');
  expect(functions).toHaveLength(3);
  for (const properties of functions) {
    expect(properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
    expect(properties['ReservedConcurrentExecutions']).toBeGreaterThan(0);
  }
  const logs = ofType('AWS::Logs::LogGroup');
  expect(logs.map((properties) => properties['RetentionInDays'])).toEqual([30, 30, 30]);
});

test('queues are FIFO, with dead letters, and hide a message six times as long as the worker may take', () => {
  const jobs = resources['Jobs']?.Properties;
  expect(jobs).toMatchObject({ FifoQueue: true, RedrivePolicy: { maxReceiveCount: queuePolicy.mostAttempts } });
  const timeout = Number(resources['WorkerLambdaFunction']?.Properties['Timeout']);
  expect(jobs?.['VisibilityTimeout']).toBeGreaterThanOrEqual(6 * timeout);
  const dead = resources['DeadLetters']?.Properties;
  expect(dead).toMatchObject({ FifoQueue: true });
  expect(Number(dead?.['MessageRetentionPeriod'])).toBeGreaterThan(Number(jobs?.['MessageRetentionPeriod']));
});

test('a batch answers with what failed, and no more workers are started than may run', () => {
  const [mapping] = ofType('AWS::Lambda::EventSourceMapping');
  const most = Number(resources['WorkerLambdaFunction']?.Properties['ReservedConcurrentExecutions']);
  expect(mapping).toMatchObject({
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: { MaximumConcurrency: most },
  });
});

test('each function may do what it does and nothing else', () => {
  const all = ['ReceiverRole', 'WorkerRole', 'SweeperRole'].map(permissionsOf);
  expect(all.flat().filter((permission) => /[\w]:\*|on "\*"/.test(permission))).toEqual([]);
  const [receiver = [], worker = [], sweeper = []] = all;
  expect(receiver.filter((permission) => /^(sqs|dynamodb)/.test(permission))).toEqual([
    'sqs:SendMessage on {"Fn::GetAtt":["Jobs","Arn"]}',
  ]);
  expect(receiver.some((permission) => permission.includes('private-key'))).toBe(false);
  expect(worker.some((permission) => permission.includes('DeadLetters'))).toBe(false);
  expect(sweeper.some((permission) => permission.includes('dynamodb'))).toBe(false);
  // The sweeper asks for reviews; it takes only dead letters.
  expect(sweeper.filter((permission) => permission.includes('"Jobs"'))).toEqual([
    'sqs:SendMessage on {"Fn::GetAtt":["Jobs","Arn"]}',
  ]);
});

test('secrets are named and never written down', () => {
  const functions = ofType('AWS::Lambda::Function') as readonly { Environment: { Variables: object } }[];
  const names = functions.flatMap(({ Environment: { Variables } }) => Object.keys(Variables));
  expect(new Set(names.filter((name) => /SECRET|KEY/.test(name)))).toEqual(
    new Set(['WEBHOOK_SECRET_PARAMETER', 'PORTCULLIS_WEBHOOK_SECRET_PREVIOUS_PARAMETER', 'PRIVATE_KEY_PARAMETER']),
  );
  expect(text).not.toMatch(/BEGIN [A-Z ]*PRIVATE KEY/);
});

test('the ledger forgets, and somebody is told of age, dead letters, errors and throttles', () => {
  expect(resources['Ledger']?.Properties).toMatchObject({
    TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
  });
  const alarms = new Set(ofType('AWS::CloudWatch::Alarm').map((properties) => properties['MetricName']));
  for (const metric of ['ApproximateAgeOfOldestMessage', 'ApproximateNumberOfMessagesVisible', 'Errors', 'Throttles'])
    expect(alarms).toContain(metric);
});
