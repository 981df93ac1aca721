import { describe, expect, test } from 'vitest';
import { reviewPullRequest } from '../../src/github/review/review-pull-request.ts';
import { findingAt, fixedEngine, requestFor, setUp, toyEngine, visibleComments } from './harness.ts';

const before = 'one: 1\ntwo: 2\nthree: 3\nfour: 4\nfive: 5\nsix: 6\nseven: 7\neight: 8\nnine: 9\nten: 10\n';
const change = (from: string, to: string): string => before.replace(from, to);

/** A finding whose suggestion replaces some lines by a text. */
function suggesting(
  startLine: number,
  endLine: number,
  replacement: string,
  path = 'a.yaml',
): ReturnType<typeof findingAt> {
  return findingAt(path, startLine, {
    suggestion: { path, startLine, endLine, replacement },
    key: `${path}${startLine}`,
  });
}

describe('a suggestion', () => {
  test.each([
    ['on a changed line', [2, 2], 'a: b', { line: 2, startLine: null }],
    ['on changed lines and context of one stretch', [1, 3], 'a: b', { line: 3, startLine: 1 }],
    ['that deletes lines', [2, 2], '', { line: 2, startLine: null }],
  ] as const)('%s becomes a comment', async (_, [start, end], replacement, anchor) => {
    const engine = fixedEngine({ findings: [suggesting(start, end, replacement)], changedPaths: ['a.yaml'] });
    const { github, repository, services } = setUp({ 'a.yaml': before }, engine);
    const pull = github.openPull(repository, { 'a.yaml': change('two: 2', 'two: 22') });
    await reviewPullRequest(services, requestFor(pull));
    expect(pull.threads).toMatchObject([anchor]);
    const block = replacement === '' ? '```suggestion\n```' : `\`\`\`suggestion\n${replacement}\n\`\`\``;
    expect(visibleComments(pull)[0]).toContain(block);
    expect(repository.runs[0]?.annotations[0]?.raw_details).not.toContain('+a: b');
  });

  test.each([
    ['outside the diff', suggesting(10, 10, 'a: b'), before],
    ['across two stretches', suggesting(1, 10, 'a: b'), before],
    ['that changes nothing', suggesting(2, 2, 'two: 22'), before],
    ['in a file with CRLF', suggesting(2, 2, 'a: b'), before.replaceAll('\n', '\r\n')],
    ['in another file', suggesting(1, 1, 'a: b', 'b.yaml'), before],
  ])('%s stays in the annotation', async (_, finding, text) => {
    const engine = fixedEngine({ findings: [{ ...finding, at: findingAt('a.yaml', 2).at }], changedPaths: ['a.yaml'] });
    const { github, repository, services } = setUp({ 'a.yaml': text, 'b.yaml': 'x: 1\n' }, engine);
    const pull = github.openPull(repository, {
      'a.yaml': text.replace('two: 2', 'two: 22').replace('ten: 10', 'ten: 10'),
    });
    await reviewPullRequest(services, requestFor(pull));
    expect(pull.threads).toEqual([]);
    expect(repository.runs).toMatchObject([{ conclusion: 'failure', completions: 1 }]);
  });

  test('on the last line of a file without a final line break stays in the annotation', async () => {
    const engine = fixedEngine({ findings: [suggesting(2, 2, 'a: b')], changedPaths: ['a.yaml'] });
    const { github, repository, services } = setUp({ 'a.yaml': 'one: 1\n' }, engine);
    const pull = github.openPull(repository, { 'a.yaml': 'one: 1\ntwo: 2' });
    await reviewPullRequest(services, requestFor(pull));
    expect(pull.threads).toEqual([]);
    expect(repository.runs[0]?.annotations[0]?.raw_details).toContain('-two: 2\n+a: b');
  });

  test('with fences in it has a longer one around it', async () => {
    const engine = fixedEngine({
      findings: [suggesting(2, 2, 'doc: |\n  ```yaml\n  ````\n')],
      changedPaths: ['a.yaml'],
    });
    const { github, repository, services } = setUp({ 'a.yaml': before }, engine);
    const pull = github.openPull(repository, { 'a.yaml': change('two: 2', 'two: 22') });
    await reviewPullRequest(services, requestFor(pull));
    expect(visibleComments(pull)[0]).toMatch(/`````suggestion\ndoc: \|\n {2}```yaml\n {2}````\n\n`````/);
  });
});

const manyWrong = (count: number): string => Array.from({ length: count }, (_, n) => `key${n}: wrong-${n}\n`).join('');

describe('one review', () => {
  test('holds all comments, at most as many as configured', async () => {
    const { github, repository, services } = setUp({ 'a.yaml': 'x: 1\n', '.github/portcullis.yml': 'comments: 7\n' });
    const pull = github.openPull(repository, { 'a.yaml': manyWrong(30) });
    await reviewPullRequest(services, requestFor(pull));
    expect(pull.threads).toHaveLength(7);
    expect(new Set(pull.threads.map(({ review }) => review)).size).toBe(1);
    expect(repository.runs[0]?.annotations).toHaveLength(30);
  });

  test.each([1, 3, 20])(
    'of %i with one that GitHub refuses still posts the others, and that one on its file',
    async (count) => {
      const { github, repository, services } = setUp({ 'a.yaml': 'x: 1\n' });
      const pull = github.openPull(repository, { 'a.yaml': manyWrong(count) });
      // GitHub's diff differs from what it said it was: a line we may not know is not commentable.
      github.fault = ({ route, body }) =>
        route.endsWith('/reviews') && JSON.stringify(body).includes('"line":1,')
          ? { kind: 'status', status: 422 }
          : null;
      await reviewPullRequest(services, requestFor(pull));
      expect(pull.threads).toHaveLength(count);
      expect(pull.threads.filter(({ line }) => line === null)).toHaveLength(1);
      expect(visibleComments(pull).filter((body) => body.includes('```suggestion'))).toHaveLength(count - 1);
      expect(repository.runs).toMatchObject([{ conclusion: 'failure', completions: 1 }]);
      // Where no click applies a suggestion, its annotation shows it.
      const shown = repository.runs[0]?.annotations.filter(({ raw_details: text }) => text?.includes('right') ?? false);
      expect(shown?.map(({ start_line: line }) => line)).toEqual([1]);
    },
  );

  test('that was created although GitHub said 502 is not created again', async () => {
    const { github, repository, services } = setUp({ 'a.yaml': 'x: 1\n' });
    const pull = github.openPull(repository, { 'a.yaml': manyWrong(5) });
    let failures = 0;
    github.fault = ({ route }) => {
      if (!route.endsWith('/reviews') || failures > 0) return null;
      failures += 1;
      return { kind: 'status', status: 502, applied: true };
    };
    await reviewPullRequest(services, requestFor(pull));
    expect(pull.threads).toHaveLength(5);
    expect(github.calls.filter(({ route }) => route.endsWith('/reviews'))).toHaveLength(1);
  });

  test('that GitHub forbids does not keep the check from its conclusion', async () => {
    const { github, repository, services } = setUp({ 'a.yaml': 'x: 1\n' });
    github.fault = ({ route }) => (route.endsWith('/reviews') ? { kind: 'status', status: 403 } : null);
    await reviewPullRequest(services, requestFor(github.openPull(repository, { 'a.yaml': manyWrong(2) })));
    expect(repository.runs).toMatchObject([{ conclusion: 'failure', completions: 1 }]);
    expect(repository.runs[0]?.annotations[0]?.raw_details).toContain('+key0: right');
    expect(github.calls.filter(({ route }) => route.endsWith('/reviews'))).toHaveLength(1);
  });
});

describe('quiet', () => {
  const wrong = change('two: 2', 'two: wrong');

  test('the same finding is not said again, and nothing is edited', async () => {
    const { github, repository, servicesNow } = setUp({ 'a.yaml': before });
    const pull = github.openPull(repository, { 'a.yaml': wrong });
    await reviewPullRequest(servicesNow(), requestFor(pull));
    github.push(pull, { 'b.yaml': 'x: 1\n' });
    await reviewPullRequest(servicesNow(), requestFor(pull));
    expect(pull.threads).toHaveLength(1);
    expect(pull.threads[0]?.comments[0]).toMatchObject({ edits: 0, minimized: null });
  });

  test('nor when GraphQL does not know an app again as an author', async () => {
    const { github, repository, servicesNow } = setUp({ 'a.yaml': before });
    github.viewerDidAuthorWorks = false;
    const pull = github.openPull(repository, { 'a.yaml': wrong });
    await reviewPullRequest(servicesNow(), requestFor(pull));
    github.push(pull, { 'b.yaml': 'x: 1\n' });
    await reviewPullRequest({ ...servicesNow(), caches: setUp().services.caches }, requestFor(pull));
    expect(pull.threads).toHaveLength(1);
  });

  test('a comment whose finding is fixed is minimised and names the commit; it is shown again when the finding comes back', async () => {
    const { github, repository, servicesNow } = setUp({ 'a.yaml': before });
    const pull = github.openPull(repository, { 'a.yaml': wrong });
    await reviewPullRequest(servicesNow(), requestFor(pull));
    const original = pull.threads[0]?.comments[0]?.body;
    github.push(pull, { 'a.yaml': change('two: 2', 'two: 22') });
    await reviewPullRequest(servicesNow(), requestFor(pull));
    expect(pull.threads[0]?.comments[0]).toMatchObject({
      minimized: 'RESOLVED',
      body: expect.stringContaining(`Fixed in ${pull.head}.`),
    });
    github.push(pull, { 'a.yaml': wrong });
    await reviewPullRequest(servicesNow(), requestFor(pull));
    expect(pull.threads).toHaveLength(1);
    expect(pull.threads[0]?.comments[0]).toMatchObject({ minimized: null, body: original });
  });

  test.each([
    [
      'answered',
      (thread: { comments: object[] }) => thread.comments.push({ author: 'person', body: 'no', createdAt: 0 }),
    ],
    ['resolved', (thread: { resolved: boolean }) => (thread.resolved = true)],
  ])('a comment that a person %s is left alone', async (_, touch) => {
    const { github, repository, servicesNow } = setUp({ 'a.yaml': before });
    const pull = github.openPull(repository, { 'a.yaml': wrong });
    await reviewPullRequest(servicesNow(), requestFor(pull));
    for (const thread of pull.threads) touch(thread);
    github.push(pull, { 'a.yaml': change('two: 2', 'two: 22') });
    await reviewPullRequest(servicesNow(), requestFor(pull));
    expect(pull.threads[0]?.comments[0]).toMatchObject({ minimized: null, edits: 0 });
  });

  test('a comment of somebody who copies our marker is not ours', async () => {
    const { github, repository, servicesNow } = setUp({ 'a.yaml': before });
    const pull = github.openPull(repository, { 'a.yaml': wrong });
    await reviewPullRequest(servicesNow(), requestFor(pull));
    const [ours] = pull.threads;
    if (ours)
      pull.threads.splice(0, 1, {
        ...ours,
        comments: ours.comments.map((comment) => ({ ...comment, author: 'mallory' })),
      });
    const { github: again } = { github };
    again.push(pull, { 'b.yaml': 'x: 1\n' });
    const fresh = servicesNow();
    await reviewPullRequest({ ...fresh, caches: setUp().services.caches }, requestFor(pull));
    expect(pull.threads.map(({ comments }) => comments[0]?.author)).toEqual(['mallory', github.bot]);
  });

  test.each([
    ['more threads than one page are looked through', 150, 1],
    ['nothing is said where there are more threads than are looked through', 2_001, 0],
  ])('%s', async (_, others, posted) => {
    const { github, repository, servicesNow } = setUp({ 'a.yaml': before }, toyEngine);
    const pull = github.openPull(repository, { 'a.yaml': wrong });
    for (let n = 0; n < others; n += 1) {
      const comment = {
        id: `c${n}`,
        databaseId: n,
        author: 'person',
        createdAt: 0,
        body: 'hello',
        edits: 0,
        minimized: null,
      };
      pull.threads.push({
        id: `t${n}`,
        path: 'a.yaml',
        line: 2,
        startLine: null,
        commit: pull.head,
        review: null,
        resolved: false,
        comments: [comment],
      });
    }
    await reviewPullRequest(servicesNow(), requestFor(pull));
    await reviewPullRequest(
      { ...servicesNow(), caches: setUp().services.caches },
      requestFor(pull, { request: '0badcafe' }),
    );
    expect(pull.threads).toHaveLength(others + posted);
  });
});
