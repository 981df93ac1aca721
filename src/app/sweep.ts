import { redeliverFailed } from '../github/redeliver.ts';
import { keepPace } from '../github/pace.ts';
import { InstallationLimits } from '../github/limits.ts';
import { handleDeadClaim, type Workshop } from './claims.ts';

/** What one sweep did. */
export interface Swept {
  readonly redelivered: number;
  readonly gaveUp: number;
}

const mostDead = 100;

/**
 * What events alone would lose: deliveries that GitHub could not make, and jobs that no attempt settled,
 * whose check runs are completed with the cause. A failure in one part does not keep the other from its work.
 */
export async function sweep(workshop: Workshop, time: number): Promise<Swept> {
  const deadline = workshop.clock.now() + time;
  const gaveUp = await guarded(workshop, async () => await drainDead(workshop, deadline));
  const redelivered = await guarded(workshop, async () => {
    const client = await workshop.probot.auth();
    keepPace(client, new InstallationLimits(), workshop.clock, { deadline });
    return await redeliverFailed(client, workshop.clock);
  });
  workshop.log.info({ redelivered, gaveUp }, 'swept');
  return { redelivered, gaveUp };
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
