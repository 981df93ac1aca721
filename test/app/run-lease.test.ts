import { describe, expect, test } from 'vitest';
import { runLease, runDeadLease, type JobContext } from '../../src/app/run-lease.ts';
import { jobOf } from '../../src/github/deliveries/events.ts';
import { QuotaExhausted } from '../../src/github/client/failure.ts';
import { groupOf, type Job } from '../../src/github/model/job.ts';
import type { Lease } from '../../src/queue/queue.ts';
import { openSqliteQueue } from '../../src/queue/sqlite-queue.ts';
import { FakeGitHub } from '../fake-github/fake-github.ts';
import type { FakeInstallation, FakeRepository } from '../fake-github/state.ts';
import { startContainer } from '../lambda/harness.ts';

type Settings = Partial<Pick<Lease, 'attempt' | 'last' | 'queuedAt'>>;

interface World {
  readonly github: FakeGitHub;
  readonly installation: FakeInstallation;
  readonly repository: FakeRepository;
  readonly context: JobContext;
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
  return { github, installation, repository, lines, context: { ...startContainer(github, queue).context, log } };
}

function claimOf(jobs: readonly Job[], settings: Settings = {}): Lease {
  const messages = jobs.map((job) => ({ id: job.delivery, group: groupOf(job), body: JSON.stringify(job) }));
  return { group: messages[0]?.group ?? 'none', messages, attempt: 1, last: false, ...settings };
}

/** A lease of the events so far. */
function claimed({ github }: World, settings: Settings = {}): Lease {
  const jobs = github.events.splice(0).flatMap((event) => jobOf(event, github.app.id) ?? []);
  return claimOf(jobs, settings);
}

function opened(settings: Settings = {}, line = 'one: wrong\n'): World & { lease: Lease } {
  const world = start();
  world.github.openPull(world.repository, { 'a.yaml': line });
  return { ...world, lease: claimed(world, settings) };
}

