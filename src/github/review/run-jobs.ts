import { applyFixes } from './apply-fixes.ts';
import { Superseded } from '../client/failure.ts';
import { groupOf, type Job } from '../model/job.ts';
import { findOwnRuns } from '../check-runs/own-runs.ts';
import { mayWrite } from '../client/permission.ts';
import { reviewMergeGroup } from './review-merge-group.ts';
import { reviewPullRequest, type Outcome, type PullHint } from './review-pull-request.ts';
import type { Services } from '../job/services.ts';

type Of<K extends Job['kind']> = Extract<Job, { kind: K }>;

/** Puts a job into the queue; for work that turns out to be several jobs. */
export type Enqueue = (job: Job, id: string) => Promise<void>;

/**
 * Does the jobs of one group, oldest first. Everything that happened to one pull request is answered by
 * one review of its newest head.
 */
export async function runJobs(services: Services, jobs: readonly Job[], enqueue: Enqueue): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const pulls = jobs.filter((job) => job.kind === 'pull');
  const [first] = pulls;
  if (first) {
    const hints = await hintsOf(services, pulls);
    if (hints.length > 0) outcomes.push(await reviewPullRequest(services, { ...first, hints }));
  }
  for (const job of jobs) {
    if (job.kind === 'group') outcomes.push(await reviewMergeGroup(services, job));
    if (job.kind === 'suite') await expandSuite(services, job, enqueue);
    if (job.kind === 'fixes') outcomes.push(await fix(services, job));
  }
  return outcomes;
}

/** Commands of people who may not write are as if they had not been given. */
async function hintsOf({ client, log }: Services, jobs: readonly Of<'pull'>[]): Promise<readonly PullHint[]> {
  const hints: PullHint[] = [];
  for (const { sender, repository, head, request, delivery } of jobs) {
    if (sender === null || (await mayWrite(client, repository, sender))) hints.push({ head, request });
    else log.info({ delivery }, 'a command of somebody who may not write was ignored');
  }
  return hints;
}

async function fix(services: Services, job: Of<'fixes'>): Promise<Outcome> {
  try {
    return await applyFixes(services, job);
  } catch (error) {
    if (error instanceof Superseded) return { conclusion: 'nothing', head: job.head, why: error.message };
    throw error;
  }
}

/** Which pull requests a commit belongs to is in the check runs we made on it; GitHub's list is empty for forks. */
async function expandSuite(services: Services, suite: Of<'suite'>, enqueue: Enqueue): Promise<void> {
  const { head, request, installation, repositoryId, repository, delivery } = suite;
  const target = { installation, repositoryId, repository, delivery };
  const runs = await findOwnRuns(services, repository, head);
  const jobs = new Map<string, Job>();
  for (const { subject } of runs) {
    if (!subject) continue;
    const job: Job =
      subject.kind === 'pull'
        ? { ...target, kind: 'pull', number: subject.number, head, request, sender: null }
        : { ...target, kind: 'group', head, base: subject.base, request, destroyed: false };
    jobs.set(groupOf(job), job);
  }
  for (const [group, job] of jobs) await enqueue(job, `${target.delivery}:${group}`);
}

/** Answers jobs that no attempt could finish (`abandoned`): a check run must neither wait for ever nor be missing. */
export async function giveUp(services: Services, jobs: readonly Job[]): Promise<void> {
  for (const job of jobs) {
    if (job.kind === 'pull') {
      const { head, request } = job;
      await reviewPullRequest(services, { ...job, hints: [{ head, request }] });
    }
    if (job.kind === 'group') await reviewMergeGroup(services, job);
  }
}
