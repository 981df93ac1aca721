import { redeliverFailed } from '../github/deliveries/redeliver.ts';
import { keepPace } from '../github/client/pace.ts';
import { NotYetKnown, statusOf } from '../github/client/failure.ts';
import { InstallationLimits } from '../github/client/limits.ts';
import { findStuckRuns, sweepEvery } from '../github/check-runs/stuck-runs.ts';
import type { CountName } from '../github/job/counts.ts';
import { NewerRelease } from '../queue/newer-release.ts';
import { runDeadLease, type JobContext } from './run-lease.ts';
import { putJob } from './job-messages.ts';

/** What one sweep did. */
export interface Swept {
  readonly redelivered: number;
  readonly gaveUp: number;
  /** Reviews put into the queue because their check runs were left open and nobody works on them. */
  readonly restarted: number;
}

const mostDead = 100;
const mostPagesOfInstallations = 10;
/** Milliseconds for one installation, so that one that is slow or out of quota does not use up the time of others. */
const timeForInstallation = 30_000;

/**
 * What events alone would lose: deliveries that GitHub could not make, jobs that no attempt settled, whose
 * check runs are completed with the cause, and check runs left open by a job that was lost. A failure in one part does not keep the other from its work.
 */
export async function sweep(context: JobContext, time: number): Promise<Swept> {
  const deadline = context.clock.now() + time;
  const gaveUp = await guarded(context, async () => await drainDead(context, deadline));
  const redelivered = await guarded(context, async () => {
    const client = await context.probot.auth();
    keepPace(client, new InstallationLimits(), context.clock, { deadline });
    const { asked, lost } = await redeliverFailed(client, context.clock);
    context.count('DeliveriesLost', lost);
    return asked;
  });
  const restarted = await guarded(context, async () => await restartStuck(context, deadline));
  context.count('Sweeps', 1);
  context.log.info({ redelivered, gaveUp, restarted }, 'swept');
  return { redelivered, gaveUp, restarted };
}

/** Another installation is the first each time, so that all have their turn where the time is too short. */
async function restartStuck(context: JobContext, deadline: number): Promise<number> {
  const installations = await listInstallations(context, deadline);
  const turn = Math.floor(context.clock.now() / sweepEvery) % Math.max(1, installations.length);
  let restarted = 0;
  for (const installation of [...installations.slice(turn), ...installations.slice(0, turn)]) {
    if (context.clock.now() >= deadline) break;
    restarted += await guarded(context, async () => await restartIn(context, installation, deadline));
  }
  return restarted;
}

async function listInstallations(context: JobContext, deadline: number): Promise<readonly number[]> {
  const client = await context.probot.auth();
  keepPace(client, new InstallationLimits(), context.clock, { deadline });
  const found: number[] = [];
  for (let page = 1; page <= mostPagesOfInstallations; page += 1) {
    const { data } = await client.request('GET /app/installations', { per_page: 100, page });
    found.push(...data.filter(({ suspended_at: at }) => at === null).map(({ id }) => id));
    if (data.length < 100) break;
  }
  return found;
}

async function restartIn(context: JobContext, installation: number, deadline: number): Promise<number> {
  const { clock, app, queue } = context;
  const client = await context.probot.auth(installation);
  const budget = { deadline: Math.min(deadline, clock.now() + timeForInstallation) };
  keepPace(client, context.limits(installation), clock, budget);
  let restarted = 0;
  for await (const { job, id } of findStuckRuns(client, clock, { installation, app })) {
    if (await putJob(queue, job, id)) restarted += 1;
  }
  return restarted;
}

/** The review that gives up adopts the check run an attempt left open, so nothing of ours stays in progress. */
async function drainDead(context: JobContext, deadline: number): Promise<number> {
  let drained = 0;
  while (drained < mostDead && context.clock.now() < deadline) {
    const leases = await context.queue.leaseDead(10);
    if (leases.length === 0) break;
    for (const lease of leases) {
      const time = Math.max(1, deadline - context.clock.now());
      const done = await guarded(context, async () => {
        const settlement = await runDeadLease({ ...context, time }, lease);
        if (settlement.kind === 'done') return 1;
        if (settlement.uncounted === 'newer') context.count('LeftForNewer', 1);
        return 0;
      });
      // What GitHub would not take now is tried again by the next sweep.
      await (done > 0 ? context.queue.acknowledge(lease) : context.queue.retry(lease, 600));
      drained += done;
    }
  }
  return drained;
}

async function guarded(context: JobContext, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    context.log.error({ err: error }, 'a part of the sweep failed');
    context.count(countOf(error), 1);
    return 0;
  }
}

function countOf(error: unknown): CountName {
  if (error instanceof NewerRelease) return 'LeftForNewer';
  return isRefusalOfApp(error) ? 'AppRefused' : 'SweepPartsFailed';
}

/** GitHub answers a wrong key with 401 and the id of no app with 404. Of an installation 404 says that it is gone. */
function isRefusalOfApp(error: unknown): boolean {
  return statusOf(error) === 401 || (statusOf(error) === 404 && !(error instanceof NotYetKnown));
}
