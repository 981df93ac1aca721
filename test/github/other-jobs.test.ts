import { inProcess } from '../../src/session/in-process.ts';
import { describe, expect, test } from 'vitest';
import { applyFixes } from '../../src/github/review/apply-fixes.ts';
import { reviewMergeGroup } from '../../src/github/review/review-merge-group.ts';
import { reviewPullRequest } from '../../src/github/review/review-pull-request.ts';
import { reviewPullRequestReadOnly } from '../../src/github/review/read-only.ts';
import { fakeFetch } from '../fake-github/server.ts';
import type { FakePermissions, FakePull } from '../fake-github/state.ts';
import { findingAt, fixedEngine, requestFor, setUp, toyEngine, printed } from './harness.ts';

const acme = { owner: 'acme', repo: 'infra' };
const withPush: FakePermissions = { metadata: 'read', contents: 'write', pull_requests: 'write', checks: 'write' };

describe('the fix button', () => {
  function world(permissions = withPush, engine = toyEngine): ReturnType<typeof setUp> {
    const made = setUp({ 'a.yaml': 'one: 1\n', 'b.yaml': 'x: 1\r\ny: 2' }, engine);
    made.installation.permissions = permissions;
    return made;
  }
  const wrong = { 'a.yaml': 'one: wrong-1\ntwo: wrong-2\n', 'b.yaml': 'x: wrong-3\r\ny: wrong-4' };
  const press = { repository: acme, number: 1, sender: 'maintainer' };

  test.each([
    ['is offered with contents: write', withPush, ['Apply fixes']],
    ['is hidden without it', { ...withPush, contents: 'read' as const }, []],
  ])('%s', async (_, permissions, labels) => {
    const { github, repository, servicesNow } = world(permissions);
    await reviewPullRequest(servicesNow(), requestFor(github.openPull(repository, wrong)));
    expect(repository.runs[0]?.actions.map(({ label }) => label)).toEqual(labels);
  });

  test('is hidden for a fork, and for a change with nothing to fix', async () => {
    const { github, repository, servicesNow } = world();
    await reviewPullRequest(
      servicesNow(),
      requestFor(github.openPull(repository, wrong, { from: github.fork(repository, 'stranger') })),
    );
    await reviewPullRequest(servicesNow(), requestFor(github.openPull(repository, { 'a.yaml': 'one: 2\n' })));
    expect(repository.runs.map(({ actions }) => actions)).toEqual([[], []]);
  });

  test('commits all fixes at once; line endings and the end of the file stay', async () => {
    const { github, repository, servicesNow } = world();
    const pull = github.openPull(repository, wrong);
    const head = pull.head;
    expect(await applyFixes(servicesNow(), { ...press, head })).toMatchObject({ conclusion: 'success' });
    expect(repository.git.commitOf(pull.head).parents).toEqual([head]);
    expect(repository.git.text(pull.head, 'a.yaml')).toBe('one: right-1\ntwo: right-2\n');
    expect(repository.git.text(pull.head, 'b.yaml')).toBe('x: right-3\r\ny: right-4');
    expect(github.events.at(-1)?.payload).toMatchObject({ action: 'synchronize' });
  });

  test.each([
    ['the sender may not write', 'stranger', () => undefined, 'may not write'],
    [
      'the head has moved',
      'maintainer',
      ({ github }: ReturnType<typeof setUp>, pull: FakePull) => github.push(pull, { 'c.yaml': '' }),
      'moved on',
    ],
    [
      'the pull request is closed',
      'maintainer',
      ({ github }: ReturnType<typeof setUp>, pull: FakePull) => github.setState(pull, 'CLOSED'),
      'moved on',
    ],
  ])('does nothing when %s', async (_, sender, happen, why) => {
    const made = world();
    const pull = made.github.openPull(made.repository, wrong);
    const { head } = pull;
    happen(made, pull);
    expect(await applyFixes(made.servicesNow(), { ...press, sender, head })).toMatchObject({
      conclusion: 'nothing',
      why: expect.stringContaining(why),
    });
    expect(made.github.calls.some(({ route }) => route === 'mutation Fix')).toBe(false);
  });

  test.each<[string, FakePermissions, Readonly<Record<string, string>>, boolean, string]>([
    ['the app may not write', { ...withPush, contents: 'read' }, wrong, false, 'contents: write is not granted'],
    ['the head is in a fork', withPush, wrong, true, 'in a fork'],
    ['there is nothing to fix', withPush, { 'a.yaml': 'one: 2\n' }, false, 'nothing to fix'],
    ['no finding has a fix', withPush, { 'a.yaml': 'one: WRONG\n' }, false, 'nothing to fix'],
  ])('commits nothing when %s', async (_, permissions, change, isFork, why) => {
    const { github, repository, servicesNow } = world(permissions);
    const from = isFork ? github.fork(repository, 'stranger') : repository;
    const { head } = github.openPull(repository, change, { from });
    expect(await applyFixes(servicesNow(), { ...press, head })).toEqual({
      conclusion: 'nothing',
      head,
      why: expect.stringContaining(why),
    });
    expect(github.calls.filter(({ isWrite }) => isWrite)).toEqual([]);
  });

  test('commits nothing to a draft that is not reviewed', async () => {
    const { github, repository, servicesNow, installation } = setUp({
      'a.yaml': 'one: 1\n',
      '.github/portcullis.yml': 'drafts: skip\n',
    });
    installation.permissions = withPush;
    const { head } = github.openPull(repository, wrong, { draft: true });
    expect(await applyFixes(servicesNow(), { ...press, head })).toMatchObject({ why: 'drafts are not reviewed' });
    expect(github.calls.filter(({ isWrite }) => isWrite)).toEqual([]);
  });

  test('commits once when GitHub says 502 although it did', async () => {
    const { github, repository, servicesNow } = world();
    const pull = github.openPull(repository, wrong);
    github.fault = ({ route }) => (route === 'mutation Fix' ? { kind: 'status', status: 502, applied: true } : null);
    await expect(applyFixes(servicesNow(), { ...press, head: pull.head })).rejects.toThrow('a newer commit was pushed');
    expect(github.calls.filter(({ route }) => route === 'mutation Fix')).toHaveLength(1);
  });

  const isCommit = ({ route }: { readonly route: string }): boolean => route === 'mutation Fix';

  test('commits after all when GitHub says 502 and did not', async () => {
    const { github, repository, servicesNow } = world();
    const pull = github.openPull(repository, wrong);
    const began = github.clock.now();
    github.fault = (call) =>
      github.calls.filter(isCommit).length === 1 && isCommit(call) ? { kind: 'status', status: 502 } : null;
    expect(await applyFixes(servicesNow(), { ...press, head: pull.head })).toMatchObject({ conclusion: 'success' });
    expect(repository.git.text(pull.head, 'a.yaml')).toBe('one: right-1\ntwo: right-2\n');
    expect(github.clock.now() - began).toBe(3_000);
  });

  test('is not pressed twice when GitHub refuses', async () => {
    const { github, repository, servicesNow } = world();
    const pull = github.openPull(repository, wrong);
    const errors = [{ type: 'FORBIDDEN', message: 'no' }];
    github.fault = (call) => (isCommit(call) ? { kind: 'errors', errors } : null);
    await expect(applyFixes(servicesNow(), { ...press, head: pull.head })).rejects.toMatchObject({ status: 403 });
    expect(github.calls.filter(isCommit)).toHaveLength(1);
  });

  test('commits nothing to a pull request that is closed meanwhile', async () => {
    const { github, repository, servicesNow } = world();
    const pull = github.openPull(repository, wrong);
    github.beforeCall = ({ route }) => {
      if (route.includes('/git/trees/')) github.setState(pull, 'CLOSED');
    };
    await expect(applyFixes(servicesNow(), { ...press, head: pull.head })).rejects.toThrow('was closed');
    expect(github.calls.filter(isCommit)).toEqual([]);
  });

  test('says in the commit what was fixed, and who asked for it', async () => {
    const { github, repository, servicesNow } = world();
    await applyFixes(servicesNow(), { ...press, head: github.openPull(repository, wrong).head });
    expect(github.calls.find(isCommit)?.body).toMatchObject({
      variables: {
        input: {
          message: {
            headline: 'Apply the fixes that Portcullis suggests',
            body: 'toy-rule\n\nRequested-by: maintainer',
          },
        },
      },
    });
  });

  test('leaves out workflows', async () => {
    const suggestion = (path: string, line: number, replacement: string): ReturnType<typeof findingAt> =>
      findingAt(path, line, {
        suggestion: { path, startLine: line, endLine: line, replacement },
        key: `${path}${line}`,
      });
    const findings = [suggestion('a.yaml', 1, 'good: 1'), suggestion('.github/workflows/x.yml', 1, 'on: x')];
    const engine = fixedEngine({ findings, changedPaths: ['a.yaml'] });
    const { github, repository, servicesNow } = world(withPush, engine);
    const pull = github.openPull(repository, { 'a.yaml': 'one: 1\ntwo: 2\n', '.github/workflows/x.yml': 'a: b\n' });
    await applyFixes(servicesNow(), { ...press, head: pull.head });
    expect(repository.git.text(pull.head, 'a.yaml')).toBe('good: 1\ntwo: 2\n');
  });
});

