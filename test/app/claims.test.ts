import { describe, expect, test } from 'vitest';
import { handleClaim, handleDeadClaim, type Workshop } from '../../src/app/run-lease.ts';
import { jobOf } from '../../src/github/events.ts';
import { QuotaExhausted } from '../../src/github/failure.ts';
import { groupOf, type Job } from '../../src/github/job.ts';
import type { Claim } from '../../src/queue/queue.ts';
import { openSqliteQueue } from '../../src/queue/sqlite-queue.ts';
import { FakeGitHub } from '../fake-github/fake-github.ts';
import type { FakeInstallation, FakeRepository } from '../fake-github/state.ts';
import { startContainer } from '../lambda/harness.ts';

interface World {
  readonly github: FakeGitHub;
  readonly installation: FakeInstallation;
  readonly repository: FakeRepository;
  readonly workshop: Workshop;
  /** What was logged, as `level message`, with the fields. */
  readonly lines: [string, object][];
}

function start(): World {
  const github = new FakeGitHub();
  const installation = github.install('acme');
  const repository = github.createRepository('acme/infra', { 'a.yaml': 'one: 1\n' });
  const lines: [string, object][] = [];
  const line =
    (level: string) =>
    (fields: object, message: string): void =>
      void lines.push([`${level} ${message}`, fields]);
  const log = { info: line('info'), warn: line('warn'), error: line('error') };
  const queue = openSqliteQueue(':memory:', () => github.clock.now());
  return { github, installation, repository, lines, workshop: { ...startContainer(github, queue).workshop, log } };
}

function claimOf(jobs: readonly Job[], { attempt = 1, last = false } = {}): Claim {
  const messages = jobs.map((job) => ({ id: job.delivery, group: groupOf(job), body: JSON.stringify(job) }));
  return { group: messages[0]?.group ?? 'none', messages, attempt, last };
}

/** A claim of the events so far. */
function claimed({ github }: World, settings: { attempt?: number; last?: boolean } = {}): Claim {
  const jobs = github.events.splice(0).flatMap((event) => jobOf(event, github.app.id) ?? []);
  return claimOf(jobs, settings);
}

function opened(settings: { attempt?: number; last?: boolean } = {}, line = 'one: wrong\n'): World & { claim: Claim } {
  const world = start();
  world.github.openPull(world.repository, { 'a.yaml': line });
  return { ...world, claim: claimed(world, settings) };
}

describe('a claim', () => {
  test('is done, told and counted', async () => {
    const { github, repository, lines, workshop, claim } = opened({ attempt: 2 });
    const ended: unknown[] = [];
    github.beforeCall = () => {
      github.clock.time += 100;
    };
    const settlement = await handleClaim({ ...workshop, ended: (...about) => ended.push(about) }, claim);
    expect(settlement).toEqual({ kind: 'done' });
    expect(repository.runs).toMatchObject([{ conclusion: 'failure', completions: 1 }]);
    // The token is asked for before anything is counted.
    const requests = github.calls.length - 1;
    expect(requests).toBeGreaterThan(3);
    expect(ended).toEqual([['failure', requests]]);
    const about = { deliveries: [claim.messages[0]?.id], group: claim.group };
    expect(lines).toEqual([
      [
        'info done',
        expect.objectContaining({
          ...about,
          conclusion: 'failure',
          attempt: 2,
          requests,
          milliseconds: requests * 100,
        }),
      ],
    ]);
  });

  test('of nothing is done without a request', async () => {
    const { github, workshop } = start();
    expect(await handleClaim(workshop, claimOf([]))).toEqual({ kind: 'done' });
    expect(github.calls).toEqual([]);
  });

  test('keeps the pace of its installation', async () => {
    const { github, installation, workshop, claim } = opened();
    workshop.limits(installation.id + 1).blockUntil(Infinity);
    workshop.limits(installation.id).blockUntil(github.clock.now() + 300_000);
    expect(await handleClaim(workshop, claim)).toEqual({ kind: 'retry', seconds: 300 });
    expect(github.calls.map(({ route }) => route)).toEqual(['POST /app/installations/{installation_id}/access_tokens']);
    github.clock.time += 300_000;
    expect(await handleClaim(workshop, claim)).toEqual({ kind: 'done' });
  });

  test('is given its time and no more', async () => {
    const { github, repository, workshop, claim } = opened({ last: true });
    github.beforeCall = () => {
      github.clock.time += 1_000;
    };
    await handleClaim({ ...workshop, time: 5_000 }, claim);
    expect(repository.runs).toMatchObject([{ conclusion: 'timed_out' }]);
  });

  test('that fails is thrown while another attempt is to come', async () => {
    const { github, repository, workshop, claim } = opened();
    github.fault = ({ route }) => (route.includes('/git/') ? { kind: 'status', status: 502 } : null);
    await expect(handleClaim(workshop, claim)).rejects.toMatchObject({ status: 502 });
    expect(repository.runs.filter(({ status }) => status === 'completed')).toEqual([]);
  });

  test('that fails is shown by the last attempt', async () => {
    const { github, repository, workshop, claim } = opened({ last: true });
    github.fault = ({ route }) => (route.includes('/git/') ? { kind: 'status', status: 502 } : null);
    expect(await handleClaim(workshop, claim)).toEqual({ kind: 'done' });
    expect(repository.runs).toMatchObject([{ conclusion: 'failure', completions: 1 }]);
  });

  test('of a suite puts a job for each of its check runs into the queue', async () => {
    const world = opened();
    await handleClaim(world.workshop, world.claim);
    const [run] = world.repository.runs;
    world.github.emit(world.repository, 'check_suite', {
      action: 'rerequested',
      check_suite: { head_sha: run?.head, app: { id: world.github.app.id } },
    });
    const suite = claimed(world);
    expect(await handleClaim(world.workshop, suite)).toEqual({ kind: 'done' });
    expect(await world.workshop.queue.claim(9)).toMatchObject([{ group: world.claim.group, attempt: 1 }]);
  });
});

