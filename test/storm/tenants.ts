import { runDeadLease, runLease } from '../../src/app/run-lease.ts';
import { putJob } from '../../src/app/job-messages.ts';
import { jobOf } from '../../src/github/deliveries/events.ts';
import { InstallationLimits } from '../../src/github/client/limits.ts';
import { openSqliteQueue } from '../../src/queue/sqlite-queue.ts';
import { startWorker } from '../../src/queue/worker.ts';
import { FakeGitHub } from '../fake-github/fake-github.ts';
import type { FakePull, FakeRepository } from '../fake-github/state.ts';
import { startContainer } from '../lambda/harness.ts';

export interface TenantsSize {
  /** Installations that behave. */
  readonly installations: number;
  /** Pull requests of each. */
  readonly pulls: number;
  /** Pull requests that one more installation opens at once, before all others. */
  readonly hostile: number;
}

/** Milliseconds from a delivery to its check run, for those that behave. */
export interface TenantsReport {
  readonly p50: number;
  readonly p99: number;
  /** Check runs of the hostile one that were completed meanwhile. */
  readonly hostileDone: number;
}

/** As the server has them. */
const lanes = 6;
const mostOfOne = 3;
const patience = 5_000;
/** Milliseconds of an answer of GitHub's, and between two deliveries. */
const latency = 40;
const pauseBetweenDeliveries = 120;

/** The server's queue and worker with several installations, in real time. */
export async function runTenants({ installations, pulls, hostile }: TenantsSize): Promise<TenantsReport> {
  const github = new FakeGitHub();
  github.quota = Infinity;
  github.latency = latency;
  const queue = openSqliteQueue(':memory:');
  const container = startContainer(github, queue);
  // Its own limits would stop the hostile one after some forty reviews; here it goes on for ever.
  const context = { ...container.context, limits: () => new InstallationLimits() };
  const worker = startWorker(queue, {
    lanes,
    mostOfOne,
    pause: 1_000,
    handle: async (lease) => await runLease({ ...context, patience }, lease),
    handleDead: async (lease) => await runDeadLease({ ...context, patience }, lease),
    failed: () => undefined,
  });
  const deliver = async (): Promise<void> => {
    for (const event of github.events.splice(0)) {
      const job = jobOf(event, github.app.id);
      if (job) await putJob(queue, job, event.id);
    }
    worker.nudge();
  };
  const repositoryOf = (account: string): FakeRepository => {
    github.install(account);
    return github.createRepository(`${account}/infra`, { 'a.yaml': 'one: 1\n' });
  };
  const enemy = repositoryOf('hostile');
  for (let n = 0; n < hostile; n += 1) github.openPull(enemy, { [`f${n}.yaml`]: 'one: wrong\n' });
  await deliver();
  const repositories = Array.from({ length: installations }, (_, n) => repositoryOf(`quiet${n}`));
  const begun = new Map<FakePull, number>();
  const times = new Map<FakePull, number>();
  const look = (): void => {
    for (const [pull, at] of begun) {
      const isDone = pull.repository.runs.some(({ head, status }) => head === pull.head && status === 'completed');
      if (isDone && !times.has(pull)) times.set(pull, performance.now() - at);
    }
  };
  const watch = setInterval(look, 1);
  for (let n = 0; n < pulls; n += 1) {
    for (const repository of repositories) {
      begun.set(github.openPull(repository, { [`g${n}.yaml`]: 'one: wrong\n' }), performance.now());
      await deliver();
      await new Promise((resolve) => setTimeout(resolve, pauseBetweenDeliveries));
    }
  }
  while (times.size < begun.size) await new Promise((resolve) => setTimeout(resolve, 5));
  clearInterval(watch);
  const hostileDone = enemy.runs.filter(({ status }) => status === 'completed').length;
  await worker.stop();
  queue.close();
  const sorted = [...times.values()].toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0);
  return { p50: at(0.5), p99: at(0.99), hostileDone };
}