describe('a merge group', () => {
  const group = (base: string, head: string): Parameters<typeof reviewMergeGroup>[1] => ({
    repository: acme,
    base,
    head,
    request: '',
    destroyed: false,
  });

  test.each([
    ['that brings an error', 'one: wrong\n', 'failure'],
    ['that brings none', 'one: 2\n', 'success'],
  ])('%s is really reviewed, base to head', async (_, content, conclusion) => {
    const { github, repository, servicesNow } = setUp({ 'a.yaml': 'one: 1\n', 'b.yaml': 'old: wrong\n' });
    const base = repository.branches.get('main') ?? '';
    const pull = github.openPull(repository, { 'a.yaml': content });
    const head = repository.git.merge(base, pull.head);
    expect(await reviewMergeGroup(servicesNow(), group(base, head))).toMatchObject({ conclusion });
    expect(await reviewMergeGroup(servicesNow(), group(base, head))).toMatchObject({ conclusion: 'nothing' });
    expect(repository.runs).toMatchObject([{ head, conclusion, completions: 1 }]);
    expect(pull.threads).toEqual([]);
  });

  test('says that nothing came of it when every attempt was in vain', async () => {
    const { github, repository, servicesNow } = setUp();
    const base = repository.branches.get('main') ?? '';
    const head = github.openPull(repository, { 'a.yaml': 'one: 2\n' }).head;
    expect(await reviewMergeGroup(servicesNow('abandoned'), group(base, head))).toMatchObject({
      conclusion: 'failure',
    });
    expect(repository.runs).toMatchObject([{ conclusion: 'failure', completions: 1 }]);
    expect(github.calls.filter(({ route }) => route.includes('/git/trees/'))).toEqual([]);
  });

  test('that is gone leaves no run open', async () => {
    const { repository, servicesNow, github } = setUp();
    const base = repository.branches.get('main') ?? '';
    const head = github.openPull(repository, { 'a.yaml': 'one: 2\n' }).head;
    github.fault = ({ route }) => (route.includes('/git/trees/') ? { kind: 'status', status: 503 } : null);
    await expect(reviewMergeGroup(servicesNow('retryable'), group(base, head))).rejects.toThrow('Server Error');
    github.fault = () => null;
    await reviewMergeGroup(servicesNow(), { ...group(base, head), destroyed: true });
    expect(repository.runs).toMatchObject([{ conclusion: 'cancelled', completions: 1 }]);
  });
});

