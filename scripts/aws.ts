/**
 * Runs every block of commands of docs/aws.md against an emulated AWS (Moto, from PyPI) and a GitHub on loopback, and
 * reads back what was deployed: `npm run test:aws`. What Moto lacks is named at the end.
 */
import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBack, type Deployed } from './aws/read-back.ts';
import { startGitHub } from './aws/github.ts';
import { startMoto } from './aws/moto.ts';
import { readRecording, startRecording } from './aws/recorded-actions.ts';
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
/** What the last command printed. */
let said = '';
const expectation: Readonly<Record<string, (deployed: Deployed, secretBefore: string | undefined) => void>> = {
  Deploy: ({ worker, secrets, url }) => {
    if (worker === null) return;
    check(
      'the worker knows its app, and where its key is',
      worker['APP_ID'] === '12345' && worker['PRIVATE_KEY_PARAMETER'] === '/portcullis/prod/private-key',
    );
    check('both secrets are stored', secrets['private-key'] !== undefined && secrets['webhook-secret']?.length === 64);
    check('GitHub sends webhooks to the receiver', url !== null && github.webhook.url === url);
  },
  'Upgrade, and roll back': ({ worker }) =>
    check('the parameters of the deployment before hold', worker?.['APP_ID'] === '12345'),
  'Rotate secrets': ({ secrets, worker }, before) => {
    if (github.webhook.secret === undefined) return;
    check('GitHub signs with what the receiver reads', secrets['webhook-secret'] === github.webhook.secret);
    check(
      'the previous secret is taken too',
      before === secrets['webhook-secret'] || secrets['webhook-secret-previous'] === before,
    );
    check('new containers start', worker?.['DEPLOYED_AT'] !== undefined && worker['DEPLOYED_AT'] !== 'never');
  },
  'A second stage': ({ worker }) => check('the second stage is another app', worker?.['APP_ID'] === '67890'),
  Remove: ({ worker, secrets }) =>
    check('the stage is gone, its secrets are not', worker === null && secrets['private-key'] !== undefined),
};

try {
  for (const name of ['portcullis', 'new'])
    writeFileSync(
      join(folder, `${name}.private-key.pem`),
      generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' }),
    );
  await startRecording(moto.url);
  await run('npm run deploy');
  check('without parameters nothing is deployed', /--app-id[^]*--alarm-email/.test(said));
  for (const { heading, commands } of blocksOf(readFileSync(join(root, 'docs/aws.md'), 'utf8'))) {
    const secret = (await readBack('prod', moto.url)).secrets['webhook-secret'];
    for (const command of commands) await run(command);
    expectation[heading]?.(
      await readBack(heading.includes('stage') || heading === 'Remove' ? 'test' : 'prod', moto.url),
      secret,
    );
  }
  const asked = [...(await readRecording(moto.url, deployer))].toSorted();
  console.log(`The deployer asked for ${asked.join(', ')}.`);
  // Everybody may ask who they are.
  const refused = asked.filter((action) => action !== 'sts:GetCallerIdentity' && !isAllowed(action));
  check(
    `the policy of the deployer allows each of ${asked.length} actions: ${refused.join(', ')}`,
    refused.length === 0,
  );
  check('requests were recorded', asked.length > 10);
} finally {
  moto.stop();
  await github.stop();
  rmSync(folder, { recursive: true });
}
for (const failure of failures) console.error(`failed: ${failure}`);
console.log(
  failures.length === 0
    ? 'docs/aws.md does what it says. Not emulated: alarms and function URLs in CloudFormation, IAM’s verdicts, e-mail, KMS policies.'
    : `${failures.length} checks failed`,
);
process.exitCode = failures.length === 0 ? 0 : 1;

function check(what: string, holds: boolean): void {
  console.log(`${holds ? 'ok    ' : 'FAILED'} ${what}`);
  if (holds) return;
  failures.push(what);
  console.log(said);
}

function isAllowed(action: string): boolean {
  const allowed = policy.Statement.flatMap(({ Action }) => Action);
  return allowed.some((each) => (each.endsWith('*') ? action.startsWith(each.slice(0, -1)) : each === action));
}

/** Runs a command, whatever becomes of it. The GitHub of this process answers meanwhile. */
async function run(command: string): Promise<void> {
  console.log(`$ ${command}`);
  const inFolder = command.replaceAll(/\b[\w-]+\.private-key\.pem\b|\bwebhook-secret$/g, (file) => join(folder, file));
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
    return block === undefined ? [] : [{ heading, commands: block.split('\n') }];
  });
}
