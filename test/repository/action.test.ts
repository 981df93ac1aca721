import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { git } from '../cli/run-cli.ts';
import { readAction, readHooks } from './action-file.ts';
import { run, serveRegistry, type Ran, type Registry } from './package-registry.ts';
import { checkedOut, makeRemote, type Commits } from './remote.ts';

const home = mkdtempSync(join(tmpdir(), 'portcullis-action-'));
const remote = join(home, 'remote');
const action = readAction();

let registry: Registry;
let npm: Readonly<Record<string, string>>;
let commits: Commits;
const checkout = (commit: string, depth: number): string => checkedOut({ home, remote, commit, depth });

beforeAll(async () => {
  commits = makeRemote(remote);
  registry = await serveRegistry(home);
  npm = registry.env;
});
afterAll(() => {
  registry.close();
  rmSync(home, { recursive: true, force: true });
});

interface Event {
  readonly name: string;
  /** The commit of the event. */
  readonly sha: string;
  readonly values?: Readonly<Record<string, string>>;
}

const pull = (name = 'pull_request'): Event => ({
  name,
  sha: commits.merge,
  values: { 'github.event.pull_request.head.sha': commits.head, 'github.event.pull_request.base.ref': 'main' },
});

interface Job extends Ran {
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** Runs the steps as the runner does, up to the first that fails. */
async function runAction(folder: string, event: Event, inputs: Readonly<Record<string, string>> = {}): Promise<Job> {
  const values: Record<string, string> = {
    'github.event_name': event.name,
    'github.sha': event.sha,
    ...event.values,
    ...Object.fromEntries(
      Object.entries({ ...action.defaults, ...inputs }).map(([key, value]) => [`inputs.${key}`, value]),
    ),
  };
  const filled = (text: string): string =>
    text.replace(/\$\{\{ ([^}]+) \}\}/g, (_, name: string) => values[name] ?? '');
  const temp = mkdtempSync(join(home, 'temp-'));
  const [script, output, summary] = ['step.sh', 'output', 'summary'].map((name) => join(temp, name)) as [
    string,
    string,
    string,
  ];
  let last: Ran = { code: 0, stdout: '', stderr: '' };
  for (const step of action.steps) {
    writeFileSync(script, step.run);
    for (const file of [output, summary]) writeFileSync(file, '');
    const own = Object.fromEntries(Object.entries(step.env).map(([key, text]) => [key, filled(text)]));
    const runner = { RUNNER_TEMP: temp, GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary };
    const cwd = join(folder, filled(step['working-directory']));
    last = await run('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], cwd, { ...npm, ...own, ...runner });
    for (const line of readFileSync(output, 'utf8').split('\n').filter(Boolean)) {
      const [, key = '', value = ''] = /^([\w-]+)=(.*)$/.exec(line) ?? [];
      values[`steps.${step.id}.outputs.${key}`] = value;
    }
    if (last.code !== 0) break;
  }
  const outputs = Object.fromEntries(Object.entries(action.outputs).map(([key, text]) => [key, filled(text)]));
  return { ...last, outputs, summary: readFileSync(summary, 'utf8') };
}

describe('on a pull request', () => {
  test('a shallow checkout of the merge is judged against the base as it is now', async () => {
    const { code, stdout, outputs, summary } = await runAction(checkout(commits.merge, 1), pull());
    expect({ code, ...outputs }).toMatchObject({ code: 1, errors: '1', warnings: '0', notices: '0' });
    expect(stdout.match(/^::error .*$/gm)).toEqual([
      expect.stringMatching(/^::error file=prod\/gateway\.yaml,line=13,.*title=listener-port-unavailable::listener/),
    ]);
    expect(summary).toContain(commits.base.slice(0, 12));
    expect(summary).toContain('### Gateways');
    expect(JSON.parse(readFileSync(outputs['sarif'] ?? '', 'utf8'))).toMatchObject({ version: '2.1.0' });
    expect(JSON.parse(readFileSync(outputs['json'] ?? '', 'utf8'))).toMatchObject({ base: commits.base });
  });

  test.each(['pull_request', 'pull_request_target'])(
    '%s: a shallow checkout of its head is compared with where it left the base',
    async (name) => {
      const { code, outputs } = await runAction(checkout(commits.head, 1), pull(name));
      expect({ code, ...outputs }).toMatchObject({ code: 1, errors: '1' });
    },
  );

  test('fails from the threshold on that is asked for', async () => {
    const { code, outputs } = await runAction(checkout(commits.merge, 2), pull(), { 'fail-on': 'never' });
    expect({ code, ...outputs }).toMatchObject({ code: 0, errors: '1' });
  });

  test('says what to do where the base cannot be fetched', async () => {
    const folder = checkout(commits.merge, 1);
    git(folder, 'remote', 'set-url', 'origin', `file://${home}/nowhere`);
    const { code, stdout } = await runAction(folder, pull());
    expect({ code, stdout }).toEqual({
      code: 2,
      stdout:
        '::error title=Portcullis::The base of the pull request cannot be fetched. Give actions/checkout "fetch-depth: 2".\n',
    });
  });

  test('does not take the base for the pull request', async () => {
    const { code, stdout } = await runAction(checkout(commits.base, 1), pull('pull_request_target'));
    expect({ code, stdout }).toEqual({
      code: 2,
      stdout: expect.stringContaining('neither the pull request nor its merge'),
    });
  });
});

test('a merge group is judged against its base', async () => {
  const event = {
    name: 'merge_group',
    sha: commits.merge,
    values: { 'github.event.merge_group.base_sha': commits.base },
  };
  const { code, outputs } = await runAction(checkout(commits.merge, 1), event);
  expect({ code, ...outputs }).toMatchObject({ code: 1, errors: '1' });
});

test('a push is checked as it stands', async () => {
  const { code, outputs, summary } = await runAction(checkout(commits.merge, 1), { name: 'push', sha: commits.merge });
  expect({ code, ...outputs }).toMatchObject({ code: 1, errors: '2' });
  expect(summary).toContain('2 errors');
});

test.each([
  ['a version that is none', { version: 'latest; id' }, 'The input version is three numbers'],
  [
    'a version that is not there',
    { version: '99.0.0' },
    'Version 99.0.0 of the npm package portcullis cannot be installed.',
  ],
  ['a configuration that is not there', { config: 'no.yml' }, 'The review failed'],
])('%s fails with one sentence', async (_, inputs, sentence) => {
  const { code, stdout } = await runAction(checkout(commits.base, 1), { name: 'push', sha: commits.base }, inputs);
  expect({ code, stdout }).toEqual({
    code: 2,
    stdout: expect.stringContaining(`::error title=Portcullis::${sentence}`),
  });
});

test('outside of a repository it says what is missing', async () => {
  const folder = mkdtempSync(join(home, 'empty-'));
  const { code, stdout } = await runAction(folder, { name: 'push', sha: commits.base });
  expect({ code, stdout }).toEqual({
    code: 2,
    stdout: expect.stringContaining('Put actions/checkout before this step'),
  });
});

test('the hook of pre-commit reviews the branch', async () => {
  const folder = checkout(commits.head, 10);
  git(folder, 'fetch', 'origin', '+refs/heads/main:refs/remotes/origin/main');
  const [hook] = readHooks();
  const [command = '', ...argv] = (hook?.entry ?? '').split(' ');
  const { code, stdout } = await run(command, argv, folder, npm);
  expect(code).toBe(1);
  expect(stdout).toContain('1 error introduced.');
  expect(existsSync(join(folder, 'node_modules'))).toBe(false);
});
