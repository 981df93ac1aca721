/**
 * Runs every block of commands of docs/aws.md against an emulated AWS (Moto, from PyPI) and a GitHub on loopback, and
 * reads back what was deployed: `npm run test:aws`. What Moto lacks is named at the end.
 */
import { execFile, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { differences } from './aws/compare.ts';
import { readBack, type Deployed, type DeployedStack } from './aws/read-back.ts';
import { startGitHub, unknownApp } from './aws/github.ts';
import { startMoto } from './aws/moto.ts';
import { readRecording, startRecording } from './aws/recorded-actions.ts';
import { optionOf, type Parameters } from './deploy/parameters.ts';
import policy from '../docs/aws-deployer-policy.json' with { type: 'json' };

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'portcullis-aws-'));
const moto = await startMoto(folder);
if (moto === null) {
  console.error('Not run: docs/aws.md needs python3 and PyPI, for Moto.');
  process.exit(0);
}
const github = await startGitHub();
/** The access key by which the requests of the commands are known. */
const deployer = 'deployer';
const failures: string[] = [];
/** What the first deployment of the page asks for. */
const asked: Parameters = { appId: '12345', alarmEmail: 'you@example.com' };
const inNetwork: Parameters = {
  subnets: 'subnet-0a1b2c3d,subnet-4e5f6a7b',
  securityGroups: 'sg-0a1b2c3d',
  proxy: 'http://proxy.example.com:3128',
  noProxy: '.amazonaws.com',
  authority: 'our-authority.pem',
};
/** Each option of the deployment. */
const everything: Required<Omit<Parameters, 'alarmEmail'>> = {
  ...(inNetwork as Required<Pick<Parameters, 'subnets' | 'securityGroups' | 'proxy' | 'noProxy' | 'authority'>>),
  appId: '815',
  alarmTopic: 'arn:aws:sns:eu-central-1:123456789012:alarms',
  gheHost: github.host,
  secretStore: 'secretsmanager',
  kmsKey: 'arn:aws:kms:eu-central-1:123456789012:key/0a1b2c3d',
  tracing: 'true',
  logRetention: '90',
  receiverConcurrency: '5',
  workerConcurrency: '8',
  workers: '8',
  tags: 'team=platform,cost=42',
};
/** What the last command printed. */
let said = '';
/** What a block of the page was, and what there was before it. */
interface Before {
  readonly commands: readonly string[];
  readonly secret: string | undefined;
}

