import { describe, expect, test } from 'vitest';
import { jobOf } from '../../src/github/deliveries/events.ts';
import { textHash } from '../../src/github/model/external-id.ts';
import { groupOf } from '../../src/github/model/job.ts';

const app = 4711;
const head = 'a'.repeat(40);
const base = 'b'.repeat(40);
const common = {
  repository: { id: 7, name: 'infra', owner: { login: 'acme' } },
  installation: { id: 3 },
  sender: { login: 'person', type: 'User' },
};
const pull = { number: 12, head: { sha: head } };
const run = (externalId: string, id = app): object => ({ head_sha: head, external_id: externalId, app: { id } });
const comment = (body: string): { readonly action: string; readonly issue: object; readonly comment: object } => ({
  action: 'created',
  issue: { number: 12, pull_request: {} },
  comment: { body },
});

const job = (name: string, payload: object): ReturnType<typeof jobOf> =>
  jobOf({ id: 'guid', name, payload: { ...common, ...payload } }, app);

describe('an event that means work', () => {
  test.each<readonly [string, string, object, object]>([
    ...['opened', 'synchronize', 'ready_for_review', 'closed', 'converted_to_draft'].map(
      (action) =>
        [
          `pull_request.${action}`,
          'pull_request',
          { action, pull_request: pull },
          { kind: 'pull', number: 12, head, request: '' },
        ] as const,
    ),
    [
      'pull_request.reopened, after which base may have moved',
      'pull_request',
      { action: 'reopened', pull_request: pull },
      { kind: 'pull', number: 12, head, request: textHash('guid') },
    ],
    [
      'another base branch',
      'pull_request',
      { action: 'edited', changes: { base: { ref: { from: 'main' } } }, pull_request: pull },
      { kind: 'pull' },
    ],
    [
      're-run',
      'check_run',
      { action: 'rerequested', check_run: run('v1:pull:12:0badcafe:') },
      { kind: 'pull', number: 12, head, sender: null },
    ],
    [
      're-run of a group',
      'check_run',
      { action: 'rerequested', check_run: run(`v1:group:${base}:`) },
      { kind: 'group', head, base, destroyed: false },
    ],
    [
      'the fix button',
      'check_run',
      {
        action: 'requested_action',
        check_run: run('v1:pull:12:0badcafe:'),
        requested_action: { identifier: 'apply-fixes' },
      },
      { kind: 'fixes', number: 12, head, sender: 'person' },
    ],
    [
      're-run of all checks',
      'check_suite',
      { action: 'rerequested', check_suite: { head_sha: head, app: { id: app } } },
      { kind: 'suite', head },
    ],
    [
      're-run of all checks of a merge group',
      'check_suite',
      {
        action: 'rerequested',
        check_suite: { head_sha: head, head_branch: `gh-readonly-queue/release/1.0/pr-7-${base}`, app: { id: app } },
      },
      { kind: 'suite', head, queue: 'release/1.0' },
    ],
    [
      'a merge group',
      'merge_group',
      { action: 'checks_requested', merge_group: { head_sha: head, base_sha: base } },
      { kind: 'group', destroyed: false },
    ],
    [
      'the end of a merge group',
      'merge_group',
      { action: 'destroyed', merge_group: { head_sha: head, base_sha: base } },
      { kind: 'group', destroyed: true },
    ],
    [
      'the command',
      'issue_comment',
      comment('/portcullis review'),
      { kind: 'pull', number: 12, head: null, sender: 'person' },
    ],
    [
      'the command with space around it',
      'issue_comment',
      comment('  /portcullis  review \r\nplease'),
      { kind: 'pull' },
    ],
  ])('%s', (_, name, payload, expected) => {
    expect(job(name, payload)).toMatchObject({
      installation: 3,
      repositoryId: 7,
      repository: { owner: 'acme', repo: 'infra' },
      delivery: 'guid',
      ...expected,
    });
  });
});

describe('an event that means nothing to us', () => {
  test.each([
    ['another action', 'pull_request', { action: 'labeled', pull_request: pull }],
    ['another title', 'pull_request', { action: 'edited', changes: { title: { from: 'x' } }, pull_request: pull }],
    ['our own run', 'check_run', { action: 'created', check_run: run('v1:pull:12:0badcafe:') }],
    ['the run of another app', 'check_run', { action: 'rerequested', check_run: run('v1:pull:12:0badcafe:', 1) }],
    ['a run that is not about anything', 'check_run', { action: 'rerequested', check_run: run('') }],
    [
      'another button',
      'check_run',
      { action: 'requested_action', check_run: run('v1:pull:12:0badcafe:'), requested_action: { identifier: 'x' } },
    ],
    [
      'a suite that was requested',
      'check_suite',
      { action: 'requested', check_suite: { head_sha: head, app: { id: app } } },
    ],
    ['another comment', 'issue_comment', comment('have you tried /portcullis review ?')],
    ['a quoted command', 'issue_comment', comment('> /portcullis review')],
    ['a longer command', 'issue_comment', comment('/portcullis reviewer')],
    [
      'a command of a bot',
      'issue_comment',
      { ...comment('/portcullis review'), sender: { login: 'x[bot]', type: 'Bot' } },
    ],
    [
      'a command on an issue',
      'issue_comment',
      { action: 'created', issue: { number: 12 }, comment: { body: '/portcullis review' } },
    ],
    ['no installation', 'pull_request', { action: 'opened', pull_request: pull, installation: undefined }],
    [
      'a head that is not one',
      'merge_group',
      { action: 'checks_requested', merge_group: { head_sha: '$(x)', base_sha: base } },
    ],
    ['a push', 'push', { after: head }],
  ])('%s', (_, name, payload) => {
    expect(job(name, payload)).toBeNull();
  });

  test.each([
    null,
    [],
    'text',
    7,
    { action: 'opened' },
    { action: { toString: 1 } },
    JSON.parse('{"__proto__":{"action":"opened"}}'),
  ])('a payload that is %j', (payload) => {
    expect(jobOf({ id: 'guid', name: 'pull_request', payload }, app)).toBeNull();
  });
});

test('everything about one pull request is one group, and fits into SQS', () => {
  const jobs = [
    job('pull_request', { action: 'opened', pull_request: pull }),
    job('check_run', { action: 'rerequested', check_run: run('v1:pull:12:0badcafe:') }),
    job('issue_comment', comment('/portcullis review')),
  ];
  const groups = new Set(jobs.map((each) => (each ? groupOf(each) : '')));
  expect([...groups]).toEqual([expect.stringMatching(/^\d+\/7:pull:12$/)]);
  const group = job('merge_group', { action: 'checks_requested', merge_group: { head_sha: head, base_sha: base } });
  expect(group && groupOf(group)).toMatch(/^[\w:/]{1,128}$/);
});
