import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { bundles } from '../../scripts/package/bundle.ts';
import { queuePolicy } from '../../src/queue/queue.ts';
import { packaged, templateFile } from './packaged.ts';

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

const noValue = { Ref: 'AWS::NoValue' };

let resources: Template['Resources'];
let text: string;

const templateWith = (parameters: Readonly<Record<string, string>>): string =>
  readFileSync(join(packaged(parameters), templateFile), 'utf8');

beforeAll(() => {
  text = templateWith({ appId: '4711' });
  resources = (JSON.parse(text) as Template).Resources;
});

const ofType = (type: string): readonly Resource['Properties'][] =>
  Object.values(resources).flatMap(({ Type, Properties }) => (Type === type ? [Properties] : []));

/** What a role may do, as `action on resource`. */
function permissionsOf(role: string): readonly string[] {
  const [policy] = (resources[role]?.Properties['Policies'] ?? []) as readonly {
    PolicyDocument: { Statement: readonly { Action: string | string[]; Resource: unknown }[] };
  }[];
  // Those that hold only with an option of the deployment are behind a condition.
  const always = (policy?.PolicyDocument.Statement ?? []).filter((statement) => 'Action' in statement);
  return always.flatMap(({ Action, Resource }) =>
    [Action].flat().map((action) => `${action} on ${JSON.stringify(Resource)}`),
  );
}

test('the app has no id by default', () => {
  expect(() => templateWith({})).toThrow(/APP_ID[^]*Value not found/);
});

test('parameters arrive where they belong', () => {
  const all = JSON.parse(
    templateWith({
      appId: '815',
      tags: 'team=platform,cost=42',
      logRetention: '90',
      receiverConcurrency: '50',
      workerConcurrency: '8',
      workers: '8',
      secretStore: 'secretsmanager',
      tracing: 'true',
      gheHost: 'github.acme.test',
      proxy: 'http://proxy.acme.test:3128',
      noProxy: '.amazonaws.com',
      authority: 'authority.pem',
    }),
  ) as Template;
  const properties = (name: string): object | undefined => all.Resources[name]?.Properties;
  expect(properties('WorkerLambdaFunction')).toMatchObject({
    Environment: {
      Variables: {
        APP_ID: '815',
        GHE_HOST: 'github.acme.test',
        HTTPS_PROXY: 'http://proxy.acme.test:3128',
        NO_PROXY: '127.0.0.1,localhost,.amazonaws.com',
        NODE_USE_ENV_PROXY: '1',
        NODE_EXTRA_CA_CERTS: '/var/task/dist/lambda/authority.pem',
        PRIVATE_KEY_PARAMETER: '/aws/reference/secretsmanager/portcullis/prod/private-key',
      },
    },
    ReservedConcurrentExecutions: 8,
    Tags: [
      { Key: 'team', Value: 'platform' },
      { Key: 'cost', Value: '42' },
    ],
    TracingConfig: { Mode: 'Active' },
  });
  expect(properties('ReceiverLambdaFunction')).toMatchObject({ ReservedConcurrentExecutions: 50 });
  expect(properties('WorkerLogGroup')).toMatchObject({ RetentionInDays: 90 });
  expect(properties('WorkerEventSourceMappingSQSJobs')).toMatchObject({ ScalingConfig: { MaximumConcurrency: 8 } });
});

test('functions run on Node 24 and arm64, with logs that end, and reserve nothing of an account unasked', () => {
  const functions = ofType('AWS::Lambda::Function');
  expect(functions).toHaveLength(3);
  for (const properties of functions) {
    expect(properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
    expect(properties['ReservedConcurrentExecutions'] ?? noValue).toEqual(noValue);
  }
  const logs = ofType('AWS::Logs::LogGroup');
  expect(logs.map((properties) => properties['RetentionInDays'])).toEqual([30, 30, 30]);
});

test('functions are in a network when one is given, and their code may do nothing to it', () => {
  for (const properties of ofType('AWS::Lambda::Function')) {
    expect(properties['VpcConfig']).toEqual({
      'Fn::If': [
        'IsInNetwork',
        {
          SubnetIds: { 'Fn::Split': [',', { Ref: 'Subnets' }] },
          SecurityGroupIds: { 'Fn::Split': [',', { Ref: 'SecurityGroups' }] },
        },
        noValue,
      ],
    });
    expect((properties['Environment'] as { readonly Variables: object }).Variables).toMatchObject({
      HTTPS_PROXY: noValue,
      NO_PROXY: noValue,
      NODE_USE_ENV_PROXY: noValue,
      NODE_EXTRA_CA_CERTS: noValue,
    });
  }
  for (const role of ofType('AWS::IAM::Role')) {
    const [allow, deny] = ['Allow', 'Deny'].map((effect) =>
      JSON.stringify(role).match(new RegExp(`"IsInNetwork",{"Effect":"${effect}","Action":(\\[[^\\]]*ec2[^\\]]*\\])`)),
    );
    expect(allow?.[1]).toBeDefined();
    expect(deny?.[1]).toBe(allow?.[1]);
  }
});

test('the certificates of an authority are packed with each function, where there are some', () => {
  const file = join(bundles, 'authority.pem');
  writeFileSync(file, 'certificates\n');
  onTestFinished(() => rmSync(file, { force: true }));
  const folder = packaged({ appId: '4711' });
  for (const name of ['receiver', 'worker', 'sweeper']) {
    // Names stand in a zip as they are.
    const zip = readFileSync(join(folder, `${name}.zip`), 'latin1');
    expect(zip).toContain('dist/lambda/authority.pem');
    expect(zip).toContain(`dist/lambda/${name}.mjs`);
  }
});

test('queues are FIFO, with dead letters, and hide a message six times as long as the worker may take', () => {
  const jobs = resources['Jobs']?.Properties;
  expect(jobs).toMatchObject({ FifoQueue: true });
  // Attempts are counted in the ledger; handing out counts waiting too.
  const redrive = jobs?.['RedrivePolicy'] as { readonly maxReceiveCount: number } | undefined;
  expect(redrive?.maxReceiveCount).toBeGreaterThan(queuePolicy.mostAttempts);
  const timeout = Number(resources['WorkerLambdaFunction']?.Properties['Timeout']);
  expect(jobs?.['VisibilityTimeout']).toBeGreaterThanOrEqual(6 * timeout);
  const dead = resources['DeadLetters']?.Properties;
  expect(dead).toMatchObject({ FifoQueue: true });
  expect(Number(dead?.['MessageRetentionPeriod'])).toBeGreaterThan(Number(jobs?.['MessageRetentionPeriod']));
});

test('a job is an invocation of its own, so that what hangs takes nobody along', () => {
  const [mapping] = ofType('AWS::Lambda::EventSourceMapping');
  expect(mapping).toMatchObject({ FunctionResponseTypes: ['ReportBatchItemFailures'], BatchSize: 1 });
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
  // What all containers post for an installation is counted there.
  expect(sweeper.filter((permission) => permission.includes('dynamodb'))).toEqual([
    'dynamodb:UpdateItem on {"Fn::GetAtt":["Ledger","Arn"]}',
  ]);
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

test('the ledger forgets', () => {
  expect(resources['Ledger']?.Properties).toMatchObject({
    TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
  });
});
