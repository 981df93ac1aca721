import { describe, expect, test } from 'vitest';
import { answerProblems, requestProblems } from './description.ts';

const create = 'POST /repos/{owner}/{repo}/check-runs';
const update = 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}';
const annotation = { path: 'a', start_line: 1, end_line: 1, annotation_level: 'failure', message: 'm' };
const output = (count: number): object => ({
  title: 't',
  summary: 's',
  annotations: Array.from({ length: count }, () => annotation),
});
const run = { name: 'Portcullis', head_sha: 'a', status: 'in_progress' };

describe('GitHub’s description', () => {
  test.each<[string, string, object, RegExp]>([
    ['a run', create, run, /^$/],
    ['50 annotations', update, { output: output(50) }, /^$/],
    ['51 annotations', update, { output: output(51) }, /items/],
    ['a run without a head', create, { name: 'Portcullis' }, /head_sha/],
    ['a field that does not exist', create, { ...run, heads_sha: 'a' }, /heads_sha/],
    ['a conclusion that does not exist', update, { status: 'completed', conclusion: 'good' }, /conclusion|allowed/],
    [
      'a label that is too long',
      update,
      { actions: [{ label: 'x'.repeat(21), description: 'd', identifier: 'i' }] },
      /label/,
    ],
  ])('judges %s', (_, route, body, problem) => {
    expect(requestProblems(route, {}, body).join('; ')).toMatch(problem);
  });

  test('knows the parameters of a query, and the operations', () => {
    expect(requestProblems('GET /repos/{owner}/{repo}/compare/{basehead}', { pages: '1' }, null)).toHaveLength(1);
    expect(requestProblems('DELETE /repos/{owner}/{repo}', {}, null)).toHaveLength(1);
  });

  test('lets the fake leave things out and invent nothing', () => {
    expect(answerProblems(create, { id: 1 })).toEqual([]);
    expect(answerProblems(create, { id: 'one' })).not.toEqual([]);
    expect(answerProblems(create, { id: 1, ident: 1 })).not.toEqual([]);
  });
});
