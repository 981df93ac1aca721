import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { brokenTree, soundTree } from '../cli/example-tree.ts';
import { git, writeFiles } from '../cli/run-cli.ts';
import { readAction, readHooks } from './action-file.ts';

const root = join(import.meta.dirname, '../..');
const home = mkdtempSync(join(tmpdir(), 'portcullis-action-'));
const remote = join(home, 'remote');
const action = readAction();

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const run = async (command: string, argv: readonly string[], cwd: string, env: object = {}): Promise<Ran> => {
  const { promise, resolve } = Promise.withResolvers<Ran>();
  execFile(command, argv, { cwd, env: { ...process.env, ...env } }, (error, stdout, stderr) =>
    resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
  );
  return await promise;
};

/** A registry that has this version of the package and nothing else. */
async function serveRegistry(): Promise<Server> {
  const { code, stderr } = await run(process.execPath, [join(root, 'scripts/npm-package.ts'), home], root);
  if (code !== 0) throw new Error(stderr);
  const { version } = packageJson;
  const tarball = readFileSync(join(home, `portcullis-${version}.tgz`));
  const manifest = { name: 'portcullis', version, bin: packageJson.bin };
  const server = createServer((request, response) => {
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const versions = { [version]: { ...manifest, dist: { tarball: `${address}/package.tgz` } } };
    if (request.url === '/package.tgz') response.end(tarball);
    else if (request.url === '/portcullis')
      response.end(JSON.stringify({ name: 'portcullis', 'dist-tags': { latest: version }, versions }));
    else response.writeHead(404).end('{}');
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return server;
}

let registry: Server;
let npm: Readonly<Record<string, string>>;
const commits = { base: '', head: '', merge: '' };

/** `main` has moved on since the branch left it, and what it has gained is wrong by itself. */
function makeRemote(): void {
  const unsound = { 'other/broken.yaml': 'kind: Gateway\napiVersion: gateway.networking.k8s.io/v1\nmetadata: [\n' };
  mkdirSync(remote);
  git(remote, 'init', '-b', 'main');
  const commit = (files: Readonly<Record<string, string>>, message: string): string => {
    writeFiles(remote, files);
    git(remote, 'add', '.');
    git(remote, 'commit', '-m', message);
    return git(remote, 'rev-parse', 'HEAD').trim();
  };
  commit({ 'readme.md': 'first' }, 'first');
  commit(soundTree, 'sound');
  git(remote, 'switch', '-c', 'change');
  commit({ 'readme.md': 'second' }, 'unrelated');
  commits.head = commit(brokenTree, 'broken');
  git(remote, 'switch', 'main');
  commits.base = commit(unsound, 'unsound');
  git(remote, 'switch', '--detach', 'main');
  git(remote, 'merge', '--no-ff', '-m', 'merge', 'change');
  commits.merge = git(remote, 'rev-parse', 'HEAD').trim();
  git(remote, 'update-ref', 'refs/pull/1/merge', commits.merge);
  git(remote, 'switch', 'main');
}

beforeAll(async () => {
  makeRemote();
  registry = await serveRegistry();
  const address = `http://127.0.0.1:${(registry.address() as AddressInfo).port}`;
  npm = { npm_config_registry: address, npm_config_cache: join(home, 'cache') };
});
afterAll(() => {
  registry.close();
  rmSync(home, { recursive: true, force: true });
});

/** A checkout as actions/checkout makes it: one commit, no branch. */
function checkout(commit: string, depth: number): string {
  const folder = mkdtempSync(join(home, 'checkout-'));
  git(folder, 'init', '-b', 'main');
  git(folder, 'remote', 'add', 'origin', `file://${remote}`);
  git(folder, 'fetch', `--depth=${depth}`, 'origin', commit);
  git(folder, 'checkout', '--detach', 'FETCH_HEAD');
  return folder;
}

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

describe('every command of the pages is taken as it stands', () => {
  const commands = ['docs/pipelines.md', 'docs/npm.md', 'templates/portcullis.gitlab-ci.yml'].flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/^(?: {4}- )?(npx [^#|\n]+)/gm)].map(([, line = '']) =>
      line.trim(),
    ),
  );

  test.each(commands)('%s', async (command) => {
    const folder = checkout(commits.head, 10);
    git(folder, 'fetch', 'origin', '+refs/heads/main:refs/remotes/origin/main');
    const { code, stdout, stderr } = await run('sh', ['-c', command.replace('npx ', 'npx --yes ')], folder, npm);
    const finds = !command.includes('explain') && !command.includes('--fail-on never');
    expect({ code, stderr }).toEqual({ code: finds ? 1 : 0, stderr: '' });
    const [, output] = /--output (\S+)/.exec(command) ?? [];
    const written = output === undefined ? stdout : readFileSync(join(folder, output), 'utf8');
    expect(written).toMatch(/listener-port-unavailable|listener-conflict|Two listeners/);
  });

  test('of which there are some', () => {
    expect(commands.length).toBeGreaterThanOrEqual(6);
  });
});
