import { inProcess } from '../../src/session/in-process.ts';
import { describe, expect, test } from 'vitest';
import { applyFixes } from '../../src/github/review/apply-fixes.ts';
import { reviewPullRequest } from '../../src/github/review/review-pull-request.ts';
import { reviewPullRequestReadOnly } from '../../src/github/review/read-only.ts';
import { engine } from '../../src/review/engine.ts';
import { fakeFetch } from '../fake-github/server.ts';
import { brokenTree, soundTree } from '../cli/example-tree.ts';
import { requestFor, setUp, toyEngine, printed } from './harness.ts';

const lines = (...changes: readonly (readonly [line: number, text: string])[]): string => {
  const all = Array.from({ length: 20 }, (_, index) => `line${index + 1}: 1`);
  for (const [line, text] of changes) all[line - 1] = text;
  return `${all.join('\n')}\n`;
};

const minutes = (count: number): number => count * 60_000;

/** The proxy Service offers HTTP on 8080, which the listener that `brokenTree` adds asks for, and not on 80. */
const withPort = (soundTree['prod/kong.yaml'] ?? '').replace(
  'type: LoadBalancer\n',
  'type: LoadBalancer\n        http:\n          servicePort: 8080\n',
);

describe('base has moved since head left it, and head was not pushed again', () => {
  test('a port that base has gained since serves the listener', async () => {
    const { github, repository, servicesNow } = setUp(soundTree, engine);
    const pull = github.openPull(repository, { 'prod/gateway.yaml': brokenTree['prod/gateway.yaml'] ?? '' });
    await reviewPullRequest(servicesNow(), requestFor(pull));
    expect(repository.runs.at(-1)).toMatchObject({ conclusion: 'failure' });
    github.pushToBranch(repository, 'main', { 'prod/kong.yaml': withPort });
    await reviewPullRequest(servicesNow(), requestFor(pull, { request: '0badcafe' }));
    const run = repository.runs.at(-1);
    const tip = (repository.branches.get('main') ?? '').slice(0, 12);
    expect(run?.summary).toContain(
      `Compared \`main\` (\`${tip}\`) with the merge of \`${pull.headBranch}\` (\`${pull.head.slice(0, 12)}\`) into it.`,
    );
    // The listener on port 80 lost its port on the base branch, whatever this change does.
    expect(run).toMatchObject({ conclusion: 'success', title: 'No findings introduced, 1 existing' });
  });

  test('a port that base has lost since serves it no more', async () => {
    const gateway = (soundTree['prod/gateway.yaml'] ?? '').replace('port: 80\n', 'port: 8080\n');
    const { github, repository, servicesNow } = setUp({ ...soundTree, 'prod/kong.yaml': withPort }, engine);
    const pull = github.openPull(repository, { 'prod/gateway.yaml': gateway });
    await reviewPullRequest(servicesNow(), requestFor(pull));
    expect(repository.runs.at(-1)).toMatchObject({ conclusion: 'success' });
    github.pushToBranch(repository, 'main', { 'prod/kong.yaml': soundTree['prod/kong.yaml'] ?? '' });
    await reviewPullRequest(servicesNow(), requestFor(pull, { request: '0badcafe' }));
    expect(repository.runs.at(-1)).toMatchObject({ conclusion: 'failure', title: '1 error introduced' });
    expect(repository.runs.at(-1)?.annotations).toMatchObject([{ path: 'prod/gateway.yaml', start_line: 10 }]);
  });
});

/** A pull request on a base that has moved since, in lines of the same file. */
function moved({ delay = 0 } = {}, base = lines([2, 'base: 1\nbase: 2'])) {
  const world = setUp({ 'a.yaml': lines() });
  const { github, repository } = world;
  const pull = github.openPull(repository, { 'a.yaml': lines([15, 'fifteen: wrong']) });
  github.pushToBranch(repository, 'main', { 'a.yaml': base });
  github.mergeDelay = delay;
  return { ...world, pull };
}

describe('both sides changed one file', () => {
  test('places are those of head, in annotations and in comments', async () => {
    const { repository, servicesNow, pull } = moved();
    await reviewPullRequest(servicesNow(), requestFor(pull));
    expect(repository.runs[0]).toMatchObject({ conclusion: 'failure' });
    expect(repository.runs[0]?.summary).toContain('with the merge of');
    expect(repository.runs[0]?.annotations).toMatchObject([{ path: 'a.yaml', start_line: 15 }]);
    expect(pull.threads).toMatchObject([{ path: 'a.yaml', line: 15 }]);
    expect(repository.runs[0]?.summary).toContain('`a.yaml:15`');
  });

  test('what base has wrong by itself is not told as introduced', async () => {
    const { repository, servicesNow, pull } = moved({}, lines([2, 'base: wrong-base']));
    await reviewPullRequest(servicesNow(), requestFor(pull));
    expect(repository.runs[0]?.title).toBe('1 error introduced, 1 existing');
    expect(repository.runs[0]?.summary).toContain('`a.yaml:2` (on the base branch)');
  });

  test('the fixes are written into head, not into the merge', async () => {
    const { repository, github, installation, servicesNow, pull } = moved();
    installation.permissions = { ...installation.permissions, contents: 'write' };
    repository.permissions.set('author', 'write');
    await applyFixes(servicesNow(), {
      repository: { owner: 'acme', repo: 'infra' },
      number: pull.number,
      head: pull.head,
      sender: 'author',
    });
    expect(repository.git.text(pull.head, 'a.yaml')).toBe(lines([15, 'fifteen: right']));
    expect(github.calls.at(-1)?.route).toBe('mutation Fix');
  });
});

