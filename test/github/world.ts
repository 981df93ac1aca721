import { runLease, type JobContext } from '../../src/app/run-lease.ts';
import { putJob } from '../../src/app/job-messages.ts';
import { jobOf } from '../../src/github/deliveries/events.ts';
import type { Lease } from '../../src/queue/queue.ts';
import { openSqliteQueue } from '../../src/queue/sqlite-queue.ts';
import { FakeGitHub } from '../fake-github/fake-github.ts';
import type { FakeRepository, FakeRun } from '../fake-github/state.ts';
import { startContainer } from '../lambda/harness.ts';

/** `old` serves what `main` does not: a change that is right for one branch is wrong for the other. */
export interface World {
  readonly github: FakeGitHub;
  readonly repository: FakeRepository;
  readonly context: JobContext;
  /** Delivers what happened, and works on what is free; during a request, this is what other lanes do meanwhile. */
  turn(): Promise<void>;
  /** Delivers what happened and works until nothing is left. */
  settle(): Promise<void>;
  /** The check that GitHub shows on a commit: the newest run. */
  shown(head: string): FakeRun | undefined;
}

export function start(configuration = ''): World {
  const github = new FakeGitHub();
  github.install('acme');
  const files = { 'a.yaml': 'one: 1\n', ...(configuration === '' ? {} : { '.github/portcullis.yml': configuration }) };
  const repository = github.createRepository('acme/infra', files);
  // Whoever merges into this branch brings nothing new: what is wrong stands there already.
  github.pushToBranch(repository, 'old', { 'a.yaml': 'one: wrong\n' });
  const queue = openSqliteQueue(':memory:', () => github.clock.now());
  const { context } = startContainer(github, queue);
  const work = async (lease: Lease): Promise<void> => {
    const settlement = await runLease(context, lease);
    await (settlement.kind === 'done' ? queue.acknowledge(lease) : queue.retry(lease, settlement.seconds));
  };
  const turn = async (): Promise<void> => {
    for (const event of github.events.splice(0)) {
      const job = jobOf(event, github.app.id);
      if (job) await putJob(queue, job, event.id);
    }
    for (const lease of await queue.lease(4)) await work(lease);
  };
  const settle = async (): Promise<void> => {
    for (let turns = 0; turns < 60; turns += 1) {
      await turn();
      const { waiting } = await queue.counts();
      if (waiting + github.events.length === 0) return;
      github.clock.time += 1_000;
    }
    throw new Error('it does not come to rest');
  };
  const shown = (head: string): FakeRun | undefined => repository.runs.filter((run) => run.head === head).at(-1);
  return { github, repository, context, turn, settle, shown };
}

export const wrong = { 'a.yaml': 'one: wrong\n' };

/** Everything a commit promises whatever happened. */
export function openRuns({ repository }: World): readonly FakeRun[] {
  return repository.runs.filter(({ status, completions }) => status !== 'completed' || completions !== 1);
}

/** A merge group of a new pull request, of which GitHub tells. */
export const group = ({ github, repository }: World, change: Record<string, string>): string => {
  const pull = github.openPull(repository, change);
  const base = repository.branches.get('main') ?? '';
  const head = repository.git.merge(base, pull.head);
  github.emit(repository, 'merge_group', {
    action: 'checks_requested',
    merge_group: { head_sha: head, base_sha: base },
  });
  return head;
};
