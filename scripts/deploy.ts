/** Builds, packages and deploys the app to AWS: `npm run deploy -- --help`. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askedOf, DeployError, help, mergedParameters, type Asked, type Parameters } from './deploy/parameters.ts';
import { SecretStore, type SecretName } from './deploy/secrets.ts';
import { readStack, stackName } from './deploy/stack.ts';
import { askForApp, setWebhook } from './deploy/webhook.ts';
import { packAuthority, NoAuthority } from './package/authority.ts';
import { bundleFunctions, bundles } from './package/bundle.ts';

const root = join(import.meta.dirname, '..');

try {
  const asked = askedOf(process.argv.slice(2), process.env);
  if (asked === null) console.log(help);
  else if (asked.remove) remove(asked);
  else await deploy(asked);
} catch (error) {
  if (!(error instanceof Error)) throw error;
  console.error(`Portcullis is not deployed: ${error.message}`);
  process.exitCode = error instanceof DeployError || error instanceof NoAuthority ? 2 : 1;
}

async function deploy({ stage, region, given, key }: Asked): Promise<void> {
  const before = await readStack(stage, region);
  const parameters = mergedParameters(given, before?.parameters ?? {});
  const secrets = (parameters.secretStore ?? 'ssm') === 'ssm' ? await needSecrets(stage, region) : null;
  if (secrets !== null) await needApp(parameters, secrets.privateKey);
  await bundleFunctions();
  packAuthority(parameters.authority ?? null, bundles);
  const deployedAt = new Date().toISOString();
  const params = { ...parameters, deployedAt, deployedWith: JSON.stringify(parameters) };
  osls(
    'deploy',
    stage,
    region,
    Object.entries(params).flatMap(([name, value]) => ['--param', `${name}=${value}`]),
  );
  const after = await readStack(stage, region);
  if (after === null || after.webhookUrl === '') throw new Error(`the stack ${stackName(stage)} tells no webhook URL.`);
  console.log(`\nDeployed: ${stackName(stage)} in ${region}.`);
  await pointGitHubAt(after.webhookUrl, parameters, { key, secret: secrets?.webhookSecret ?? null });
}

async function pointGitHubAt(
  url: string,
  { appId = '', gheHost, alarmEmail }: Parameters,
  { key, secret }: { readonly key: string | null; readonly secret: string | null },
): Promise<void> {
  if (key === null) console.log(`Next: set the webhook URL in the settings of the GitHub App to\n  ${url}`);
  else {
    await setWebhook(
      { appId, privateKey: readFileSync(key, 'utf8'), gheHost },
      { url, ...(secret === null ? {} : { secret }) },
    );
    console.log(
      `GitHub sends webhooks to\n  ${url}${secret === null ? '' : ' and signs them with the secret in SSM'}\nTick "Active" below "Webhook" in the settings of the app, once: only a person can.`,
    );
  }
  if (alarmEmail !== undefined)
    console.log(`Confirm the subscription that AWS has sent to ${alarmEmail}: alarms reach nobody before.`);
  console.log(
    `Then: ${gheHost ? `GHE_HOST=${gheHost} ` : ''}npm run doctor -- --app-id ${appId} --key ${key ?? 'FILE'}`,
  );
}

/** What the functions would read. */
interface StoredSecrets {
  readonly privateKey: string;
  readonly webhookSecret: string;
}

/** @throws DeployError where GitHub refuses the app, so that every webhook would end with nothing */
async function needApp({ appId = '', gheHost }: Parameters, privateKey: string): Promise<void> {
  const own = await askForApp({ appId, privateKey, gheHost });
  if (own.kind === 'refused') throw new DeployError(own.problem);
  if (own.kind === 'unknown')
    console.log(`The key was not tried: ${own.problem ?? 'GitHub did not answer'}. The functions may reach it.`);
}

/** @throws DeployError where the functions would start and find nothing */
async function needSecrets(stage: string, region: string): Promise<StoredSecrets> {
  const store = new SecretStore(stage, region);
  const [key, secret] = [await store.read('private-key'), await store.read('webhook-secret')];
  if (key !== null && secret !== null) return { privateKey: key, webhookSecret: secret };
  const missing: readonly SecretName[] = [
    ...(key === null ? (['private-key'] as const) : []),
    ...(secret === null ? (['webhook-secret'] as const) : []),
  ];
  throw new DeployError(
    `these secrets are not in SSM yet:\n${missing.map((name) => `  npm run secrets -- put ${name} --stage ${stage} --region ${region} < FILE`).join('\n')}`,
  );
}

function remove({ stage, region }: Asked): void {
  osls('remove', stage, region, ['--param', 'appId=0']);
  console.log(
    `Removed: ${stackName(stage)}. Its logs are gone; its secrets are still in SSM, and npm run secrets -- remove --stage ${stage} deletes them.`,
  );
}

function osls(command: string, stage: string, region: string, more: readonly string[]): void {
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/serverless/bin/serverless.js'), command, '--stage', stage, '--region', region, ...more],
    // It asks no registry for news and tells nobody that it ran.
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, SLS_NOTIFICATIONS_MODE: 'off', SLS_TELEMETRY_DISABLED: '1' },
    },
  );
  if (status !== 0) throw new Error(`osls ${command} ended with ${String(status)}; its own words are above.`);
}
