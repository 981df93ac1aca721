import { parseArgs } from 'node:util';

/** One parameter of a deployment: how it is written on the command line, what it must look like, what it is for. */
interface Parameter {
  readonly name: string;
  readonly pattern: RegExp;
  readonly form: string;
  readonly about: string;
}

/** In the order of `--help`. The names are those that serverless.yml knows, in its spelling. */
const parameters = [
  { name: 'appId', pattern: /^[1-9]\d{0,11}$/, form: 'N', about: 'the App ID of the GitHub App' },
  { name: 'alarmEmail', pattern: /^[^@\s]+@[^@\s]+$/, form: 'ADDRESS', about: 'whom alarms are sent to' },
  { name: 'alarmTopic', pattern: /^arn:aws[\w-]*:sns:/, form: 'ARN', about: 'an SNS topic for alarms, instead' },
  { name: 'gheHost', pattern: /^[\w.-]+(:\d+)?$/, form: 'HOST', about: 'a GitHub Enterprise Server' },
  {
    name: 'secretStore',
    pattern: /^(ssm|secretsmanager)$/,
    form: 'ssm|secretsmanager',
    about: 'where the secrets are',
  },
  {
    name: 'kmsKey',
    pattern: /^arn:aws[\w-]*:kms:/,
    form: 'ARN',
    about: 'a key of your own for queues, table, logs, secrets',
  },
  { name: 'tracing', pattern: /^(true|false)$/, form: 'true|false', about: 'traces in X-Ray' },
  { name: 'logRetention', pattern: /^\d{1,4}$/, form: 'DAYS', about: 'how long logs are kept (30)' },
  { name: 'receiverConcurrency', pattern: /^\d{1,4}$/, form: 'N', about: 'executions reserved for the receiver' },
  { name: 'workerConcurrency', pattern: /^\d{1,4}$/, form: 'N', about: 'executions reserved for the worker' },
  { name: 'workers', pattern: /^\d{1,4}$/, form: 'N', about: 'workers at the same time, at least 2 (20)' },
  { name: 'subnets', pattern: /^subnet-\w+(,subnet-\w+)*$/, form: 'ID,…', about: 'subnets of a network of yours' },
  { name: 'securityGroups', pattern: /^sg-\w+(,sg-\w+)*$/, form: 'ID,…', about: 'security groups in that network' },
  {
    name: 'proxy',
    pattern: /^https?:\/\/[\w.-]+(:\d+)?$/,
    form: 'http://HOST:PORT',
    about: 'a proxy to GitHub and AWS',
  },
  { name: 'noProxy', pattern: /^[\w.:*-]+(,[\w.:*-]+)*$/, form: 'HOST,…', about: 'what is reached without it' },
  { name: 'authority', pattern: /./, form: 'FILE', about: 'certificates of authorities of your own, PEM' },
  { name: 'tags', pattern: /^[\w.:/-]+=[^,=]*(,[\w.:/-]+=[^,=]*)*$/, form: 'K=V,…', about: 'tags of everything' },
] as const satisfies readonly Parameter[];

export type ParameterName = (typeof parameters)[number]['name'];
export type Parameters = Readonly<Partial<Record<ParameterName, string>>>;

/** What a command of `scripts/` was asked. */
export interface Asked {
  readonly stage: string;
  readonly region: string;
  readonly given: Parameters;
  /** A file with the private key, to set the webhook URL with. */
  readonly key: string | null;
  readonly remove: boolean;
}

/** What stands for no value in place of one that was given before. */
const takenBack = 'none';

/** `appId` → `app-id`. */
export const optionOf = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export const help = [
  'Usage: npm run deploy -- --app-id N --alarm-email ADDRESS [options]',
  '',
  'Builds the functions, packages them, deploys them to AWS, and says what to do next.',
  'A parameter that was given to the deployment before holds until it is given again; "none" takes it back.',
  '',
  ...parameters.map(({ name, form, about }) => `  --${`${optionOf(name)} ${form}`.padEnd(36)} ${about}`),
  `  ${'--stage NAME'.padEnd(38)} one deployment beside others (prod)`,
  `  ${'--region NAME'.padEnd(38)} AWS_REGION, else eu-central-1`,
  `  ${'--key FILE'.padEnd(38)} the private key: sets webhook URL and secret at GitHub`,
  `  ${'--remove'.padEnd(38)} takes the deployment down; secrets stay`,
].join('\n');

/** A command that cannot be carried out; the message says what to do. */
export class DeployError extends Error {}

/**
 * Reads the command line; null where `--help` was asked for.
 * @throws DeployError for what no deployment can have
 */
export function askedOf(
  args: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
): Asked | null {
  const options = Object.fromEntries([
    ...[...parameters.map(({ name }) => optionOf(name)), 'stage', 'region', 'key'].map((name) => [
      name,
      { type: 'string' },
    ]),
    ...['remove', 'help'].map((name) => [name, { type: 'boolean' }]),
  ]) as Record<string, { type: 'string' | 'boolean' }>;
  let values: Readonly<Record<string, string | boolean | undefined>>;
  try {
    ({ values } = parseArgs({ args: [...args], options, strict: true }));
  } catch (error) {
    throw new DeployError(`${error instanceof Error ? error.message : 'unknown option'}\n\n${help}`);
  }
  if (values['help'] === true) return null;
  const text = (name: string): string | null => (typeof values[name] === 'string' ? values[name] : null);
  const given: Partial<Record<ParameterName, string>> = {};
  for (const { name, pattern, form } of parameters) {
    const value = text(optionOf(name));
    if (value === null) continue;
    if (value === takenBack) {
      given[name] = '';
      continue;
    }
    if (!pattern.test(value)) throw new DeployError(`--${optionOf(name)} must be ${form}, not "${value}".`);
    given[name] = value;
  }
  const stage = text('stage') ?? 'prod';
  if (!/^[a-z][a-z0-9-]{0,20}$/.test(stage))
    throw new DeployError(`--stage must be a short name in lower case, not "${stage}".`);
  const region = text('region') ?? variables['AWS_REGION'] ?? 'eu-central-1';
  return { stage, region, given, key: text('key'), remove: values['remove'] === true };
}

/**
 * What holds for this deployment: what is given, else what the one before was deployed with.
 * @throws DeployError where something without a default is missing
 */
export function mergedParameters(given: Parameters, before: Parameters): Parameters {
  const replaced = given.alarmEmail !== undefined || given.alarmTopic !== undefined ? ['alarmEmail', 'alarmTopic'] : [];
  const kept = Object.fromEntries(Object.entries(before).filter(([name]) => !replaced.includes(name)));
  const merged: Parameters = Object.fromEntries(
    Object.entries({ ...kept, ...given }).filter(([, value]) => value !== ''),
  );
  const missing = [
    merged.appId === undefined ? '--app-id: the App ID in the settings of the GitHub App' : null,
    merged.alarmEmail === undefined && merged.alarmTopic === undefined
      ? '--alarm-email or --alarm-topic: without one, nobody is told when it breaks'
      : null,
  ].filter((each) => each !== null);
  if (missing.length > 0)
    throw new DeployError(`These have no default:\n${missing.map((each) => `  ${each}`).join('\n')}`);
  if ((merged.subnets === undefined) !== (merged.securityGroups === undefined))
    throw new DeployError(
      '--subnets and --security-groups go together: functions are in a network with both or with neither.',
    );
  if (merged.noProxy !== undefined && merged.proxy === undefined)
    throw new DeployError('--no-proxy says what is reached without a proxy, and there is no --proxy.');
  return merged;
}
