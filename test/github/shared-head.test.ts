import { describe, expect, test } from 'vitest';
import type { FakePull } from '../fake-github/state.ts';
import { group, openRuns, start, wrong, type World } from './world.ts';

describe('two pull requests with one head', () => {
  test.each<[string, string, string, string]>([
    ['by people who may write: the worst counts', 'maintainer', 'maintainer', 'failure'],
    ['a stranger turns nothing green', 'maintainer', 'stranger', 'failure'],
    ['of two strangers the worst counts', 'stranger', 'somebody', 'failure'],
    ['an app may write', 'renovate[bot]', 'stranger', 'failure'],
  ])('%s', async (_, author, other, conclusion) => {
    const world = start();
    const { github, repository } = world;
    const pull = github.openPull(repository, wrong, { author });
    await world.settle();
    github.openPull(repository, {}, { author: other, base: 'old', head: pull.head });
    await world.settle();
    expect(world.shown(pull.head)).toMatchObject({ conclusion });
    expect(openRuns(world)).toEqual([]);
  });

  test('a stranger turns nothing red either, and the summary tells', async () => {
    const world = start();
    const { github, repository } = world;
    const pull = github.openPull(repository, wrong, { base: 'old' });
    await world.settle();
    expect(world.shown(pull.head)).toMatchObject({ conclusion: 'success' });
    github.openPull(repository, {}, { author: 'stranger', head: pull.head });
    await world.settle();
    expect(world.shown(pull.head)).toMatchObject({ conclusion: 'success' });
    expect(world.shown(pull.head)?.summary).toContain('#2 into `main`: 1 error introduced; it does not count here');
  });

  test.each(['close', 'push', 'retarget'] as const)('what one of them loses by %s no longer counts', async (how) => {
    const world = start();
    const { github, repository } = world;
    const first = github.openPull(repository, wrong);
    const { head } = first;
    const second = github.openPull(repository, {}, { base: 'old', head });
    await world.settle();
    expect(world.shown(head)).toMatchObject({ conclusion: 'failure', title: expect.stringContaining('#1') });
    if (how === 'close') github.setState(first, 'CLOSED');
    if (how === 'push') github.push(first, { 'a.yaml': 'one: 2\n' });
    if (how === 'retarget') github.retarget(first, 'old');
    await world.settle();
    expect(world.shown(second.head)).toMatchObject({ conclusion: 'success' });
    expect(world.shown(first.head)).toMatchObject({ conclusion: 'success' });
    expect(openRuns(world)).toEqual([]);
  });

  test('opened together they have one run', async () => {
    const world = start();
    const { github, repository } = world;
    const { head } = github.openPull(repository, wrong);
    github.openPull(repository, {}, { base: 'old', head });
    await world.settle();
    expect(repository.runs).toMatchObject([{ conclusion: 'failure', completions: 1 }]);
  });

  test('strangers with many pull requests are not judged for ever', async () => {
    const world = start();
    const { github, repository } = world;
    const { head } = github.openPull(repository, wrong, { author: 'stranger' });
    for (let n = 0; n < 6; n += 1) github.openPull(repository, {}, { author: 'stranger', base: 'old', head });
    await world.settle();
    expect(world.shown(head)).toMatchObject({ conclusion: 'failure', title: 'This change could not be reviewed' });
    expect(openRuns(world)).toEqual([]);
  });

  test('a stranger with many pull requests on the commit of somebody who may write decides nothing', async () => {
    const world = start();
    const { github, repository } = world;
    const right = github.openPull(repository, { 'a.yaml': 'one: 2\n' });
    await world.settle();
    for (let n = 0; n < 40; n += 1)
      github.openPull(repository, {}, { author: 'stranger', base: 'old', head: right.head });
    const calls = github.calls.length;
    await world.settle();
    expect(world.shown(right.head)).toMatchObject({ conclusion: 'success', title: expect.stringContaining('(#1)') });
    expect(world.shown(right.head)?.summary).toContain('of 41 open pull requests');
    expect(world.shown(right.head)?.summary).toContain('36 more of people who may not write');
    expect(repository.runs.length).toBeLessThan(8);
    const asked = github.calls.slice(calls).filter(({ route }) => route.includes('/permission'));
    expect(asked.filter(({ path }) => path.includes('stranger'))).toHaveLength(1);
    expect(openRuns(world)).toEqual([]);
  });

  test('more than a hundred other pull requests push none out of sight', async () => {
    const world = start();
    const { github, repository } = world;
    const first = github.openPull(repository, wrong, { author: 'stranger' });
    await world.settle();
    for (let n = 0; n < 120; n += 1) {
      github.clock.time += 1_000;
      github.openPull(repository, { 'README.md': `${n}\n` }, { author: 'stranger' });
    }
    github.events.length = 0;
    github.openPull(repository, {}, { author: 'stranger', base: 'old', head: first.head });
    await world.settle();
    expect(world.shown(first.head)).toMatchObject({ conclusion: 'failure' });
    expect(openRuns(world)).toEqual([]);
  });
});