describe('the merge that GitHub makes', () => {
  test('is waited for a little', async () => {
    const { repository, servicesNow, pull, github } = moved({ delay: 1_500 });
    const before = github.clock.now();
    await reviewPullRequest(servicesNow(), requestFor(pull));
    expect(repository.runs[0]?.summary).toContain('with the merge of');
    expect(github.clock.now() - before).toBeLessThan(10_000);
  });

  test('is not waited for any longer', async () => {
    const { repository, servicesNow, pull, github } = moved({ delay: minutes(5) });
    const before = github.clock.now();
    await reviewPullRequest(servicesNow(), requestFor(pull));
    expect(repository.runs[0]?.summary).toContain('No merge with `main`');
    expect(repository.runs[0]).toMatchObject({ conclusion: 'failure', completions: 1 });
    expect(github.clock.now() - before).toBeLessThan(10_000);
  });

  test('is taken when it comes while the app waits', async () => {
    const { repository, servicesNow, pull, github } = moved();
    await reviewPullRequest(servicesNow(), requestFor(pull));
    github.pushToBranch(repository, 'main', { 'a.yaml': lines([3, 'newer: 1']) });
    github.mostAgeOfMerge = 500;
    await reviewPullRequest(servicesNow(), requestFor(pull, { request: '0badcafe' }));
    expect(repository.runs.at(-1)?.summary).toContain('with the merge of');
  });

  test('of an older base is not judged: head is compared with the merge base, and the summary says so', async () => {
    const { repository, servicesNow, pull, github } = moved();
    await reviewPullRequest(servicesNow(), requestFor(pull));
    github.pushToBranch(repository, 'main', { 'a.yaml': lines([3, 'newer: 1']) });
    await reviewPullRequest(servicesNow(), requestFor(pull, { request: '0badcafe' }));
    const { summary } = repository.runs.at(-1) ?? {};
    const left = pull.base.slice(0, 12);
    expect(summary).toContain(`with the merge base with \`main\` (\`${left}\`). No merge with \`main\` (`);
    expect(summary).toContain('“Re-run” looks again');
    expect(repository.runs.at(-1)?.annotations).toMatchObject([{ start_line: 15 }]);
  });

  test('that is gone is none', async () => {
    const { repository, servicesNow, pull, github } = moved();
    github.fault = ({ path }) =>
      path.includes(`/git/trees/${pull.testMerge?.commit}`) ? { kind: 'status', status: 404 } : null;
    await reviewPullRequest(servicesNow(), requestFor(pull));
    expect(repository.runs[0]?.summary).toContain('No merge with `main`');
    expect(repository.runs[0]).toMatchObject({ conclusion: 'failure', completions: 1 });
  });

  test('is none where the two conflict, and nobody waits', async () => {
    const { repository, servicesNow, pull, github } = moved({}, lines([15, 'fifteen: 2']));
    const before = github.clock.now();
    await reviewPullRequest(servicesNow(), requestFor(pull));
    expect(repository.runs[0]?.summary).toContain(`\`${pull.headBranch}\` conflicts with \`main\` (`);
    expect(repository.runs[0]).toMatchObject({ conclusion: 'failure', completions: 1 });
    expect(github.clock.now()).toBe(before);
  });

  test('is none where the two have no history in common', async () => {
    const { github, repository, servicesNow } = setUp({ 'a.yaml': 'one: 1\n' });
    const pull = github.openPull(repository, {});
    github.moveHead(pull, repository.git.commit({ 'a.yaml': 'one: wrong\n' }));
    await reviewPullRequest(servicesNow(), requestFor(pull));
    expect(repository.runs[0]?.summary).toMatch(/^Compared `change-\d+` \(`[0-9a-f]{12}`\) with `main` \(/);
  });
});

describe('requests', () => {
  const requests = async (world: ReturnType<typeof setUp>, pull: Parameters<typeof requestFor>[0]): Promise<number> => {
    const before = world.github.calls.length;
    await reviewPullRequest(world.servicesNow(), requestFor(pull));
    return world.github.calls.length - before;
  };

  test('are as many as without a merge where head holds the tip of base, and two more where it does not', async () => {
    const world = setUp({ 'a.yaml': lines() });
    const fresh = await requests(world, world.github.openPull(world.repository, { 'a.yaml': lines([15, 'x: 1']) }));
    const other = moved();
    other.github.push(other.pull, { 'a.yaml': lines([15, 'x: 1']) });
    expect((await requests(other, other.pull)) - fresh).toBeLessThanOrEqual(2);
  });
});

test('a review from a terminal judges the merge as well', async () => {
  const { github, installation, pull } = moved();
  github.tokens.set('ghp_token', { installation, expiresAt: Infinity });
  const reviewer = inProcess(toyEngine);
  const session = reviewer.open(() => 1);
  const { states } = await reviewPullRequestReadOnly({
    baseUrl: 'https://api.github.com',
    repository: { owner: 'acme', repo: 'infra' },
    number: pull.number,
    token: 'ghp_token',
    fetch: fakeFetch(github),
    reviewer,
    session,
    timeLeft: () => 300_000,
    asked: { failOn: null },
    clock: github.clock,
  });
  expect(states).toMatchObject({ comparison: 'merge', head: { commit: pull.head, ref: 'acme/infra#1' } });
  const { findings } = await printed(session);
  expect(findings).toMatchObject([{ path: 'a.yaml', line: 15 }]);
});