describe('the fix button', () => {
  test.each<[string, unknown, readonly string[]]>([
    ['contents: write', { permissions: { contents: 'write' } }, ['Apply fixes']],
    ['contents: read', { permissions: { contents: 'read' } }, []],
    ['no contents', { permissions: { checks: 'write' } }, []],
    ['no permissions', { permissions: null }, []],
    ['permissions in a form nobody knows', { permissions: 'contents' }, []],
    ['nothing', {}, []],
    ['null', null, []],
    ['a text', 'permissions', []],
  ])('follows what GitHub granted with the token: %s', async (_, granted, labels) => {
    const { repository, workshop, claim } = opened();
    const probot = {
      auth: async (id?: number) =>
        Object.assign(await workshop.probot.auth(id), { auth: async () => await Promise.resolve(granted) }),
    };
    await handleClaim({ ...workshop, probot }, claim);
    expect(repository.runs.map(({ actions }) => actions.map(({ label }) => label))).toEqual([labels]);
  });

  test('follows the permissions of the installation', async () => {
    const { installation, repository, workshop, claim } = opened();
    installation.permissions = { ...installation.permissions, contents: 'write' };
    await handleClaim(workshop, claim);
    expect(repository.runs.map(({ actions }) => actions.length)).toEqual([1]);
  });
});

describe.each([
  ['a claim', handleClaim],
  ['a dead claim', handleDeadClaim],
])('%s', (_, handle) => {
  test.each<[string, (world: World) => void]>([
    ['is gone', ({ github }) => github.installations.clear()],
    ['is suspended', ({ installation }) => Object.assign(installation, { suspended: true })],
  ])('is done when the installation %s', async (__, happen) => {
    const world = opened();
    happen(world);
    expect(await handle(world.workshop, world.claim)).toEqual({ kind: 'done' });
    expect(world.repository.runs).toEqual([]);
    expect(world.github.calls).toHaveLength(1);
    expect(world.lines).toMatchObject([['warn the installation is gone', { group: world.claim.group }]]);
  });

  test.each([401, 429, 500])('is thrown when GitHub answers %i to the question for a token', async (status) => {
    const { github, workshop, claim } = opened();
    github.fault = ({ route }) => (route.includes('access_tokens') ? { kind: 'status', status } : null);
    await expect(handle(workshop, claim)).rejects.toMatchObject({ status });
  });

  test('waits until GitHub’s rate limit is reset', async () => {
    const { github, repository, workshop, claim, lines } = opened();
    github.clock.time += 30 * 60_000;
    github.quota = 0;
    // The fake resets at the full hour, and a second is added.
    expect(await handle(workshop, claim)).toEqual({ kind: 'retry', seconds: 30 * 60 + 1 });
    expect(repository.runs).toEqual([]);
    expect(lines.at(-1)).toMatchObject(['warn waiting for GitHub’s rate limit', { seconds: 1801 }]);
    github.quota = 5_000;
    github.clock.time += 1_801_000;
    expect(await handle(workshop, claim)).toEqual({ kind: 'done' });
    expect(repository.runs).toMatchObject([{ status: 'completed' }]);
  });

  test.each([
    [1_500, 2],
    [1_000, 1],
    [0, 1],
    [-90_000, 1],
  ])('waits whole seconds, and one at least: a reset in %i ms is %i s', async (until, seconds) => {
    const { github, workshop, claim } = opened();
    const auth = async (): Promise<never> => await Promise.reject(new QuotaExhausted(github.clock.now() + until));
    expect(await handle({ ...workshop, probot: { auth } }, claim)).toEqual({ kind: 'retry', seconds });
  });
});

test('a dead claim says that there is no result', async () => {
  const { repository, workshop, claim, lines } = opened({ attempt: 5 });
  expect(await handleDeadClaim(workshop, claim)).toEqual({ kind: 'done' });
  expect(repository.runs).toMatchObject([{ status: 'completed', conclusion: 'failure', completions: 1 }]);
  expect(lines[0]).toMatchObject(['error gave up', { attempts: 5, group: claim.group }]);
});
