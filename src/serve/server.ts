import { Probot, Server } from 'probot';
import type { Logger } from 'probot';
import { countSettlement } from '../app/count-settlement.ts';
import { runLease, runDeadLease, timeForLease, type JobContext } from '../app/run-lease.ts';
import { AppOctokit } from '../app/octokit.ts';
import { readOwnApp } from '../app/own-app.ts';
import { sweep } from '../app/sweep.ts';
import { fixedSecrets } from '../app/webhook-secret.ts';
import { systemClock, type Clock } from '../github/client/clock.ts';
import { createLimits } from '../github/client/limits.ts';
import type { Count } from '../github/job/counts.ts';
import { createCaches } from '../github/job/services.ts';
import { startWorker } from '../queue/worker.ts';
import type { Reviewer } from '../session/reviewer.ts';
import type { Environment } from './environment.ts';
import { limitConnections } from './connections.ts';
import { createHealthHandler } from './health.ts';
import { startMetricsServer, type MetricsServer } from './metrics-server.ts';
import { createMetrics } from './prometheus.ts';
import { CannotStart, listenProblem, openQueue } from './start-up.ts';
import { createWebhookHandler } from './webhook-handler.ts';

/** A running server. */
export interface RunningServer {
  readonly port: number;
  /** Where metrics are served; null when they are not. */
  readonly metricsPort: number | null;
  /** Ends the reviews that were begun (or leaves them to the next start), keeps deliveries until then, and resolves. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly environment: Environment;
  readonly reviewer: Reviewer;
  readonly log: Logger;
  readonly clock?: Clock;
  /** Reaches GitHub in another way than over the network. */
  readonly fetch?: typeof fetch;
}

/** Reviews that are worked on at the same time. */
export const lanes = 6;
const mostOfOne = 3;
/** A lane that sleeps for one installation works for nobody. */
const patienceOfLane = 5_000;
const pauseBetweenLooks = 1_000;
const timeToStop = 25_000;
const pauseBetweenSweeps = 15 * 60_000;
const timeForSweep = 5 * 60_000;
/** What was sent while nothing ran is asked for soon; a server that fails at its start asks for nothing. */
const pauseBeforeFirstSweep = 60_000;

/** Receives webhooks, keeps them in a queue on disk, and works on the queue. Throws, and leaves nothing running, where it cannot listen. */
export async function startServer({
  environment,
  reviewer,
  log,
  clock = systemClock,
  fetch,
}: ServerOptions): Promise<RunningServer> {
  const { app, secret, previousSecret, webhookPath, host, port } = environment;
  const queue = openQueue(environment.dataDirectory, () => clock.now());

  const { metricsPort } = environment;
  const metrics = metricsPort === null ? null : createMetrics(queue);
  const count: Count = metrics?.count ?? (() => undefined);
  let isStopping = false;
  // What arrives before there is a worker is what it finds at its first look.
  let nudge = (): void => undefined;
  class ReceivingProbot extends Probot {
    /** Probot's own middleware knows one secret, answers before the work is safe, and logs payloads of forged deliveries. */
    override async getNodeMiddleware(): ReturnType<Probot['getNodeMiddleware']> {
      await this.ready();
      const secrets = fixedSecrets(secret, previousSecret);
      return createWebhookHandler({ path: webhookPath, app, secrets, queue, log, count, queued: () => nudge() });
    }
  }
  const request = fetch ? { fetch } : {};
  // Probot takes the number 0 for no port and listens on 3000; as text it is what it is everywhere, any free port.
  const listen: object = { port: String(port) };
  const server = new Server({
    host,
    ...listen,
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
  let metricsServer: MetricsServer | undefined;
  try {
    if (metrics !== null && metricsPort !== null) metricsServer = await startMetricsServer(metrics, host, metricsPort);
    await server.load((loaded, options) => {
      probot = loaded;
      options.addHandler(createHealthHandler({ queue, isStopping: () => isStopping, now: () => clock.now() }));
    });
    if (!probot) throw new Error('Probot did not load the app');
    await refuseWrongKey(probot, app, log);
    limitConnections(await server.start());
  } catch (error) {
    await metricsServer?.stop();
    queue.close();
    throw listenProblem(error, { host, port });
  }
  const context: JobContext = {
    probot,
    app,
    queue,
    clock,
    caches: createCaches(),
    limits: createLimits(),
    reviewer,
    log,
    count,
    time: timeForLease,
    patience: patienceOfLane,
  };
  const worker = startWorker(queue, {
    lanes,
    mostOfOne,
    pause: pauseBetweenLooks,
    handle: async (lease) => await runLease(context, lease),
    handleDead: async (lease) => await runDeadLease(context, lease),
    settled: (lease, settlement) => countSettlement(count, lease, settlement, clock.now()),
    failed: (error) => log.error({ err: error }, 'a job failed'),
  });
  nudge = worker.nudge;
  const sweepNow = (): void => void sweep(context, timeForSweep);
  const [firstSweep, sweeps] = [setTimeout(sweepNow, pauseBeforeFirstSweep), setInterval(sweepNow, pauseBetweenSweeps)];
  return {
    port: server.port,
    metricsPort: metricsServer?.port ?? null,
    stop: async () => {
      isStopping = true;
      clearTimeout(firstSweep);
      clearInterval(sweeps);
      // What does not end in time is still in the queue, and free again at the next start; so is what comes meanwhile.
      await Promise.race([worker.stop(), systemClock.sleep(timeToStop)]);
      await server.stop();
      await metricsServer?.stop();
      queue.close();
    },
  };
}

/** A key that GitHub refuses would be found with the first webhook, when the delivery has been accepted already. */
async function refuseWrongKey(probot: Probot, app: number, log: Logger): Promise<void> {
  const own = await readOwnApp(await probot.auth(), app);
  if (own.kind === 'refused') throw new CannotStart(own.problem);
  if (own.kind === 'unknown')
    log.warn({ why: own.problem }, 'GitHub did not answer at the start; the private key is not tried yet');
}
