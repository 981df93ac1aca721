import type { Probot } from 'probot';
import type { Clock } from '../github/client/clock.ts';
import { isTransient, NotYetKnown, QuotaExhausted, ServiceUnavailable, statusOf } from '../github/client/failure.ts';
import type { Job } from '../github/model/job.ts';
import { textAt } from '../github/model/json-value.ts';
import { nameOf } from '../github/model/repository.ts';
import type { InstallationLimits } from '../github/client/limits.ts';
import type { Count } from '../github/job/counts.ts';
import { keepPace, rateLimitedUntil } from '../github/client/pace.ts';
import type { Attempt, Caches, Log, Services } from '../github/job/services.ts';
import { runJobs, giveUp, type Enqueue } from '../github/review/run-jobs.ts';
import { queuePolicy, type Lease, type Queue } from '../queue/queue.ts';
import { retryAfterFailure, type Settlement } from '../queue/worker.ts';
import type { Reviewer } from '../session/reviewer.ts';
import { putJob, takeJob } from './job-messages.ts';
import { leftForNewer } from './newer-release.ts';
import { outageOf, outlastUntil } from './outage.ts';

/** Milliseconds for one lease; its visibility in every queue is longer. */
export const timeForLease = 240_000;

/** What leases are worked on with; one for each process. */
export interface JobContext {
  readonly probot: Pick<Probot, 'auth'>;
  readonly app: number;
  readonly queue: Queue;
  readonly clock: Clock;
  readonly caches: Caches;
  readonly limits: (installation: number) => InstallationLimits;
  readonly reviewer: Reviewer;
  readonly log: Log;
  /** Milliseconds for one lease: `timeForLease`, except where a test has less patience. */
  readonly time: number;
  /** Milliseconds that a job waits for the limits of its installation before it makes room for others. */
  readonly patience: number;
  readonly count: Count;
}

const done: Settlement = { kind: 'done' };

/** Works on the jobs of one group. Throws what another attempt may overcome. */
export async function runLease(context: JobContext, lease: Lease): Promise<Settlement> {
  const { queue } = context;
  const attempt = lease.last ? 'last' : 'retryable';
  return await withServices(context, lease, attempt, async (services, jobs) => {
    const began = services.clock.now();
    const outcomes = await runJobs(services, jobs, enqueueInto(queue));
    for (const outcome of outcomes) {
      const took = services.clock.now() - began;
      services.log.info(
        { ...outcome, attempt: lease.attempt, milliseconds: took, requests: services.requests() },
        'done',
      );
      if (outcome.conclusion !== 'nothing') services.count('Reviews', 1, { conclusion: outcome.conclusion });
    }
    services.count('ApiRequests', services.requests());
  });
}

/**
 * Says of jobs that no attempt settled that there is no result. Throws while somebody may be told later; where GitHub
 * refuses, because a permission was taken away or the repository is archived, it ends all the same.
 */
export async function runDeadLease(context: JobContext, lease: Lease): Promise<Settlement> {
  try {
    return await giveUpLease(context, lease);
  } catch (error) {
    const isRefusal = statusOf(error) !== null || lease.attempt >= queuePolicy.mostAttempts;
    if (isTransient(error) || !isRefusal) throw error;
    context.log.error({ err: error, group: lease.group }, 'nobody could be told');
    return done;
  }
}

async function giveUpLease(context: JobContext, lease: Lease): Promise<Settlement> {
  return await withServices(context, lease, 'abandoned', async (services, jobs) => {
    services.log.error({ attempts: lease.attempt }, 'gave up');
    services.count('JobsGivenUp', jobs.length);
    await giveUp(services, jobs, enqueueInto(context.queue));
  });
}

/** With the pauses between them some two minutes. */
const attemptsForNewInstallation = 4;

type CountingServices = Services & { requests(): number };