describe('a pull request on the commit of a merge group', () => {
  /** A group that `main` must not get; `old` has what is wrong in it already. */
  test.each(['before the group is judged', 'after it'])('turns the check of the group no green, %s', async (when) => {
    const world = start();
    const { github, repository } = world;
    const head = group(world, wrong);
    if (when === 'after it') await world.settle();
    github.openPull(repository, {}, { author: 'stranger', base: 'old', head });
    if (when !== 'after it') github.events.reverse();
    await world.settle();
    expect(world.shown(head)).toMatchObject({ conclusion: 'failure' });
    expect(openRuns(world)).toEqual([]);
  });

  test('is judged for its own branch as well', async () => {
    const world = start();
    const { github, repository } = world;
    github.pushToBranch(repository, 'old', { 'a.yaml': 'one: 1\n' });
    github.pushToBranch(repository, 'main', { 'a.yaml': 'one: wrong\n' });
    const head = group(world, { 'b.yaml': 'two: 2\n' });
    await world.settle();
    expect(world.shown(head)).toMatchObject({ conclusion: 'success' });
    github.openPull(repository, {}, { author: 'stranger', base: 'old', head });
    await world.settle();
    expect(world.shown(head)).toMatchObject({ conclusion: 'failure' });
    expect(openRuns(world)).toEqual([]);
  });
});

describe('“Re-run all checks”', () => {
  const rerun = ({ github, repository }: World, head: string, branch = 'a'): void =>
    github.emit(repository, 'check_suite', {
      action: 'rerequested',
      check_suite: { head_sha: head, head_branch: branch, app: { id: github.app.id } },
    });

  test('on a head of which we never heard reviews it', async () => {
    const world = start();
    const { head } = world.github.openPull(world.repository, wrong, {
      from: world.github.fork(world.repository, 'stranger'),
    });
    world.github.events.length = 0;
    rerun(world, head);
    await world.settle();
    expect(world.repository.runs).toMatchObject([{ head, conclusion: 'failure', completions: 1 }]);
  });

  test('on a merge group of which we never heard reviews it', async () => {
    const world = start();
    const base = world.repository.branches.get('main') ?? '';
    const head = group(world, wrong);
    world.github.events.length = 0;
    // What the name ends with is not relied upon.
    rerun(world, head, `gh-readonly-queue/main/pr-7-${'f'.repeat(40)}`);
    await world.settle();
    expect(world.repository.runs).toMatchObject([{ head, conclusion: 'failure', completions: 1 }]);
    expect(world.repository.runs[0]?.externalId).toContain(`v1:group:${base}:`);
  });

  test('on a head that no pull request has does nothing', async () => {
    const world = start();
    rerun(world, world.repository.branches.get('main') ?? '');
    await world.settle();
    expect(world.repository.runs).toEqual([]);
  });
});

describe('a draft that is not reviewed', () => {
  const open = (): World & { readonly pull: FakePull } => {
    const world = start('drafts: skip\n');
    return { ...world, pull: world.github.openPull(world.repository, { 'a.yaml': 'one: 2\n' }, { draft: true }) };
  };

  test('does not satisfy a required check, and is reviewed when it is ready', async () => {
    const world = open();
    await world.settle();
    expect(world.shown(world.pull.head)).toMatchObject({ conclusion: 'action_required' });
    world.github.setDraft(world.pull, false);
    await world.settle();
    expect(world.shown(world.pull.head)).toMatchObject({ conclusion: 'success' });
    expect(openRuns(world)).toEqual([]);
  });

  test('is said once', async () => {
    const world = open();
    await world.settle();
    world.github.setDraft(world.pull, true);
    await world.settle();
    expect(world.repository.runs).toHaveLength(1);
  });
});

