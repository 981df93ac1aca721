import { groupOf } from '../github/model/job.ts';
import type { Job } from '../github/model/job.ts';
import { NewerRelease } from '../queue/newer-release.ts';
import type { Queue } from '../queue/queue.ts';

/** Raised with each change of jobs that an earlier release would misread. A message that says none is of the first. */
export const jobVersion = 1;

/** What stands in a message. */
type Written = Job & { readonly version?: number };

/** False when the job was taken before. */
export async function putJob(queue: Pick<Queue, 'enqueue'>, job: Job, id: string): Promise<boolean> {
  const written: Written = { version: jobVersion, ...job };
  return await queue.enqueue({ id, group: groupOf(job), body: JSON.stringify(written) });
}

/**
 * Reads a job back; only `putJob` writes them, of this release or of another one.
 * @throws NewerRelease
 */
export function takeJob(body: string): Job {
  const { version = 1, ...job } = JSON.parse(body) as Written;
  if (version <= jobVersion) return job;
  throw new NewerRelease(
    `A job in the queue was written by a newer release (version ${version}, this one knows ${jobVersion}). It stays there until that release runs again.`,
  );
}