/** What each block of the page has to come to. */
const expectation: Readonly<Record<string, (deployed: Deployed, before: Before) => void>> = {
  Deploy: ({ stack, secrets }, { commands }) => {
    // The block before it stores secrets.
    if (commands.some((command) => command.startsWith('npm run doctor')))
      check('the doctor asks as this app', / app: GitHub knows it as portcullis\./.test(said));
    if (!commands.some((command) => command.startsWith('npm run deploy'))) return;
    same('prod', asked, stack);
    check('both secrets are stored', secrets['private-key'] !== undefined && secrets['webhook-secret']?.length === 64);
    check('GitHub sends webhooks to the receiver', stack?.url !== null && github.webhook.url === stack?.url);
    check('GitHub signs with what the receiver reads', github.webhook.secret === secrets['webhook-secret']);
  },
  'Upgrade, and roll back': ({ stack }) => same('prod', asked, stack),
  'Rotate secrets': ({ secrets, stack }, { secret: before }) => {
    if (github.webhook.secret === undefined) return;
    check('GitHub signs with what the receiver reads', secrets['webhook-secret'] === github.webhook.secret);
    check(
      'the previous secret is taken too',
      before === secrets['webhook-secret'] || secrets['webhook-secret-previous'] === before,
    );
    const deployedAt = stack?.functions.worker.Environment?.Variables?.['DEPLOYED_AT'];
    check('new containers start', deployedAt !== undefined && deployedAt !== 'never');
  },
  'A second stage': ({ stack }) => same('test', { ...asked, appId: '67890' }, stack),
  Remove: ({ stack, secrets }) =>
    check('the stage is gone, and then its secrets', stack === null && Object.keys(secrets).length === 0),
  'Private networks': ({ stack }) => same('prod', { ...asked, ...inNetwork }, stack),
};
try {
  for (const name of ['portcullis', 'new'])
    writeFileSync(
      join(folder, `${name}.private-key.pem`),
      generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' }),
    );
  makeAuthority();
  await startRecording(moto.url);
  await run('npm run deploy');
  check('without parameters nothing is deployed', /--app-id[^]*--alarm-email/.test(said));
  await run('npm run secrets -- rotate-webhook');
  check('what is not deployed is not rotated', said.includes('Nothing is changed: the stage prod'));
  for (const { heading, commands } of blocksOf(readFileSync(join(root, 'docs/aws.md'), 'utf8'))) {
    const secret = (await readBack('prod', moto.url)).secrets['webhook-secret'];
    for (const command of commands) await run(command);
    expectation[heading]?.(
      await readBack(heading.includes('stage') || heading === 'Remove' ? 'test' : 'prod', moto.url),
      { commands, secret },
    );
  }
  await run(`npm run deploy -- --app-id ${unknownApp}`);
  check('a key of another app is not deployed', said.includes(`GitHub knows no app ${unknownApp}.`));
  await run('npm run secrets -- remove --stage prod');
  check('secrets that are read are not deleted', said.includes('Nothing is deleted: the stage prod'));
  const options = Object.entries(everything).map(([name, value]) => `--${optionOf(name)} ${value}`);
  await run(`npm run deploy -- --stage every ${options.join(' ')}`);
  same('every', everything, (await readBack('every', moto.url)).stack);
  // But for key and network: Moto keeps what a template leaves out, where CloudFormation takes it away.
  const back = ['proxy', 'no-proxy', 'authority', 'worker-concurrency'];
  await run(`npm run deploy -- --stage every ${back.map((name) => `--${name} none`).join(' ')}`);
  const kept = Object.fromEntries(Object.entries(everything).filter(([name]) => !back.includes(optionOf(name))));
  same('every', kept, (await readBack('every', moto.url)).stack);
  const actions = [...(await readRecording(moto.url, deployer))].toSorted();
  console.log(`The deployer asked for ${actions.join(', ')}.`);
  // Everybody may ask who they are.
  const refused = actions.filter((action) => action !== 'sts:GetCallerIdentity' && !isAllowed(action));
  check(
    `the policy of the deployer allows each of ${actions.length} actions: ${refused.join(', ')}`,
    refused.length === 0,
  );
  check('requests were recorded', actions.length > 10);
} finally {
  moto.stop();
  await github.stop();
  rmSync(folder, { recursive: true });
}
for (const failure of failures) console.error(`failed: ${failure}`);
console.log(
  failures.length === 0
    ? 'docs/aws.md does what it says. Not emulated: alarms and function URLs in CloudFormation, taking a key or a network back, IAM’s verdicts, e-mail, KMS policies.'
    : `${failures.length} checks failed`,
);
process.exitCode = failures.length === 0 ? 0 : 1;

/** An authority of one's own, as openssl makes one. */
function makeAuthority(): void {
  const about = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=Our own authority'];
  spawnSync('openssl', ['req', ...about, '-keyout', 'authority.key', '-out', 'our-authority.pem'], { cwd: folder });
}

function check(what: string, holds: boolean): void {
  console.log(`${holds ? 'ok    ' : 'FAILED'} ${what}`);
  if (holds) return;
  failures.push(what);
  console.log(said);
}

/** Reads back what was deployed, and compares it with what was asked. */
function same(stage: string, parameters: Parameters, stack: DeployedStack | null): void {
  const found = stack === null ? ['there is no stack'] : differences(stage, parameters, stack);
  check(`${stage} is as it was asked for: ${JSON.stringify(parameters)}`, found.length === 0);
  for (const each of found) console.log(`       ${each}`);
}

function isAllowed(action: string): boolean {
  const allowed = policy.Statement.flatMap(({ Action }) => Action);
  return allowed.some((each) => (each.endsWith('*') ? action.startsWith(each.slice(0, -1)) : each === action));
}

/** Runs a command, whatever becomes of it. The GitHub of this process answers meanwhile. */
async function run(command: string): Promise<void> {
  console.log(`$ ${command}`);
  const inFolder = command.replaceAll(
    /\b[\w-]+\.private-key\.pem\b|\bour-authority\.pem\b|\bwebhook-secret$/g,
    (file) => join(folder, file),
  );
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: moto?.url,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: deployer,
    AWS_SECRET_ACCESS_KEY: 'test',
    GHE_HOST: github.host,
    GHE_PROTOCOL: 'http',
  };
  said = await new Promise((ended) => {
    execFile('bash', ['-c', inFolder], { cwd: root, env }, (_, stdout, stderr) => ended(`${stdout}${stderr}`));
  });
}

function blocksOf(page: string): readonly { readonly heading: string; readonly commands: readonly string[] }[] {
  let heading = '';
  return page.split(/^(?=## |```sh$)/m).flatMap((part) => {
    heading = /^## (.*)/.exec(part)?.[1] ?? heading;
    const block = /^```sh\n([^]*?)\n```/.exec(part)?.[1];
    return block === undefined ? [] : [{ heading, commands: block.replaceAll(/ \\\n\s+/g, ' ').split('\n') }];
  });
}