describe('a review from a terminal', () => {
  const reviewer = inProcess(toyEngine);
  const readOnly = (
    token: string,
    github: ReturnType<typeof setUp>['github'],
    number = 1,
    given: Partial<Parameters<typeof reviewPullRequestReadOnly>[0]> = {},
  ): ReturnType<typeof reviewPullRequestReadOnly> =>
    reviewPullRequestReadOnly({
      baseUrl: 'https://api.github.com',
      repository: acme,
      number,
      token,
      fetch: fakeFetch(github),
      reviewer,
      session: reviewer.open(() => 1),
      timeLeft: () => 300_000,
      asked: { failOn: null },
      clock: github.clock,
      ...given,
    });

  test('finds what the app would, and writes nothing', async () => {
    const { github, repository, installation } = setUp();
    github.tokens.set('ghp_token', { installation, expiresAt: Infinity });
    github.openPull(repository, { 'a.yaml': 'one: wrong\n' });
    const session = reviewer.open(() => 1);
    const { verdict } = await readOnly('ghp_token', github, 1, { session });
    expect(verdict).toBe('fail');
    expect((await printed(session)).findings).toMatchObject([{ status: 'introduced', path: 'a.yaml', line: 1 }]);
    expect(github.calls.some(({ isWrite }) => isWrite)).toBe(false);
  });

  test.each([
    ['a pull request that is not there', 'ghp_token', 99, 'there is no pull request acme/infra#99'],
    ['a token that GitHub does not know', 'ghp_other', 1, 'GitHub does not accept the token'],
  ])('says so of %s', async (_, token, number, message) => {
    const { github, repository, installation } = setUp();
    github.tokens.set('ghp_token', { installation, expiresAt: Infinity });
    github.openPull(repository, { 'a.yaml': 'one: wrong\n' });
    await expect(readOnly(token, github, number)).rejects.toThrow(message);
  });
});
