import { ReviewStopped, type Reviewer } from '../../src/session/reviewer.ts';
import { describe, expect, test } from 'vitest';
import { reviewPullRequest } from '../../src/github/review/review-pull-request.ts';
import type { Call } from '../fake-github/fake-github.ts';
import { findingAt, fixedEngine, requestFor, setUp, toyEngine } from './harness.ts';

const manyLines = (count: number): string => Array.from({ length: count }, (_, n) => `line${n}: 1\n`).join('');

describe('a check run', () => {
  test.each([
    [0, 1],
    [1, 1],
    [50, 1],
    [51, 2],
    [300, 6],
  ])('with %i annotations is completed in %i requests', async (count, requests) => {
    const findings = Array.from({ length: count }, (_, n) => findingAt('a.yaml', n + 1));
    const engine = fixedEngine({ findings, changedPaths: ['a.yaml'] });
    const { github, repository, services } = setUp({ 'a.yaml': 'x: 1\n' }, engine);
    const pull = github.openPull(repository, { 'a.yaml': manyLines(count) });
    await reviewPullRequest(services, requestFor(pull));
    expect(repository.runs).toMatchObject([{ conclusion: count > 0 ? 'failure' : 'success', completions: 1 }]);
    expect(repository.runs[0]?.annotations.map(({ start_line: line }) => line)).toEqual(
      findings.map(({ at }) => at.line),
    );
    expect(github.calls.filter(({ method }) => method === 'PATCH')).toHaveLength(requests);
  });

  test('with more than 300 findings has annotations for the worst, and the summary for the rest', async () => {
    const severities = ['notice', 'warning', 'error'] as const;
    const findings = Array.from({ length: 600 }, (_, n) => ({
      ...findingAt('a.yaml', n + 1),
      severity: severities[n % 3] ?? 'error',
    }));
    const engine = fixedEngine({ findings, changedPaths: ['a.yaml'] });
    const { github, repository, services } = setUp({ 'a.yaml': 'x: 1\n' }, engine);
    await reviewPullRequest(services, requestFor(github.openPull(repository, { 'a.yaml': manyLines(600) })));
    const levels = repository.runs[0]?.annotations.map(({ annotation_level: level }) => level) ?? [];
    expect(levels).toEqual([...Array(200).fill('failure'), ...Array(100).fill('warning')]);
    expect(github.calls.filter(({ method }) => method === 'PATCH')).toHaveLength(6);
  });

  test('lists what comments of the change silence, as notices at the comments', async () => {
    const { at } = findingAt('a.yaml', 1);
    const silenced = [
      { rule: 'toy-rule', severity: 'error' as const, message: 'this is wrong', at, by: at, reason: 'by hand' },
    ];
    const engine = fixedEngine({ silenced, changedPaths: ['a.yaml'] });
    const { github, repository, services } = setUp({ 'a.yaml': 'x: 1\n' }, engine);
    await reviewPullRequest(services, requestFor(github.openPull(repository, { 'a.yaml': 'x: 2\n' })));
    expect(repository.runs[0]).toMatchObject({
      conclusion: 'success',
      title: 'No findings introduced; 1 finding silenced by this change',
      annotations: [{ annotation_level: 'notice', path: 'a.yaml', message: expect.stringContaining('by hand') }],
    });
    expect(repository.runs[0]?.summary).toContain('### Silenced by this change');
  });

  test('has its suggestion in the diff although GitHub does not list the files of so large a change', async () => {
    const { github, repository, services } = setUp({ 'a.yaml': 'one: 1\n' });
    const pull = github.openPull(repository, { 'a.yaml': 'one: wrong\n' });
    github.fault = ({ route, path }) => {
      if (route.includes('/compare/') && !path.includes('page=2') && firstPage())
        return { kind: 'status', status: 422 };
      return route.endsWith('/files') ? { kind: 'status', status: 422 } : null;
    };
    let compared = 0;
    const firstPage = (): boolean => (compared += 1) === 1;
    await reviewPullRequest(services, requestFor(pull));
    expect(repository.runs).toMatchObject([{ conclusion: 'failure', completions: 1 }]);
    expect(pull.threads).toHaveLength(1);
  });

  test('keeps to every limit however long the texts are', async () => {
    const long = '🙂@all '.repeat(5_000);
    const related = Array.from({ length: 100 }, () => ({ at: findingAt('b.yaml', 1).at, message: long }));
    const findings = Array.from({ length: 120 }, (_, n) => ({
      ...findingAt('a.yaml', n + 1, { message: long }),
      related,
    }));
    const { github, repository, services } = setUp(
      { 'a.yaml': 'x: 1\n' },
      fixedEngine({ findings, changedPaths: ['a.yaml'] }),
    );
    const pull = github.openPull(repository, { 'a.yaml': manyLines(120) });
    expect(await reviewPullRequest(services, requestFor(pull))).toMatchObject({ conclusion: 'failure' });
    expect(repository.runs[0]?.annotations).toHaveLength(120);
    expect(repository.runs[0]?.summary).toMatch(/\d+ more finding/);
  });

  test('annotates only what the change touches; the summary has the rest', async () => {
    const findings = [
      findingAt('a.yaml', 1, { message: 'touched' }),
      findingAt('elsewhere.yaml', 1, { message: 'elsewhere' }),
    ];
    const { github, repository, services } = setUp(
      { 'a.yaml': 'x: 1\n', 'elsewhere.yaml': 'y: 1\n' },
      fixedEngine({ findings, changedPaths: ['a.yaml'] }),
    );
    await reviewPullRequest(services, requestFor(github.openPull(repository, { 'a.yaml': 'x: 2\n' })));
    expect(repository.runs[0]?.annotations.map(({ path }) => path)).toEqual(['a.yaml']);
    expect(repository.runs[0]?.summary).toContain('elsewhere');
  });

  test('is completed without annotations when GitHub does not like one of them', async () => {
    const engine = fixedEngine({ findings: [findingAt('a.yaml', 0)], changedPaths: ['a.yaml'] });
    const { github, repository, services } = setUp({ 'a.yaml': 'x: 1\n' }, engine);
    await reviewPullRequest(services, requestFor(github.openPull(repository, { 'a.yaml': 'x: 2\n' })));
    expect(repository.runs).toMatchObject([{ conclusion: 'failure', completions: 1, annotations: [] }]);
    expect(repository.runs[0]?.summary).toContain('did not accept the annotations');
  });

  test.each([
    ['creates', 'POST', 422, 'Validation Failed'],
    ['creates', 'POST', 403, 'No commit found for SHA'],
    ['completes', 'PATCH', 403, 'Resource not accessible by integration'],
    ['completes', 'PATCH', 404, 'Not Found'],
  ])('that GitHub refuses when the app %s it (%s: %i %s) is not sent again', async (_, method, status, message) => {
    const { github, repository, services } = setUp({ 'a.yaml': 'x: 1\n' });
    const isRun = ({ route, method: used }: Call): boolean => route.includes('/check-runs') && used === method;
    github.fault = (call) => (isRun(call) ? { kind: 'status', status, message } : null);
    const reviewed = reviewPullRequest(services, requestFor(github.openPull(repository, { 'a.yaml': 'x: wrong\n' })));
    await expect(reviewed).rejects.toMatchObject({ status });
    expect(github.calls.filter(isRun)).toHaveLength(1);
  });

  test.each([
    [
      'the engine fails',
      () => ({
        ...toyEngine,
        review: () => {
          throw new Error('XYZZY');
        },
      }),
      null,
      'failure',
      'Portcullis failed',
    ],
    ['GitHub refuses the tree', () => toyEngine, 403, 'failure', 'GitHub did not give what the review needs'],
    ['GitHub is broken', () => toyEngine, 500, 'failure', 'GitHub did not give what the review needs'],
  ])('ends with the cause when %s', async (_, engine, status, conclusion, title) => {
    const { github, repository, services } = setUp({ 'a.yaml': 'x: 1\n' }, engine());
    github.fault = ({ route }) =>
      status !== null && route.includes('/git/trees/') ? { kind: 'status', status } : null;
    await reviewPullRequest(services, requestFor(github.openPull(repository, { 'a.yaml': 'x: 2\n' })));
    expect(repository.runs).toMatchObject([{ conclusion, title, completions: 1 }]);
    expect(repository.runs[0]?.summary).not.toContain('XYZZY');
  });

  test('is stopped twice in one way, and not tried again until head or base changes', async () => {
    const { github, repository, servicesNow } = setUp({ 'a.yaml': 'x: 1\n' });
    const pull = github.openPull(repository, { 'a.yaml': 'x: wrong\n' });
    const asked: string[] = [];
    const reviewer: Reviewer = {
      open: () => ({
        ask: async (operation) => {
          asked.push(operation);
          return await Promise.reject(new ReviewStopped('time'));
        },
        close: () => undefined,
      }),
    };
    const review = async (request: string): Promise<unknown> =>
      await reviewPullRequest({ ...servicesNow('retryable'), reviewer }, requestFor(pull, { request }));
    for (const request of ['', '11111111', '22222222']) await review(request);
    const title = 'The review took too long';
    expect(repository.runs).toMatchObject([1, 2, 3].map(() => ({ conclusion: 'timed_out', title, completions: 1 })));
    expect(repository.runs.map(({ summary }) => summary?.includes('not tried again until'))).toEqual([
      false,
      false,
      true,
    ]);
    expect(asked).toEqual(['review', 'review']);
    github.push(pull, { 'a.yaml': 'x: wrong again\n' });
    await review('');
    expect(asked).toEqual(['review', 'review', 'review']);
  });

  test('says that the time was over', async () => {
    const { github, repository, services } = setUp();
    const pull = github.openPull(repository, { 'a.yaml': 'one: 2\n' });
    github.beforeCall = ({ route }) => {
      if (route.includes('/compare/')) github.clock.time = services.budget.deadline;
    };
    await reviewPullRequest(services, requestFor(pull));
    expect(repository.runs).toMatchObject([{ conclusion: 'timed_out', completions: 1 }]);
  });

  test('says that nothing came of it, and reads no tree, when every attempt was in vain', async () => {
    const { github, repository, servicesNow } = setUp();
    const pull = github.openPull(repository, { 'a.yaml': 'one: 2\n' });
    await reviewPullRequest(servicesNow('abandoned'), requestFor(pull));
    expect(repository.runs).toMatchObject([
      { conclusion: 'failure', completions: 1, title: 'This change could not be reviewed' },
    ]);
    expect(github.calls.filter(({ route }) => route.includes('/git/trees/'))).toEqual([]);
  });

  test('stays open for the next attempt when GitHub is broken and there is one', async () => {
    const { github, repository, servicesNow } = setUp();
    const pull = github.openPull(repository, { 'a.yaml': 'one: wrong\n' });
    github.fault = ({ route }) => (route.includes('/git/trees/') ? { kind: 'status', status: 503 } : null);
    await expect(reviewPullRequest(servicesNow('retryable'), requestFor(pull))).rejects.toMatchObject({ status: 503 });
    expect(repository.runs).toMatchObject([{ status: 'in_progress' }]);
    github.fault = () => null;
    await reviewPullRequest(servicesNow(), requestFor(pull));
    expect(repository.runs).toMatchObject([{ conclusion: 'failure', completions: 1 }]);
  });
});

