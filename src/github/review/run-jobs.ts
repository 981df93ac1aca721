import { applyFixes } from './apply-fixes.ts';
import { pullsToFollow } from './follow-push.ts';
import { Superseded } from '../client/failure.ts';
import { textHash } from '../model/external-id.ts';
import { groupOf, type Job, type JobTask } from '../model/job.ts';
import { findOwnRuns } from '../check-runs/own-runs.ts';
import { mayWrite } from '../job/permission.ts';
import { readOpenPulls } from '../pull-request/open-pulls.ts';
import { compareCommits } from '../pull-request/changed-files.ts';
import type { Repository } from '../model/repository.ts';
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
    if (hints.length > 0) {
      const { handOver, ...outcome } = await reviewPullRequest(services, { ...first, hints });
      await handOverTo(services, first, handOver, enqueue);
      outcomes.push(outcome);
    }
  }
  for (const job of jobs) {
    if (job.kind === 'group') {
      const { handOver, ...outcome } = await reviewMergeGroup(services, job);
      await handOverTo(services, job, handOver, enqueue);
      outcomes.push(outcome);
    }
    if (job.kind === 'suite') await expandSuite(services, job, enqueue);
    if (job.kind === 'push') await follow(services, job, enqueue);
    if (job.kind === 'fixes') outcomes.push(await fix(services, job));
  }
  return outcomes;
}

/** Commands of people who may not write are as if they had not been given. */
async function hintsOf(services: Services, jobs: readonly Of<'pull'>[]): Promise<readonly PullHint[]> {
  const hints: PullHint[] = [];
  for (const { sender, repository, head, request, delivery, ...more } of jobs) {
    const { before = null, handedOver = false, pushes = [] } = more;
    if (sender === null || (await mayWrite(services, repository, sender)))
      hints.push({ head, request, before, handedOver, pushes });
    else services.log.info({ delivery }, 'a command of somebody who may not write was ignored');
  }
  return hints;
}

/** What several pull requests and their base branch come to together is known only after each push to it. */
async function follow(services: Services, push: Of<'push'>, enqueue: Enqueue): Promise<void> {
  const { installation, repositoryId, repository, delivery, branch, before, after } = push;
  const target = { installation, repositoryId, repository, delivery };
  for (const { number, head } of await pullsToFollow(services, push)) {
    const task = { kind: 'pull', number, head, request: textHash(after), sender: null } as const;
    const job: Job = { ...target, ...task, pushes: [{ branch, was: before, is: after }] };
    await enqueue(job, `${delivery}:${number}`);
  }
}

/** What is reviewed for something else is a job of that one's group, so that no two run at once for one pull request. */
async function handOverTo(
  { clock }: Services,
  { installation, repositoryId, repository, delivery }: Job,
  others: readonly JobTask[],
  enqueue: Enqueue,
): Promise<void> {
  for (const other of others) {
    const target = { installation, repositoryId, repository, delivery };
    const job: Job = { ...target, ...other };
    await enqueue(job, `${delivery}:${textHash(groupOf(job))}:${clock.now()}`);
  }
}

async function fix(services: Services, job: Of<'fixes'>): Promise<Outcome> {
  try {
    return await applyFixes(services, job);
  } catch (error) {
    if (error instanceof Superseded) return { conclusion: 'nothing', head: job.head, why: error.message };
    throw error;
  }
}

/** Which pull requests a commit belongs to is in the check runs we made on it, or in the list of those that are open; that of the event is empty for forks. */
async function expandSuite(services: Services, suite: Of<'suite'>, enqueue: Enqueue): Promise<void> {
  const { head, queue, request, installation, repositoryId, repository, delivery } = suite;
  const target = { installation, repositoryId, repository, delivery };
  const runs = await findOwnRuns(services, repository, head);
  const jobs = new Map<string, Job>();
  const add = (task: JobTask): void => {
    const job: Job = { ...target, ...task };
    jobs.set(groupOf(job), job);
  };
  const addPull = (number: number): void => add({ kind: 'pull', number, head, request, sender: null });
  for (const { subject } of runs) {
    if (subject?.kind === 'group') add({ kind: 'group', head, base: subject.base, request, destroyed: false });
    else if (subject) addPull(subject.number);
  }
  // A head of which we never heard has no run of ours, and a required check waits for one.
  if (jobs.size === 0) {
    for (const { number } of (await readOpenPulls(services.client, repository))(head)) addPull(number);
    // The commit of a merge group is of no pull request.
    const base = jobs.size === 0 && queue !== undefined ? await baseOfGroup(services, repository, queue, head) : null;
    if (base !== null) add({ kind: 'group', head, base, request, destroyed: false });
  }
  for (const [group, job] of jobs) await enqueue(job, `${target.delivery}:${group}`);
}

/**
 * What a merge group of which we never heard goes onto: where its branch meets the one of the queue, so that groups
 * before it are judged with it. Null for one that was merged since.
 */
async function baseOfGroup(
  services: Services,
  repository: Repository,
  branch: string,
  head: string,
): Promise<string | null> {
  const { mergeBase } = await compareCommits(services, repository, branch, head);
  return mergeBase === head ? null : mergeBase;
}

/** Answers jobs that no attempt could finish (`abandoned`): a check run must neither wait for ever nor be missing. */
export async function giveUp(services: Services, jobs: readonly Job[], enqueue: Enqueue): Promise<void> {
  for (const job of jobs) {
    if (job.kind === 'pull') {
      const { head, request, before = null, handedOver = false, pushes = [] } = job;
      const hints = [{ head, request, before, handedOver, pushes }];
      const { handOver } = await reviewPullRequest(services, { ...job, hints });
      await handOverTo(services, job, handOver, enqueue);
    }
    if (job.kind === 'group') {
      const { handOver } = await reviewMergeGroup(services, job);
      await handOverTo(services, job, handOver, enqueue);
    }
  }
}
