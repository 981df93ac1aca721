import { existsSync } from 'node:fs';
import { createLogger } from './app/logger.ts';
import { readEnvironment, setupFrom } from './serve/environment.ts';
import { lanes, startServer } from './serve/server.ts';
import { startSetup } from './serve/setup.ts';
import { megabytesForThread } from './threads/memory.ts';
import { createReviewThreads } from './threads/review-threads.ts';

// The set-up page writes the credentials of a new app there.
const file = '.env';
if (existsSync(file)) process.loadEnvFile(file);

const read = readEnvironment(process.env);
switch (read.kind) {
  case 'wrong':
    console.error(`Portcullis cannot start:\n${read.problems.map((problem) => `- ${problem}`).join('\n')}`);
    process.exitCode = 2;
    break;
  case 'unregistered':
    await serveSetup().catch(cannotStart);
    break;
  case 'ready': {
    const log = createLogger(read.environment.logLevel);
    const reviewer = createReviewThreads({
      entry: new URL('review-thread.ts', import.meta.url),
      most: lanes,
      megabytes: megabytesForThread(lanes),
    });
    const server = await startServer({ environment: read.environment, reviewer, log }).catch(cannotStart);
    if (server === undefined) break;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        log.info({ signal }, 'stopping');
        void server.stop().then(() => process.exit(0));
      });
    }
  }
}

/** A port that is taken, a directory that cannot be written: for who starts the server, without a stack. */
function cannotStart(error: unknown): undefined {
  console.error(`Portcullis cannot start: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

/** Registers the app with the manifest in `app.yml`. */
async function serveSetup(): Promise<void> {
  if (process.env['NODE_ENV'] === 'production') {
    console.error('Portcullis cannot start: set APP_ID, PRIVATE_KEY (or PRIVATE_KEY_PATH) and WEBHOOK_SECRET.');
    process.exitCode = 2;
    return;
  }
  const { url, done } = await startSetup(setupFrom(process.env, file));
  console.error(
    [
      'Portcullis has no credentials yet. To register the app:',
      `1. Open ${url} on this machine and follow it to GitHub. The credentials are written to .env in this directory.`,
      '2. In the settings of the new app, activate the webhook and set its URL to the public address of this server and /api/github/webhooks.',
      '3. Install the app on a repository, and run npm start again.',
      'Already registered? Set APP_ID, PRIVATE_KEY (or PRIVATE_KEY_PATH) and WEBHOOK_SECRET.',
    ].join('\n'),
  );
  await done;
  console.error('The app is registered, and its credentials are in .env. Run npm start again.');
}