describe('a second look at one head', () => {
  test.each([
    ['a redelivery', '', 1],
    ['a re-run', '0badcafe', 2],
  ])('%s', async (_, request, count) => {
    const { github, repository, servicesNow } = setUp();
    const pull = github.openPull(repository, { 'a.yaml': 'one: wrong\n' });
    await reviewPullRequest(servicesNow(), requestFor(pull));
    await reviewPullRequest(servicesNow(), requestFor(pull, { request }));
    // The same delivery once more.
    await reviewPullRequest(servicesNow(), requestFor(pull, { request }));
    expect(repository.runs.map(({ completions, annotations }) => [completions, annotations.length])).toEqual(
      Array.from({ length: count }, () => [1, 1]),
    );
    expect(pull.threads).toHaveLength(1);
  });

  test('another base branch is another change', async () => {
    const { github, repository, servicesNow } = setUp({ 'a.yaml': 'one: wrong\n' });
    github.pushToBranch(repository, 'release', { 'a.yaml': 'one: 1\n' });
    const pull = github.openPull(repository, { 'a.yaml': 'one: wrong\ntwo: 2\n' });
    expect(await reviewPullRequest(servicesNow(), requestFor(pull))).toMatchObject({ conclusion: 'success' });
    github.retarget(pull, 'release');
    expect(await reviewPullRequest(servicesNow(), requestFor(pull))).toMatchObject({
      conclusion: 'success',
      why: expect.stringContaining('introduced'),
    });
    expect(repository.runs).toHaveLength(2);
  });

  test('a closed pull request gets nothing, and an open run of it ends as cancelled', async () => {
    const { github, repository, servicesNow } = setUp();
    const pull = github.openPull(repository, { 'a.yaml': 'one: 2\n' });
    github.fault = ({ route }) => (route.includes('/git/trees/') ? { kind: 'status', status: 503 } : null);
    await expect(reviewPullRequest(servicesNow('retryable'), requestFor(pull))).rejects.toThrow('Server Error');
    github.fault = () => null;
    github.setState(pull, 'CLOSED');
    expect(await reviewPullRequest(servicesNow(), requestFor(pull))).toMatchObject({ conclusion: 'nothing' });
    expect(repository.runs).toMatchObject([{ conclusion: 'cancelled', completions: 1 }]);
  });

  test('a push during the review cancels the run and starts another', async () => {
    const { github, repository, services } = setUp();
    const pull = github.openPull(repository, { 'a.yaml': 'one: wrong\n' });
    const first = pull.head;
    github.beforeCall = ({ route }) => {
      if (route === 'query Threads' && pull.head === first) github.push(pull, { 'a.yaml': 'one: 3\n' });
    };
    expect(await reviewPullRequest(services, requestFor(pull))).toMatchObject({ conclusion: 'success' });
    expect(repository.runs).toMatchObject([
      { head: first, conclusion: 'cancelled' },
      { head: pull.head, conclusion: 'success' },
    ]);
    expect(pull.threads).toEqual([]);
  });
});

