import { isDeepStrictEqual } from 'node:util';
import type { Parameters } from '../deploy/parameters.ts';
import type { DeployedFunction, DeployedStack } from './read-back.ts';

/** What one parameter has to come to: what is looked at, what is there, what was asked. */
type Look = readonly [where: string, found: unknown, asked: unknown];

/** What a deployment with these parameters should have come to and has not, one line each. */
export function differences(stage: string, asked: Parameters, stack: DeployedStack): readonly string[] {
  return [...ofFunctions(stage, asked, stack), ...ofStack(asked, stack)].flatMap(([where, found, expected]) =>
    isDeepStrictEqual(found, expected)
      ? []
      : [`${where} is ${JSON.stringify(found)}, asked was ${JSON.stringify(expected)}`],
  );
}

function ofFunctions(stage: string, asked: Parameters, { functions }: DeployedStack): readonly Look[] {
  return Object.entries(functions).flatMap(([name, { Environment, VpcConfig, Runtime }]) => {
    const variable = (key: string): string | undefined => Environment?.Variables?.[key];
    const folder = asked.secretStore === 'secretsmanager' ? '/aws/reference/secretsmanager/portcullis' : '/portcullis';
    const looks: readonly Look[] = [
      ['Runtime', Runtime, 'nodejs24.x'],
      ['APP_ID', variable('APP_ID'), asked.appId],
      ['GHE_HOST', variable('GHE_HOST'), asked.gheHost ?? ''],
      ['WEBHOOK_SECRET_PARAMETER', variable('WEBHOOK_SECRET_PARAMETER'), `${folder}/${stage}/webhook-secret`],
      ['HTTPS_PROXY', variable('HTTPS_PROXY'), asked.proxy],
      ['NODE_USE_ENV_PROXY', variable('NODE_USE_ENV_PROXY'), asked.proxy && '1'],
      [
        'NO_PROXY',
        variable('NO_PROXY'),
        asked.proxy && ['127.0.0.1', 'localhost', asked.noProxy].filter(Boolean).join(','),
      ],
      [
        'NODE_EXTRA_CA_CERTS',
        variable('NODE_EXTRA_CA_CERTS'),
        asked.authority && '/var/task/dist/lambda/authority.pem',
      ],
      ['network', networkOf(VpcConfig), [listed(asked.subnets), listed(asked.securityGroups)]],
    ];
    return looks.map(([where, found, expected]) => [`${where} of ${name}`, found, expected] as const);
  });
}

const networkOf = (network: DeployedFunction['VpcConfig']): unknown => [
  network?.SubnetIds ?? [],
  network?.SecurityGroupIds ?? [],
];

const listed = (text: string | undefined): readonly string[] => (text === undefined ? [] : text.split(','));

function ofStack(asked: Parameters, { parameters, resources, tags }: DeployedStack): readonly Look[] {
  const property = (resource: string, name: string): unknown => orNull(resources[resource]?.Properties[name]);
  const reserved = (text: string | undefined): unknown => (text === undefined ? null : Number(text));
  const mapping = property('WorkerEventSourceMappingSQSJobs', 'ScalingConfig');
  return [
    ['whom alarms are sent to', parameters['AlarmEmail'], asked.alarmEmail ?? ''],
    ['the topic of alarms', parameters['AlarmTopicArn'], asked.alarmTopic ?? ''],
    ['the key', parameters['KeyArn'], asked.kmsKey ?? ''],
    ['the store of secrets', parameters['SecretStore'], asked.secretStore ?? 'ssm'],
    // Moto does not tell it of a function.
    [
      'tracing',
      property('WorkerLambdaFunction', 'TracingConfig'),
      asked.tracing === 'true' ? { Mode: 'Active' } : null,
    ],
    ['days of logs', property('WorkerLogGroup', 'RetentionInDays'), Number(asked.logRetention ?? 30)],
    [
      'reserved for the receiver',
      property('ReceiverLambdaFunction', 'ReservedConcurrentExecutions'),
      reserved(asked.receiverConcurrency),
    ],
    [
      'reserved for the worker',
      property('WorkerLambdaFunction', 'ReservedConcurrentExecutions'),
      reserved(asked.workerConcurrency),
    ],
    ['workers at a time', mapping, { MaximumConcurrency: Number(asked.workers ?? 20) }],
    ['tags', asked.tags === undefined ? undefined : tagsIn(tags, asked.tags), asked.tags],
  ];
}

/** A value that is not set is null; everything else is as it is. */
function orNull(value: unknown): unknown {
  return value === undefined || isDeepStrictEqual(value, { Ref: 'AWS::NoValue' }) ? null : value;
}

function tagsIn(tags: Readonly<Record<string, string>>, asked: string): string {
  return asked
    .split(',')
    .map((pair) => pair.slice(0, pair.indexOf('=')))
    .map((name) => `${name}=${tags[name] ?? ''}`)
    .join(',');
}
