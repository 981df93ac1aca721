import { redeliverFailed } from '../github/redeliver.ts';
import { keepPace } from '../github/pace.ts';
import { InstallationLimits } from '../github/limits.ts';
import { findStuckRuns, sweepEvery } from '../github/stuck-runs.ts';
import { putJob } from '../app.ts';
import { handleDeadClaim, type Workshop } from './run-lease.ts';

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
export async function sweep(workshop: Workshop, time: number): Promise<Swept> {
  const deadline = workshop.clock.now() + time;
  const gaveUp = await guarded(workshop, async () => await drainDead(workshop, deadline));
  const redelivered = await guarded(workshop, async () => {
    const client = await workshop.probot.auth();
    keepPace(client, new InstallationLimits(), workshop.clock, { deadline });
    return await redeliverFailed(client, workshop.clock);
  });
  const restarted = await guarded(workshop, async () => await restartStuck(workshop, deadline));
  workshop.log.info({ redelivered, gaveUp, restarted }, 'swept');
  return { redelivered, gaveUp, restarted };
}

/** Another installation is the first each time, so that all have their turn where the time is too short. */
async function restartStuck(workshop: Workshop, deadline: number): Promise<number> {
  const installations = await listInstallations(workshop, deadline);
  const turn = Math.floor(workshop.clock.now() / sweepEvery) % Math.max(1, installations.length);
  let restarted = 0;
  for (const installation of [...installations.slice(turn), ...installations.slice(0, turn)]) {
    if (workshop.clock.now() >= deadline) break;
    restarted += await guarded(workshop, async () => await restartIn(workshop, installation, deadline));
  }
  return restarted;
}

async function listInstallations(workshop: Workshop, deadline: number): Promise<readonly number[]> {
  const client = await workshop.probot.auth();
  keepPace(client, new InstallationLimits(), workshop.clock, { deadline });
  const found: number[] = [];
  for (let page = 1; page <= mostPagesOfInstallations; page += 1) {
    const { data } = await client.request('GET /app/installations', { per_page: 100, page });
    found.push(...data.filter(({ suspended_at: at }) => at === null).map(({ id }) => id));
    if (data.length < 100) break;
  }
  return found;
}

async function restartIn(workshop: Workshop, installation: number, deadline: number): Promise<number> {
  const { clock, app, queue } = workshop;
  const client = await workshop.probot.auth(installation);
  const budget = { deadline: Math.min(deadline, clock.now() + timeForInstallation) };
  keepPace(client, workshop.limits(installation), clock, budget);
  let restarted = 0;
  for await (const { job, id } of findStuckRuns(client, clock, { installation, app })) {
    if (await putJob(queue, job, id)) restarted += 1;
  }
  return restarted;
}

/** The review that gives up adopts the check run an attempt left open, so nothing of ours stays in progress. */
async function drainDead(workshop: Workshop, deadline: number): Promise<number> {
  let drained = 0;
  while (drained < mostDead && workshop.clock.now() < deadline) {
    const claims = await workshop.queue.claimDead(10);
    if (claims.length === 0) break;
    for (const claim of claims) {
      const time = Math.max(1, deadline - workshop.clock.now());
      const done = await guarded(workshop, async () => {
        const { kind } = await handleDeadClaim({ ...workshop, time }, claim);
        return kind === 'done' ? 1 : 0;
      });
      // What GitHub would not take now is tried again by the next sweep.
      await (done > 0 ? workshop.queue.acknowledge(claim) : workshop.queue.retry(claim, 600));
      drained += done;
    }
  }
  return drained;
}

async function guarded(workshop: Workshop, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    workshop.log.error({ err: error }, 'a part of the sweep failed');
    return 0;
  }
}