describe('a lease', () => {
  test('is done, told and counted', async () => {
    const { github, repository, lines, context, lease } = opened({ attempt: 2 });
    const counts: unknown[] = [];
    github.beforeCall = () => {
      github.clock.time += 100;
    };
    const settlement = await runLease({ ...context, count: (...about) => void counts.push(about) }, lease);
    expect(settlement).toEqual({ kind: 'done' });
    expect(repository.runs).toMatchObject([{ conclusion: 'failure', completions: 1 }]);
    // The token is asked for before anything is counted.
    const requests = github.calls.length - 1;
    expect(requests).toBeGreaterThan(3);
    expect(counts).toEqual([
      ['Findings', 1, { rule: 'toy-rule' }],
      ['Reviews', 1, { conclusion: 'failure' }],
      ['ApiRequests', requests],
    ]);
    const about = { deliveries: [lease.messages[0]?.id], group: lease.group };
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
    const { github, context } = start();
    expect(await runLease(context, claimOf([]))).toEqual({ kind: 'done' });
    expect(github.calls).toEqual([]);
  });

  test('keeps the pace of its installation', async () => {
    const { github, installation, context, lease } = opened();
    context.limits(installation.id + 1).blockUntil(Infinity);
    context.limits(installation.id).blockUntil(github.clock.now() + 300_000);
    expect(await runLease(context, lease)).toEqual({ kind: 'retry', seconds: 300, uncounted: 'early' });
    expect(github.calls.map(({ route }) => route)).toEqual(['POST /app/installations/{installation_id}/access_tokens']);
    github.clock.time += 300_000;
    expect(await runLease(context, lease)).toEqual({ kind: 'done' });
  });

  test('is given its time and no more', async () => {
    const { github, repository, context, lease } = opened({ last: true });
    github.beforeCall = () => {
      github.clock.time += 1_000;
    };
    await runLease({ ...context, time: 5_000 }, lease);
    expect(repository.runs).toMatchObject([{ conclusion: 'timed_out' }]);
  });

  test('that fails is thrown while another attempt is to come', async () => {
    const { github, repository, context, lease } = opened();
    github.fault = ({ route }) => (route.includes('/git/') ? { kind: 'status', status: 502 } : null);
    await expect(runLease(context, lease)).rejects.toMatchObject({ status: 502 });
    expect(repository.runs.filter(({ status }) => status === 'completed')).toEqual([]);
  });

  test('that fails is shown by the last attempt', async () => {
    const { github, repository, context, lease } = opened({ last: true });
    github.fault = ({ route }) => (route.includes('/git/') ? { kind: 'status', status: 502 } : null);
    expect(await runLease(context, lease)).toEqual({ kind: 'done' });
    expect(repository.runs).toMatchObject([{ conclusion: 'failure', completions: 1 }]);
  });

  describe('during an outage', () => {
    const minute = 60_000;
    const refusing = (github: FakeGitHub, where: string): void => {
      github.fault = ({ route }) => (route.includes(where) ? { kind: 'status', status: 502 } : null);
    };

    test.each([
      ['files', '/git/', 4, 60],
      ['tokens', 'access_tokens', 0, 10],
      ['check runs', 'check-runs', 20, 300],
      ['anything', '', 170, 600],
    ])('of %s it waits by its age, even in what would be the last attempt', async (_, where, minutes, seconds) => {
      const { github, repository, context, lease } = opened({ last: true, attempt: 5 });
      refusing(github, where);
      const queuedAt = github.clock.now();
      github.clock.time += minutes * minute;
      const settlement = await runLease(context, { ...lease, queuedAt });
      expect(settlement).toEqual({ kind: 'retry', seconds: expect.closeTo(seconds, -1), uncounted: 'outage' });
      expect(repository.runs.filter(({ status }) => status === 'completed')).toEqual([]);
    });

    test('it counts after three hours, and the last attempt says so', async () => {
      const { github, repository, context, lease } = opened();
      refusing(github, '/git/');
      const queuedAt = github.clock.now() - 180 * minute;
      await expect(runLease(context, { ...lease, queuedAt })).rejects.toMatchObject({ status: 502 });
      expect(await runLease(context, { ...lease, queuedAt, last: true })).toEqual({ kind: 'done' });
      expect(repository.runs).toMatchObject([{ conclusion: 'failure', completions: 1 }]);
    });

    test('in which requests are never answered, the time of the review is not what was too short', async () => {
      const { github, repository, context, lease } = opened();
      github.fault = ({ route }) => {
        if (!route.includes('/git/')) return null;
        github.clock.time += 30_000;
        return { kind: 'cut' };
      };
      const queuedAt = github.clock.now();
      const settlement = await runLease({ ...context, time: 100_000 }, { ...lease, queuedAt });
      expect(settlement).toMatchObject({ kind: 'retry', uncounted: 'outage' });
      expect(repository.runs.filter(({ status }) => status === 'completed')).toEqual([]);
    });

    test('of the queue, what turns out to be several jobs waits', async () => {
      const world = opened();
      await runLease(world.context, world.lease);
      const [run] = world.repository.runs;
      world.github.emit(world.repository, 'check_suite', {
        action: 'rerequested',
        check_suite: { head_sha: run?.head, app: { id: world.github.app.id } },
      });
      const suite = claimed(world, { queuedAt: world.github.clock.now() });
      const enqueue = async (): Promise<never> => await Promise.reject(new Error('SQS refuses'));
      const queue = Object.assign(Object.create(world.context.queue) as typeof world.context.queue, { enqueue });
      expect(await runLease({ ...world.context, queue }, suite)).toMatchObject({ uncounted: 'outage' });
    });
  });

  test('of a suite puts a job for each of its check runs into the queue', async () => {
    const world = opened();
    await runLease(world.context, world.lease);
    const [run] = world.repository.runs;
    world.github.emit(world.repository, 'check_suite', {
      action: 'rerequested',
      check_suite: { head_sha: run?.head, app: { id: world.github.app.id } },
    });
    const suite = claimed(world);
    expect(await runLease(world.context, suite)).toEqual({ kind: 'done' });
    expect(await world.context.queue.lease(9)).toMatchObject([{ group: world.lease.group, attempt: 1 }]);
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
    const { repository, context, lease } = opened();
    const probot = {
      auth: async (id?: number) =>
        Object.assign(await context.probot.auth(id), { auth: async () => await Promise.resolve(granted) }),
    };
    await runLease({ ...context, probot }, lease);
    expect(repository.runs.map(({ actions }) => actions.map(({ label }) => label))).toEqual([labels]);
  });

  test('follows the permissions of the installation', async () => {
    const { installation, repository, context, lease } = opened();
    installation.permissions = { ...installation.permissions, contents: 'write' };
    await runLease(context, lease);
    expect(repository.runs.map(({ actions }) => actions.length)).toEqual([1]);
  });
});

