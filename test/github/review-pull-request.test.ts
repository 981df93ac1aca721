import { describe, expect, test } from 'vitest';
import { reviewPullRequest } from '../../src/github/review/review-pull-request.ts';
import { requestFor, setUp, visibleComments } from './harness.ts';

describe('a pull request', () => {
  test('that brings nothing wrong gets one completed run and not a word', async () => {
    const { github, repository, services } = setUp();
    const pull = github.openPull(repository, { 'a.yaml': 'one: 2\n' });
    const outcome = await reviewPullRequest(services, requestFor(pull));
    expect(outcome.conclusion).toBe('success');
    expect(repository.runs).toMatchObject([
      { head: pull.head, status: 'completed', conclusion: 'success', completions: 1, annotations: [] },
    ]);
    expect(pull.threads).toEqual([]);
  });

  test('that brings an error gets a failing run, an annotation on the line and a suggestion', async () => {
    const { github, repository, services } = setUp({ 'a.yaml': 'one: 1\ntwo: 2\nthree: 3\n' });
    const pull = github.openPull(repository, { 'a.yaml': 'one: 1\ntwo: wrong\nthree: 3\n' });
    const outcome = await reviewPullRequest(services, requestFor(pull));
    expect(outcome.conclusion).toBe('failure');
    expect(repository.runs[0]?.annotations).toMatchObject([
      { path: 'a.yaml', start_line: 2, end_line: 2, annotation_level: 'failure' },
    ]);
    expect(pull.threads).toMatchObject([{ path: 'a.yaml', line: 2, startLine: null }]);
    expect(visibleComments(pull)[0]).toContain('```suggestion\ntwo: right\n```');
  });
});
