/** Puts the app's secrets into SSM, and changes the webhook secret without losing a delivery: `npm run secrets -- --help`. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { secretProblem } from '../src/app/webhook-secret.ts';
import { SecretStore, secretNames, type SecretName } from './deploy/secrets.ts';
import { readStack } from './deploy/stack.ts';
import { setWebhook } from './deploy/webhook.ts';

const help = `Usage: npm run secrets -- put NAME [--stage NAME] [--region NAME] [--kms-key ARN] < FILE
       npm run secrets -- rotate-webhook [--key FILE] [--stage NAME] [--region NAME]
       npm run secrets -- remove --stage NAME [--region NAME]

put             stores ${secretNames.join(', ')} from standard input, so that it stands in no history
rotate-webhook  makes a new webhook secret: the old one stays valid beside it,
                and GitHub is told, as the app, with the private key in SSM or in FILE
remove          deletes all of a stage that is not deployed any more`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    stage: { type: 'string' },
    region: { type: 'string', default: process.env['AWS_REGION'] ?? 'eu-central-1' },
    'kms-key': { type: 'string' },
    key: { type: 'string' },
    help: { type: 'boolean' },
  },
});
const [command, name] = positionals;
const stage = values.stage ?? 'prod';
const store = new SecretStore(stage, values.region);

if (values.help === true || command === undefined) console.log(help);
else if (command === 'put' && isSecret(name)) await put(name);
else if (command === 'rotate-webhook') await rotate(values.key);
else if (command === 'remove' && values.stage !== undefined) await remove();
else {
  console.error(help);
  process.exitCode = 2;
}

function isSecret(text: string | undefined): text is SecretName {
  return secretNames.some((each) => each === text);
}

async function put(secret: SecretName): Promise<void> {
  const value = readFileSync(0, 'utf8').trim();
  const problem =
    secret === 'private-key'
      ? /^-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(value)
        ? null
        : 'A private key begins with -----BEGIN RSA PRIVATE KEY-----; give the .pem file of GitHub.'
      : secretProblem('The webhook secret', value);
  if (problem !== null) {
    console.error(problem);
    process.exitCode = 2;
    return;
  }
  await store.write(secret, value, values['kms-key']);
  console.log(`Stored: ${store.path(secret)}`);
  if (secret === 'private-key') console.log('Functions that run have the key before; npm run deploy starts new ones.');
}

/** The receiver knows both before GitHub signs with the new one: no delivery is refused for longer than a minute. */
async function rotate(file: string | undefined): Promise<void> {
  const stack = await readStack(stage, values.region);
  const current = await store.read('webhook-secret');
  const privateKey = file === undefined ? await store.read('private-key') : readFileSync(file, 'utf8');
  if (stack === null || current === null || privateKey === null) {
    console.error(
      `Nothing is changed: the stage ${stage} in ${values.region} is not deployed with its secrets in SSM. Give --stage and --region as for npm run deploy.`,
    );
    process.exitCode = 2;
    return;
  }
  const next = randomBytes(32).toString('hex');
  await store.write('webhook-secret-previous', current, values['kms-key']);
  await store.write('webhook-secret', next, values['kms-key']);
  const { appId = '', gheHost } = stack.parameters;
  await setWebhook({ appId, privateKey, gheHost }, { secret: next });
  console.log('GitHub signs with the new secret. Redeliveries of the last three days are signed with it, too.');
}

/** Only of a stage that somebody names, and that nothing reads any more. */
async function remove(): Promise<void> {
  if ((await readStack(stage, values.region)) !== null) {
    console.error(
      `Nothing is deleted: the stage ${stage} is deployed and reads its secrets. First: npm run deploy -- --stage ${stage} --region ${values.region} --remove`,
    );
    process.exitCode = 2;
    return;
  }
  const removed = await store.removeAll();
  console.log(
    removed.length === 0 ? `There are no secrets of the stage ${stage} in SSM.` : `Deleted: ${removed.join(', ')}`,
  );
}
