import { groupOf } from '../github/model/job.ts';
import type { Job } from '../github/model/job.ts';
import type { Queue } from '../queue/queue.ts';

/** False when the job was taken before. */
export async function putJob(queue: Pick<Queue, 'enqueue'>, job: Job, id: string): Promise<boolean> {
  return await queue.enqueue({ id, group: groupOf(job), body: JSON.stringify(job) });
}

/** Reads a job back; only `putJob` writes them. */
export function takeJob(body: string): Job {
  return JSON.parse(body) as Job;
}