async function withServices(
  context: JobContext,
  lease: Lease,
  attempt: Attempt,
  work: (services: CountingServices, jobs: readonly Job[]) => Promise<void>,
): Promise<Settlement> {
  let jobs: readonly Job[];
  try {
    jobs = lease.messages.map(({ body }) => takeJob(body));
  } catch (error) {
    const left = leftForNewer(error);
    if (left === null) throw error;
    context.log.error({ err: error, group: lease.group }, 'left for the newer release');
    return left;
  }
  const [first] = jobs;
  if (!first) return done;
  if (first.kind === 'installation') {
    forgetInstallation(context, first);
    return done;
  }
  for (const { repository, repositoryId } of jobs) context.caches.recent.learn(repository, repositoryId);
  const wait = waitOf(context, first.installation);
  if (wait !== null) return wait;
  const log = logFor(context.log, { deliveries: jobs.map(({ delivery }) => delivery), group: lease.group });
  try {
    const services = await servicesFor(context, first.installation, { attempt, lease, log });
    if (services) await work(services, jobs);
    else log.warn({}, 'the installation is gone');
    return done;
  } catch (error) {
    if (statusOf(error) === 401) context.caches.tokens.forget(first.installation);
    if (error instanceof NotYetKnown) {
      log.warn({ err: error }, 'waiting for GitHub’s replicas');
      return retryAfterFailure(lease);
    }
    const outage = attempt === 'abandoned' ? null : outageOf(error, lease, context.clock.now());
    if (outage !== null) {
      log.error({ err: error, ...outage }, 'a job failed');
      return outage;
    }
    if (!(error instanceof QuotaExhausted)) throw error;
    const seconds = Math.ceil(Math.max(1, (error.until - context.clock.now()) / 1000));
    log.warn({ seconds }, 'waiting for GitHub’s rate limit');
    return { kind: 'retry', seconds, uncounted: 'early' };
  }
}

/** Whether the installation is over its limits for longer than a job waits; nothing is asked of GitHub then. */
function waitOf({ limits, clock, patience }: JobContext, installation: number): Settlement | null {
  const milliseconds = limits(installation).freeAt('read', clock.now()) - clock.now();
  if (milliseconds <= patience) return null;
  return { kind: 'retry', seconds: Math.ceil(milliseconds / 1000), uncounted: 'early' };
}

function enqueueInto(queue: Queue): Enqueue {
  return async (job, id) => {
    try {
      await putJob(queue, job, id);
    } catch (error) {
      throw new ServiceUnavailable('the queue', error);
    }
  };
}

/** What GitHub says of an installation holds until GitHub says that it has changed. */
function forgetInstallation({ caches, log }: JobContext, { installation, repository, delivery }: Job): void {
  caches.tokens.forget(installation);
  // Whether the organisation's configuration may be read is among what changes.
  caches.configurations.delete(nameOf(repository));
  log.info({ delivery, installation }, 'an installation has changed');
}

/** Null when the app is no longer installed there, or suspended. */
async function servicesFor(
  context: JobContext,
  installation: number,
  { attempt, lease, log }: { readonly attempt: Attempt; readonly lease: Lease; readonly log: Log },
): Promise<CountingServices | null> {
  const { app, caches, clock, reviewer } = context;
  const client = await context.probot.auth(installation);
  let permissions: unknown;
  try {
    const refresh = caches.tokens.isOld(installation, clock.now());
    permissions = await client.auth({ type: 'installation', installationId: installation, refresh });
  } catch (error) {
    caches.tokens.forget(installation);
    const until = rateLimitedUntil(error, clock.now());
    if (until !== null) throw new QuotaExhausted(until);
    // An installation of a moment ago is not known everywhere; one that is gone stays unknown.
    const isNew = attempt !== 'abandoned' && lease.attempt < attemptsForNewInstallation;
    if (statusOf(error) === 401) context.count('AppRefused', 1);
    if (statusOf(error) === 404 && isNew) throw new NotYetKnown('an installation');
    if (statusOf(error) === 404 || statusOf(error) === 403) return null;
    throw error;
  }
  const budget = { deadline: clock.now() + context.time, patience: context.patience };
  let requests = 0;
  client.hook.before('request', () => {
    requests += 1;
  });
  keepPace(client, context.limits(installation), clock, budget);
  return {
    client,
    budget,
    clock,
    app,
    caches,
    reviewer,
    attempt,
    outlastUntil: attempt === 'abandoned' ? 0 : outlastUntil(lease),
    log,
    count: context.count,
    mayPush: grantsPush(permissions),
    requests: () => requests,
  };
}

function grantsPush(authentication: unknown): boolean {
  return textAt(authentication, 'permissions', 'contents') === 'write';
}

function logFor(log: Log, about: object): Log {
  return {
    info: (fields, message) => log.info({ ...about, ...fields }, message),
    warn: (fields, message) => log.warn({ ...about, ...fields }, message),
    error: (fields, message) => log.error({ ...about, ...fields }, message),
  };
}