describe.each([
  ['a lease', runLease],
  ['a dead lease', runDeadLease],
])('%s', (_, handle) => {
  test.each<[string, (world: World) => void]>([
    ['is gone', ({ github }) => github.installations.clear()],
    ['is suspended', ({ installation }) => Object.assign(installation, { suspended: true })],
  ])('is done when the installation %s', async (__, happen) => {
    const world = opened({ attempt: 4 });
    happen(world);
    expect(await handle(world.context, world.lease)).toEqual({ kind: 'done' });
    expect(world.repository.runs).toEqual([]);
    expect(world.github.calls).toHaveLength(1);
    expect(world.lines).toMatchObject([['warn the installation is gone', { group: world.lease.group }]]);
  });

  test.each<[string, number, Readonly<Record<string, string>>, number]>([
    ['retry-after', 403, { 'retry-after': '90' }, 90],
    ['retry-after', 429, { 'retry-after': '90' }, 90],
    ['the primary limit', 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '{reset}' }, 31],
  ])('waits for the limit on tokens: %s', async (__, status, given, seconds) => {
    const { github, context, lease } = opened();
    const reset = String(github.clock.now() / 1000 + 30);
    const headers = Object.fromEntries(
      Object.entries(given).map(([name, text]) => [name, text.replace('{reset}', reset)]),
    );
    github.fault = ({ route }) => (route.includes('access_tokens') ? { kind: 'status', status, headers } : null);
    expect(await handle(context, lease)).toEqual({ kind: 'retry', seconds, uncounted: 'early' });
  });

  test.each([401, 500])('is thrown when GitHub answers %i to the question for a token', async (status) => {
    const { github, context, lease } = opened();
    github.fault = ({ route }) => (route.includes('access_tokens') ? { kind: 'status', status } : null);
    await expect(handle(context, lease)).rejects.toMatchObject({ status });
  });

  test('waits until GitHub’s rate limit is reset', async () => {
    const { github, repository, context, lease, lines } = opened();
    github.clock.time += 30 * 60_000;
    github.quota = 0;
    // The fake resets at the full hour, and a second is added.
    expect(await handle(context, lease)).toEqual({ kind: 'retry', seconds: 30 * 60 + 1, uncounted: 'early' });
    expect(repository.runs).toEqual([]);
    expect(lines.at(-1)).toMatchObject(['warn waiting for GitHub’s rate limit', { seconds: 1801 }]);
    github.quota = 5_000;
    github.clock.time += 1_801_000;
    expect(await handle(context, lease)).toEqual({ kind: 'done' });
    expect(repository.runs).toMatchObject([{ status: 'completed' }]);
  });

  test.each([
    [1_500, 2],
    [1_000, 1],
    [0, 1],
    [-90_000, 1],
  ])('waits whole seconds, and one at least: a reset in %i ms is %i s', async (until, seconds) => {
    const { github, context, lease } = opened();
    const auth = async (): Promise<never> => await Promise.reject(new QuotaExhausted(github.clock.now() + until));
    expect(await handle({ ...context, probot: { auth } }, lease)).toEqual({
      kind: 'retry',
      seconds,
      uncounted: 'early',
    });
  });
});

test('a dead lease says that there is no result', async () => {
  const { repository, context, lease, lines } = opened({ attempt: 5 });
  expect(await runDeadLease(context, lease)).toEqual({ kind: 'done' });
  expect(repository.runs).toMatchObject([{ status: 'completed', conclusion: 'failure', completions: 1 }]);
  expect(lines[0]).toMatchObject(['error gave up', { attempts: 5, group: lease.group }]);
});

test('an installation that GitHub does not know yet is waited for', async () => {
  const world = opened();
  const { github, installation, context, lease } = world;
  github.installations.clear();
  expect(await runLease(context, lease)).toEqual({ kind: 'retry', seconds: 5 });
  github.installations.set(installation.id, installation);
  expect(await runLease(context, lease)).toEqual({ kind: 'done' });
  expect(world.repository.runs).toMatchObject([{ status: 'completed' }]);
});

