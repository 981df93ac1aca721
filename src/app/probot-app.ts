import type { ApplicationFunction } from 'probot';
import { handledEvents, jobOf } from '../github/deliveries/events.ts';
import type { Log } from '../github/job/services.ts';
import type { Queue } from '../queue/queue.ts';
import { putJob } from './job-messages.ts';

/** What the app hands its events to. */
export interface AppOptions {
  /** The id of the app: events about check runs of other apps are not ours. */
  readonly app: number;
  readonly queue: Queue;
  readonly log: Log;
  /** Told when something was put into the queue. */
  queued?(): void;
}

/**
 * The Probot app: an event becomes a small pointer in a durable queue, and only then is it answered. The
 * work is done by whoever reads the queue.
 */
export function portcullis(options: AppOptions): ApplicationFunction {
  return (probot) => {
    probot.on([...handledEvents], async ({ id, name, payload }) => {
      const job = jobOf({ id, name, payload }, options.app);
      if (!job) return;
      const isNew = await putJob(options.queue, job, id);
      options.log.info({ delivery: id, event: name, kind: job.kind, isNew }, 'queued');
      options.queued?.();
    });
    probot.on(['installation', 'installation_repositories'], ({ id, payload }) => {
      options.log.info(
        { delivery: id, installation: payload.installation.id, action: payload.action },
        'installation changed',
      );
    });
  };
}