describe('a fork', () => {
  const good = { 'a.yaml': 'one: wrong\n' };

  test('is reviewed through the base repository', async () => {
    const { github, repository, services } = setUp();
    const pull = github.openPull(repository, good, { from: github.fork(repository, 'stranger') });
    expect(await reviewPullRequest(services, requestFor(pull))).toMatchObject({ conclusion: 'failure' });
    expect(github.calls.filter(({ path }) => path.includes('/acme/infra/'))).not.toEqual([]);
    expect(github.calls.filter(({ path }) => path.includes('stranger'))).toEqual([]);
    expect(repository.runs[0]?.actions).toEqual([]);
  });

  test('that was deleted is reviewed all the same', async () => {
    const { github, repository, services } = setUp();
    const fork = github.fork(repository, 'stranger');
    const pull = github.openPull(repository, good, { from: fork });
    github.deleteRepository(fork);
    expect(await reviewPullRequest(services, requestFor(pull))).toMatchObject({ conclusion: 'failure' });
  });

  test('whose commit GitHub does not know yet in the base repository is waited for', async () => {
    const { github, repository, services } = setUp();
    const pull = github.openPull(repository, good);
    let creates = 0;
    github.fault = ({ route }) => {
      if (route !== 'POST /repos/{owner}/{repo}/check-runs') return null;
      creates += 1;
      return creates < 3 ? { kind: 'status', status: 422, message: `No commit found for SHA: ${pull.head}` } : null;
    };
    await expect(reviewPullRequest(services, requestFor(pull))).resolves.toMatchObject({ conclusion: 'failure' });
  });
});
