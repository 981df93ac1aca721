import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createAppProbot } from './app/app-probot.ts';
import { examineApp, type Needs } from './app/doctor.ts';
import { createLogger } from './app/logger.ts';
import { systemClock } from './github/client/clock.ts';
import { InstallationLimits } from './github/client/limits.ts';
import { keepPace } from './github/client/pace.ts';
import { escapeTerminal } from './report/escape/escape-terminal.ts';
import { readAppCredentials } from './serve/environment.ts';
import { parseYaml } from './source/parse.ts';
import { toJson } from './source/json.ts';

const help = `Usage: npm run doctor [-- --app-id N --key FILE]

Asks GitHub what the app may do, whether webhooks arrive, and what was wrong with the last of them; says what to change.
It changes nothing. Without options it takes APP_ID and PRIVATE_KEY (or PRIVATE_KEY_PATH) from the environment or .env.

Exit codes: 0 all is well, 1 something is to be changed, 2 GitHub was not asked.`;

const { values } = parseArgs({
  options: { 'app-id': { type: 'string' }, key: { type: 'string' }, help: { type: 'boolean' } },
});
if (existsSync('.env')) process.loadEnvFile('.env');
if (values.help) print(help);
else process.exitCode = await diagnose();

async function diagnose(): Promise<number> {
  const given = {
    ...(values['app-id'] === undefined ? {} : { APP_ID: values['app-id'] }),
    ...(values.key === undefined ? {} : { PRIVATE_KEY_PATH: values.key, PRIVATE_KEY: undefined }),
  };
  const read = readAppCredentials({ ...process.env, ...given });
  if (read.kind === 'wrong') {
    for (const problem of read.problems) process.stderr.write(`${problem}\n`);
    return 2;
  }
  const { app, privateKey, baseUrl } = read;
  const probot = createAppProbot({ app, privateKey, baseUrl, log: createLogger('silent') });
  const client = await probot.auth();
  keepPace(client, new InstallationLimits(), systemClock, { deadline: systemClock.now() + 60_000 });
  const found = await examineApp(client, { app, needs: readNeeds(), clock: systemClock });
  const marks = { good: 'ok', bad: 'CHANGE', unknown: '?' };
  for (const { about, state, says, remedy } of found) {
    print(escapeTerminal(`${marks[state].padEnd(7)} ${about}: ${says}`));
    if (remedy !== null) print(`        ${escapeTerminal(remedy)}`);
  }
  return found.every(({ state }) => state === 'good') ? 0 : 1;
}

function readNeeds(): Needs {
  const root = parseYaml('app.yml', readFileSync('app.yml', 'utf8')).documents[0]?.root;
  const manifest = root ? (toJson(root) as Readonly<Record<string, unknown>>) : {};
  return {
    permissions: manifest['default_permissions'] as Needs['permissions'],
    events: manifest['default_events'] as Needs['events'],
  };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