test('a pull request that the replicas do not know yet is waited for', async () => {
  const { github, repository, context, lease } = opened();
  const [pull] = repository.pulls.values();
  repository.pulls.clear();
  expect(await runLease(context, lease)).toEqual({ kind: 'retry', seconds: 5 });
  if (pull) repository.pulls.set(pull.number, pull);
  github.clock.time += 5_000;
  expect(await runLease(context, lease)).toEqual({ kind: 'done' });
  expect(repository.runs).toMatchObject([{ conclusion: 'failure', completions: 1 }]);
});

test.each(['/git/trees/', '/compare/'])('a commit that %s does not know yet is waited for', async (place) => {
  const { github, repository, context, lease } = opened({}, 'one: 2\n');
  const known = github.clock.now() + 60_000;
  github.fault = ({ route }) =>
    route.includes(place) && github.clock.now() < known ? { kind: 'status', status: 404 } : null;
  expect(await runLease(context, lease)).toEqual({ kind: 'retry', seconds: 5 });
  github.clock.time += 60_000;
  expect(await runLease(context, lease)).toEqual({ kind: 'done' });
  expect(repository.runs).toMatchObject([{ conclusion: 'success', completions: 1 }]);
});

describe('a token', () => {
  const asked: unknown[] = [];
  const noting = ({ context }: World): JobContext => {
    asked.length = 0;
    const auth = async (id?: number): Promise<unknown> =>
      Object.assign(await context.probot.auth(id), {
        auth: async ({ refresh }: { readonly refresh: boolean }) => {
          asked.push(refresh);
          return await Promise.resolve({ permissions: {} });
        },
      });
    return { ...context, probot: { auth } as unknown as JobContext['probot'] };
  };
  const once = async (world: World, context: JobContext): Promise<unknown> => {
    world.github.openPull(world.repository, { 'a.yaml': 'one: 2\n' });
    return await runLease(context, claimed(world)).catch(({ status }: { readonly status: number }) => status);
  };

  test('is kept for ten minutes', async () => {
    const world = start();
    const context = noting(world);
    for (const minutes of [0, 9, 1, 9]) {
      world.github.clock.time += minutes * 60_000;
      await once(world, context);
    }
    expect(asked).toEqual([true, false, true, false]);
  });

  test('that GitHub no longer accepts is replaced', async () => {
    const world = start();
    const context = noting(world);
    world.github.fault = () => ({ kind: 'status', status: 401 });
    expect(await once(world, context)).toBe(401);
    await once(world, context);
    expect(asked).toEqual([true, true]);
  });

  test.each([
    ['installation', 'new_permissions_accepted'],
    ['installation', 'unsuspend'],
    ['installation_repositories', 'added'],
  ])('is replaced after %s.%s', async (name, action) => {
    const world = start();
    const context = noting(world);
    await once(world, context);
    const payload = { action, installation: { id: world.installation.id, account: { login: 'acme' } } };
    const job = jobOf({ id: 'd', name, payload }, world.github.app.id);
    expect(await runLease(context, claimOf(job ? [job] : []))).toEqual({ kind: 'done' });
    await once(world, context);
    expect(asked).toEqual([true, true]);
  });
});

describe('a job that nobody can be told of', () => {
  test.each<[string, (world: World) => void]>([
    [
      'because the permission for check runs was taken away',
      ({ installation }) =>
        void (installation.permissions = { metadata: 'read', contents: 'read', pull_requests: 'write' }),
    ],
    [
      'because the repository is archived',
      ({ github }) => {
        github.fault = ({ method, route }) =>
          method === 'POST' && route.endsWith('/check-runs') ? { kind: 'status', status: 403 } : null;
      },
    ],
  ])('ends, %s', async (_, happen) => {
    const world = opened();
    happen(world);
    expect(await runDeadLease(world.context, world.lease)).toEqual({ kind: 'done' });
    expect(world.lines.map(([line]) => line)).toContain('error nobody could be told');
  });

  test('waits while GitHub does not answer', async () => {
    const { github, context, lease } = opened();
    github.fault = ({ method }) => (method === 'POST' ? { kind: 'status', status: 502 } : null);
    await expect(runDeadLease(context, lease)).rejects.toMatchObject({ status: 502 });
  });
});
