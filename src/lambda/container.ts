import { getPrivateKey } from '@probot/get-private-key';
import type { Probot } from 'probot';
import { appIdOf, appIdProblem } from '../app/app-id.ts';
import { createAppProbot } from '../app/app-probot.ts';
import { timeForLease, type JobContext } from '../app/run-lease.ts';
import { createLogger } from '../app/logger.ts';
import { apiUrl } from '../github/client/api-url.ts';
import { systemClock } from '../github/client/clock.ts';
import { createLimits } from '../github/client/limits.ts';
import type { Count } from '../github/job/counts.ts';
import { createCaches } from '../github/job/services.ts';
import { SqsQueue } from '../queue/sqs-queue.ts';
import { megabytesForThread } from '../threads/memory.ts';
import { createReviewThreads } from '../threads/review-threads.ts';
import { createAwsClients } from './aws-clients.ts';
import { dynamoLedger, type Ledger } from './ledger.ts';
import { createCount } from './metrics.ts';
import { readSecrets } from './secrets.ts';
import type { Variables } from './variables.ts';

/** What one container keeps between invocations: Probot, its clients and caches. */
export interface Container {
  readonly context: JobContext & { readonly probot: Probot };
  readonly queue: SqsQueue;
  readonly ledger: Ledger;
  readonly count: Count;
}

/** Built at the first invocation. A container that cannot be built fails its invocation, and the next one tries again. */
export async function createContainer(part: 'worker' | 'sweeper', variables: Variables): Promise<Container> {
  const app = appIdOf(variables['APP_ID']);
  if (app === null) throw new Error(appIdProblem);
  const log = createLogger(variables['LOG_LEVEL'] ?? 'info');
  const probot = createAppProbot({ app, privateKey: await privateKey(variables), baseUrl: apiUrl(variables), log });
  await probot.ready();
  const { sqs, dynamo } = createAwsClients(variables);
  const queue = new SqsQueue(sqs, {
    queue: variables['QUEUE_URL'] ?? '',
    deadLetters: variables['DEAD_LETTERS_URL'] ?? '',
  });
  const count = createCount(part);
  const ledger = dynamoLedger(dynamo, variables['TABLE'] ?? '', Date.now);
  const context = {
    probot,
    app,
    queue,
    clock: systemClock,
    caches: createCaches(),
    limits: createLimits(ledger.shared),
    // One core, one review: the bundle of the thread lies beside this one.
    reviewer: createReviewThreads({
      entry: new URL('review-thread.mjs', import.meta.url),
      most: 1,
      megabytes: megabytesForThread(1),
    }),
    log,
    time: timeForLease,
    // A function works for one job, and each time a message is put back is one of few.
    patience: Infinity,
    count,
  };
  return { context, queue, ledger, count };
}

const storeKey = 'Store that of GitHub with "npm run secrets -- put private-key", then "npm run deploy".';

async function privateKey(variables: Variables): Promise<string> {
  const key = (await readSecrets(['PRIVATE_KEY'], variables)).get('PRIVATE_KEY');
  if (key === undefined) throw new Error(`There is no private key. ${storeKey}`);
  try {
    return getPrivateKey({ env: { PRIVATE_KEY: key } }) ?? '';
  } catch {
    // The message of the library quotes what it was given.
    throw new Error(`The private key is not in PEM form. ${storeKey}`);
  }
}
