import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Probot, Server } from 'probot';
import type { Logger } from 'probot';
import { portcullis } from '../app/probot-app.ts';
import { runLease, runDeadLease, type JobContext } from '../app/run-lease.ts';
import { AppOctokit } from '../app/octokit.ts';
import { sweep } from '../app/sweep.ts';
import { createReceiver } from '../app/receiver.ts';
import { systemClock, type Clock } from '../github/client/clock.ts';
import { createLimits } from '../github/client/limits.ts';
import { createCaches } from '../github/job/services.ts';
import { openSqliteQueue } from '../queue/sqlite-queue.ts';
import { startWorker } from '../queue/worker.ts';
import type { Engine } from '../review/engine.ts';
import type { Environment } from './environment.ts';
import { createHealthHandler } from './health.ts';

/** A running server. */
export interface RunningServer {
  readonly port: number;
  /** Takes no more deliveries, ends the reviews that were begun (or leaves them to the next start), and resolves. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly environment: Environment;
  readonly engine: Engine;
  readonly log: Logger;
  readonly clock?: Clock;
  /** Reaches GitHub in another way than over the network. */
  readonly fetch?: typeof fetch;
}

const lanes = 4;
const pauseBetweenLooks = 1_000;
const timeForClaim = 240_000;
const timeToStop = 25_000;
const pauseBetweenSweeps = 15 * 60_000;
const timeForSweep = 5 * 60_000;

/** Probot takes the number 0 for "not given" and listens on 3000; as text it reaches Node, which finds a free port. */
const portForProbot = (port: number): number => (port === 0 ? ('0' as unknown as number) : port);

/** Receives webhooks, keeps them in a queue on disk, and works on the queue. */
export async function startServer({
  environment,
  engine,
  log,
  clock = systemClock,
  fetch,
}: ServerOptions): Promise<RunningServer> {
  const { app, secret, previousSecret, webhookPath, host, port } = environment;
  mkdirSync(environment.dataDirectory, { recursive: true });
  const queue = openSqliteQueue(join(environment.dataDirectory, 'queue.sqlite'), () => clock.now());

  class ReceivingProbot extends Probot {
    /** Probot's own middleware knows one secret, answers before the work is safe, and logs payloads of forged deliveries. */
    override async getNodeMiddleware(): ReturnType<Probot['getNodeMiddleware']> {
      await this.ready();
      const receive = async (delivery: {
        readonly id: string;
        readonly name: string;
        readonly payload: object;
      }): Promise<void> => {
        await this.webhooks.receive(delivery as Parameters<typeof this.webhooks.receive>[0]);
      };
      return createReceiver({ path: webhookPath, secret, previousSecret, log, receive });
    }
  }
  const request = fetch ? { fetch } : {};
  const server = new Server({
    host,
    port: portForProbot(port),
    webhookPath,
    log,
    request,
    Probot: ReceivingProbot.defaults({
      appId: app,
      privateKey: environment.privateKey,
      secret,
      baseUrl: environment.baseUrl,
      Octokit: AppOctokit,
      log,
      request,
    }),
  });
  let probot: Probot | undefined;
  let nudge = (): void => undefined;
  await server.load(async (loaded, options) => {
    probot = loaded;
    options.addHandler(createHealthHandler(queue));
    await portcullis({ app, queue, log, queued: () => nudge() })(loaded, options);
  });
  if (!probot) throw new Error('Probot did not load the app');
  const context: JobContext = {
    probot,
    app,
    queue,
    clock,
    caches: createCaches(),
    limits: createLimits(),
    engine,
    log,
    time: timeForClaim,
  };
  const worker = startWorker(queue, {
    lanes,
    pause: pauseBetweenLooks,
    handle: async (lease) => await runLease(context, lease),
    handleDead: async (lease) => await runDeadLease(context, lease),
    failed: (error) => log.error({ err: error }, 'a job failed'),
  });
  nudge = worker.nudge;
  const sweeps = setInterval(() => void sweep(context, timeForSweep), pauseBetweenSweeps);
  await server.start();
  return {
    port: server.port,
    stop: async () => {
      clearInterval(sweeps);
      await server.stop();
      // What does not end in time is still in the queue, and free again at the next start.
      await Promise.race([worker.stop(), systemClock.sleep(timeToStop)]);
      queue.close();
    },
  };
}
