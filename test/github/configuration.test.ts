import { describe, expect, test } from 'vitest';
import { reviewPullRequest } from '../../src/github/review/review-pull-request.ts';
import { requestFor, setUp } from './harness.ts';

const path = '.github/portcullis.yml';
const wrong = { 'a.yaml': 'one: wrong\n' };

describe('the configuration', () => {
  test.each([
    ['absent everywhere', {}, null, 'failure', ''],
    ['in the repository', { [path]: 'comments: 0\n' }, null, 'failure', ''],
    ['in the organisation', {}, { [path]: 'comments: 0\n' }, 'failure', ''],
    ['in both: the repository’s counts', { [path]: 'comments: 5\n' }, { [path]: 'comments: 0\n' }, 'failure', ''],
    ['invalid at the base', { [path]: 'nonsense: 1\n' }, null, 'failure', 'is invalid'],
    ['invalid in the organisation', {}, { [path]: 'nonsense: 1\n' }, 'failure', 'is invalid'],
    ['a symbolic link', { [path]: { symlink: 'a.yaml' } }, null, 'failure', 'cannot be read'],
  ] as const)('%s', async (name, own, organisation, conclusion, note) => {
    const { github, repository, services } = setUp({ 'a.yaml': 'one: 1\n', ...own });
    if (organisation) github.createRepository('acme/.github', organisation);
    const pull = github.openPull(repository, wrong);
    await reviewPullRequest(services, requestFor(pull));
    expect(repository.runs).toMatchObject([{ conclusion, completions: 1, summary: expect.stringContaining(note) }]);
    const silent = name === 'in the repository' || name === 'in the organisation';
    expect(pull.threads).toHaveLength(silent ? 0 : 1);
  });

  test('that the app may not read in the organisation is said, and the defaults apply', async () => {
    const { github, repository, services } = setUp();
    github.fault = ({ path: asked }) =>
      asked.startsWith('/repos/acme/.github/')
        ? { kind: 'status', status: 403, message: 'Resource not accessible' }
        : null;
    await reviewPullRequest(services, requestFor(github.openPull(repository, { 'a.yaml': 'one: 2\n' })));
    expect(repository.runs).toMatchObject([
      { conclusion: 'success', summary: expect.stringContaining('may not read') },
    ]);
  });

  test('that GitHub cannot give at the moment is not taken for absent', async () => {
    const { github, repository, services } = setUp();
    github.fault = ({ path: asked }) =>
      asked.startsWith('/repos/acme/.github/') ? { kind: 'status', status: 503 } : null;
    await reviewPullRequest(services, requestFor(github.openPull(repository, { 'a.yaml': 'one: 2\n' })));
    expect(repository.runs).toMatchObject([
      { conclusion: 'failure', title: 'GitHub did not give what the review needs' },
    ]);
  });

  test('of a change does not judge that change', async () => {
    const { github, repository, services } = setUp({ 'a.yaml': 'one: 1\n' });
    const pull = github.openPull(repository, { ...wrong, [path]: 'failOn: error\ncomments: 0\n' });
    await reviewPullRequest(services, requestFor(pull));
    expect(pull.threads).toHaveLength(1);
  });

  test('of a change is checked, with annotations on its lines', async () => {
    const { github, repository, services } = setUp({ 'a.yaml': 'one: 1\n' });
    const pull = github.openPull(repository, { 'a.yaml': 'one: 2\n', [path]: 'comments: 5\nnonsense: 1\n' });
    await reviewPullRequest(services, requestFor(pull));
    expect(repository.runs).toMatchObject([
      { conclusion: 'failure', annotations: [{ path, start_line: 2, annotation_level: 'failure' }] },
    ]);
  });

  test.each([
    ['nothing else is in force', null, 'nothing is found differently'],
    ['that of the organisation is', { [path]: 'exclude: [a.yaml]\n' }, 'nothing is found differently'],
    ['that of the organisation cannot be used', { [path]: 'nonsense: 1\n' }, null],
  ] as const)('that a change removes is previewed by what is in force then: %s', async (_, organisation, told) => {
    const { github, repository, services } = setUp({ 'a.yaml': 'one: wrong\n', [path]: 'exclude: [a.yaml]\n' });
    if (organisation) github.createRepository('acme/.github', organisation);
    await reviewPullRequest(services, requestFor(github.openPull(repository, { [path]: null })));
    const summary = repository.runs[0]?.summary ?? '';
    expect(summary.includes('by the configuration as this change leaves it')).toBe(told !== null);
    expect(summary).toMatch(new RegExp(told ?? ''));
  });

  test('that is invalid at the base can be put right by a change', async () => {
    const { github, repository, services } = setUp({ 'a.yaml': 'one: 1\n', [path]: 'nonsense: 1\n' });
    await reviewPullRequest(services, requestFor(github.openPull(repository, { [path]: 'comments: 5\n' })));
    expect(repository.runs).toMatchObject([{ conclusion: 'success' }]);
  });

  test('is the one of the tip of the base branch, not of the commit the change began at', async () => {
    const { github, repository, services } = setUp({ 'a.yaml': 'one: 1\n' });
    const pull = github.openPull(repository, wrong);
    pull.base = github.pushToBranch(repository, 'main', { [path]: 'comments: 0\n' });
    pull.history.splice(0);
    await reviewPullRequest(services, requestFor(pull));
    expect(pull.threads).toEqual([]);
  });

  test('may say that drafts are not reviewed: the check is completed all the same, and again when the draft is ready', async () => {
    const { github, repository, servicesNow } = setUp({ 'a.yaml': 'one: 1\n', [path]: 'drafts: skip\n' });
    const pull = github.openPull(repository, wrong, { draft: true });
    await reviewPullRequest(servicesNow(), requestFor(pull));
    github.setDraft(pull, false);
    await reviewPullRequest(servicesNow(), requestFor(pull));
    expect(repository.runs.map(({ conclusion }) => conclusion)).toEqual(['action_required', 'failure']);
  });
});

describe('a large change', () => {
  const many = (count: number): Record<string, string> =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${n}.txt`, `${n}`]));

  test.each([
    ['300 files', 298, false, ''],
    ['more files than a comparison lists', 400, true, ''],
    ['more files than GitHub lists', 3_100, true, '3,000 of the 3,102'],
  ])('of %s is reviewed whole', async (_, count, pages, note) => {
    const { github, repository, services } = setUp({ 'a.yaml': 'one: 1\n', 'z.yaml': 'one: 1\n' });
    const pull = github.openPull(repository, { ...many(count), 'a.yaml': 'one: wrong\n', 'z.yaml': 'one: wrong\n' });
    await reviewPullRequest(services, requestFor(pull));
    expect(repository.runs).toMatchObject([{ conclusion: 'failure', summary: expect.stringContaining(note) }]);
    expect(repository.runs[0]?.annotations.map(({ path: at }) => at)).toEqual(['a.yaml', 'z.yaml']);
    expect(github.calls.some(({ route }) => route.endsWith('/files'))).toBe(pages);
    // z.yaml is beyond what GitHub lists of 3,102 files: it can hold no comment.
    expect(pull.threads).toHaveLength(count > 3_000 ? 1 : 2);
  });
});