test('a run that was cancelled by a close does not stay the newest after it is opened again', async () => {
  const world = start();
  const { github, repository } = world;
  const pull = github.openPull(repository, { 'a.yaml': 'one: 2\n' });
  await world.settle();
  github.pressButton(repository, repository.runs[0]?.id ?? 0, null);
  github.beforeCall = ({ route }) => {
    if (route !== 'query Threads' || repository.runs.length < 2 || pull.state !== 'OPEN') return;
    github.setState(pull, 'CLOSED');
  };
  await world.settle();
  expect(world.shown(pull.head)).toMatchObject({ conclusion: 'cancelled' });
  github.beforeCall = () => undefined;
  github.setState(pull, 'OPEN');
  await world.settle();
  expect(world.shown(pull.head)).toMatchObject({ conclusion: 'success' });
});

describe('a push to a base branch', () => {
  const titles = ({ repository }: World, head: string): readonly (string | null)[] =>
    repository.runs.filter((run) => run.head === head).map(({ conclusion }) => conclusion);

  test('reviews the pull requests again that both touch', async () => {
    const world = start();
    const { github, repository } = world;
    const pull = github.openPull(repository, { 'b.yaml': 'two: wrong\n' });
    await world.settle();
    expect(titles(world, pull.head)).toEqual(['failure']);
    github.pushToBranch(repository, 'main', { 'b.yaml': 'two: wrong\n' });
    await world.settle();
    expect(titles(world, pull.head)).toEqual(['failure', 'success']);
    expect(openRuns(world)).toEqual([]);
  });

  test.each<[string, string, (world: World) => void]>([
    [
      'of nothing that a review would read',
      '',
      ({ github, repository }) => void github.pushToBranch(repository, 'main', { 'README.md': 'x\n' }),
    ],
    [
      'where the configuration says so',
      'baseUpdates: ignore\n',
      ({ github, repository }) => void github.pushToBranch(repository, 'main', { 'a.yaml': 'one: 7\n' }),
    ],
    [
      'of another branch',
      '',
      ({ github, repository }) => void github.pushToBranch(repository, 'old', { 'a.yaml': 'one: 7\n' }),
    ],
  ])('leaves them alone: %s', async (_, configuration, happen) => {
    const world = start(configuration);
    const pull = world.github.openPull(world.repository, { 'b.yaml': 'two: wrong\n' });
    await world.settle();
    happen(world);
    await world.settle();
    expect(titles(world, pull.head)).toEqual(['failure']);
  });

  test('asks one question where no pull request is of concern', async () => {
    const world = start();
    const { github, repository } = world;
    github.openPull(repository, { 'b.yaml': 'two: 1\n' });
    await world.settle();
    for (const run of repository.runs) run.externalId = run.externalId?.replace(':ours', '') ?? null;
    const calls = github.calls.length;
    github.pushToBranch(repository, 'main', { 'a.yaml': 'one: 7\n' });
    await world.settle();
    const routes = github.calls.slice(calls).map(({ route }) => route);
    expect(routes.filter((route) => !route.includes('access_tokens'))).toEqual(['query BasePulls']);
  });

  test('brings twenty reviews at most, of those that changed last', async () => {
    const world = start();
    const { github, repository } = world;
    for (let n = 0; n < 22; n += 1) {
      github.clock.time += 1_000;
      github.openPull(repository, { [`f${n}.yaml`]: 'two: wrong\n' });
    }
    await world.settle();
    expect(repository.runs).toHaveLength(22);
    github.pushToBranch(repository, 'main', { 'a.yaml': 'one: 7\n' });
    await world.settle();
    expect(repository.runs).toHaveLength(42);
  });
});

test('who may not write is asked about once, however many commands come', async () => {
  const world = start();
  const { github, repository } = world;
  const pull = github.openPull(repository, { 'a.yaml': 'one: 2\n' });
  for (let n = 0; n < 3; n += 1) {
    github.comment(pull, '/portcullis review', 'stranger');
    await world.settle();
  }
  expect(github.calls.filter(({ route }) => route.includes('/permission'))).toHaveLength(1);
  expect(repository.runs).toHaveLength(1);
  github.clock.time += 11 * 60_000;
  repository.permissions.set('stranger', 'write');
  github.comment(pull, '/portcullis review', 'stranger');
  await world.settle();
  expect(repository.runs).toHaveLength(2);
});
