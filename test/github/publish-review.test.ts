import { describe, expect, test } from 'vitest';
import { reviewPullRequest } from '../../src/github/review/review-pull-request.ts';
import type { Call } from '../fake-github/fake-github.ts';
import { requestFor, setUp } from './harness.ts';

const second = 1_000;
const right = 'a: 1\nb: 2\nc: 3\nd: 4\n';
const wrong = 'a: wrong-1\nb: wrong-2\nc: wrong-3\nd: wrong-4\n';

const isReview = ({ route }: Call): boolean => route.endsWith('/reviews');
const isComment = ({ route }: Call): boolean => isReview({ route } as Call) || route.endsWith('/comments');

describe('while replicas are ten seconds behind', () => {
  function lagging() {
    const world = setUp({ 'a.yaml': 'a: 1\n' });
    const pull = world.github.openPull(world.repository, { 'a.yaml': 'a: wrong\n' });
    world.github.lag = 10 * second;
    world.github.clock.time += 10 * second;
    return { ...world, pull };
  }

  test.each([
    ['on its line', 200, 1],
    ['on its file', 422, null],
  ])('a second review of one head does not post the comment again: %s', async (_, status, line) => {
    const { github, repository, servicesNow, pull } = lagging();
    github.fault = (call) => (isReview(call) && status !== 200 ? { kind: 'status', status } : null);
    await reviewPullRequest(servicesNow(), requestFor(pull));
    await reviewPullRequest(servicesNow(), requestFor(pull, { request: '0badcafe' }));
    expect(repository.runs).toMatchObject([{ conclusion: 'failure' }, { conclusion: 'failure' }]);
    expect(pull.threads).toMatchObject([{ line }]);
    expect(github.calls.filter(isReview)).toHaveLength(1);
  });

  test('the comment posted just before is waited for, and minimised when a newer head fixes it', async () => {
    const { github, servicesNow, pull } = lagging();
    const old = requestFor(pull);
    github.push(pull, { 'a.yaml': 'a: 2\n' });
    const pushed = github.clock.now();
    github.beforeCall = (call) => {
      if (isReview(call)) github.clock.time += 2 * second;
    };
    await reviewPullRequest(servicesNow(), old);
    expect(pull.threads).toMatchObject([{ comments: [{ createdAt: pushed + 2 * second, minimized: null }] }]);
    github.clock.time = pushed + 10 * second;
    await reviewPullRequest(servicesNow(), requestFor(pull));
    expect(pull.threads).toMatchObject([{ comments: [{ minimized: 'RESOLVED' }] }]);
  });
});

describe('a push between two writes', () => {
  /** Lines whose comments GitHub refuses; the review is tried in halves. */
  test.each([
    ['the halves of a review', [3, 4], [1, 2]],
    ['two comments, one of which went to its file', [1, 2, 3, 4], [null]],
  ])('ends the posting: %s', async (_, refused, posted) => {
    const { github, repository, services } = setUp({ 'a.yaml': right });
    const pull = github.openPull(repository, { 'a.yaml': wrong });
    const first = pull.head;
    github.fault = ({ route, body }) =>
      route.endsWith('/reviews') && refused.some((line) => JSON.stringify(body).includes(`"line":${line},`))
        ? { kind: 'status', status: 422 }
        : null;
    github.beforeCall = () => {
      if (pull.head === first && github.calls.some((call) => isComment(call) && call.status === 201))
        github.push(pull, { 'a.yaml': right });
    };
    await reviewPullRequest(services, requestFor(pull));
    expect(pull.threads.map(({ line }) => line)).toEqual(posted);
    expect(repository.runs).toMatchObject([
      { head: first, conclusion: 'cancelled' },
      { head: pull.head, conclusion: 'success' },
    ]);
  });
});

test('a comment stands on the commit that was reviewed, whatever was pushed meanwhile', async () => {
  const { github, repository, services } = setUp({ 'a.yaml': right });
  const pull = github.openPull(repository, { 'a.yaml': wrong });
  const reviewed = pull.head;
  github.beforeCall = (call) => {
    if (isReview(call)) github.push(pull, { 'b.yaml': 'x: 1\n' });
  };
  await reviewPullRequest(services, requestFor(pull));
  expect(pull.threads.map(({ commit }) => commit)).toEqual([reviewed, reviewed, reviewed, reviewed]);
});

test('a comment that somebody deleted is neither posted again nor waited for', async () => {
  const { github, repository, servicesNow } = setUp({ 'a.yaml': right });
  const pull = github.openPull(repository, { 'a.yaml': wrong });
  await reviewPullRequest(servicesNow(), requestFor(pull));
  pull.threads.splice(0, 1);
  github.clock.time += 60 * second;
  const began = github.clock.now();
  await reviewPullRequest(servicesNow(), requestFor(pull, { request: '0badcafe' }));
  expect(pull.threads).toHaveLength(3);
  expect(github.clock.now()).toBe(began);
});

test.each([
  [422, ''],
  [403, 'GitHub did not accept the review comments'],
])('a comment that its file does not take either (%i) is left to the check run', async (status, note) => {
  const { github, repository, services } = setUp({ 'a.yaml': right });
  const pull = github.openPull(repository, { 'a.yaml': wrong.replace('wrong-1', 'right') });
  github.fault = (call) =>
    isReview(call) ? { kind: 'status', status: 422 } : isComment(call) ? { kind: 'status', status } : null;
  await reviewPullRequest(services, requestFor(pull));
  expect(pull.threads).toEqual([]);
  expect(repository.runs).toMatchObject([
    { conclusion: 'failure', completions: 1, summary: expect.stringContaining(note) },
  ]);
  expect(repository.runs[0]?.summary?.includes('did not accept')).toBe(note !== '');
});
