/**
 * Every block of commands on the pages that lead in, run as it stands by a shell. The package comes from a registry on
 * this machine; docker, pre-commit and reviewdog, which are not to be had here, are stood in for by what they would do.
 */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { git } from '../cli/run-cli.ts';
import { readAction, readHooks } from './action-file.ts';
import { run, serveRegistry, type Registry } from './package-registry.ts';
import { checkedOut, makeRemote, type Commits } from './remote.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const home = mkdtempSync(join(tmpdir(), 'portcullis-ways-'));
const programs = join(home, 'programs');

/** Pages whose commands need nothing that runs for long. */
const pages = ['npx', 'github-action', 'pre-commit', 'gitlab', 'other-pipelines', 'container', 'app', 'npm'];

/** What another test runs for longer than a command may: `test/app` the server, `npm run test:image` the image. */
const elsewhere = ['npm ci\nnpm start', 'npm run doctor'];

const blocks = pages.flatMap((page) => {
  const text = read(`docs/${page}.md`);
  const fenced = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, body = '']) => body.trim());
  const inTables = text.split('\n').filter((line) => line.startsWith('| '));
  const spans = inTables.flatMap((line) => [...line.matchAll(/`(npx [^`]+)`/g)].map(([, command = '']) => command));
  const scripts = [...text.matchAll(/^ {4}- (npx .+)$/gm)].map(([, line = '']) => line);
  return [...fenced, ...spans, ...scripts].map((block) => [page, block] as const);
});

const template = [...read('templates/portcullis.gitlab-ci.yml').matchAll(/^ {4}- (npx .+)$/gm)].map(
  ([, line = '']) => ['template', line] as const,
);

let registry: Registry;
let commits: Commits;
const remote = join(home, 'remote');

/** A program of this name on the PATH. */
function program(name: string, script: string): void {
  writeFileSync(join(programs, name), `#!/bin/sh\nset -e\n${script}\n`);
  chmodSync(join(programs, name), 0o755);
}

beforeAll(async () => {
  commits = makeRemote(remote);
  registry = await serveRegistry(home);
  mkdirSync(programs);
  // All before the program in the image is for docker, and what it sees as /tree is the folder.
  program(
    'docker',
    `case "$1" in
run) while [ "$1" != portcullis ]; do shift; done; shift
  [ "$2" != /tree ] || set -- "$1" .
  exec npx --yes portcullis@${packageJson.version} "$@" ;;
build) test -f ${root}/Dockerfile ;;
compose) test -f ${root}/compose.yaml && test "$2" = up ;;
*) exit 64 ;;
esac`,
  );
  program('reviewdog', `node -e 'JSON.parse(require("fs").readFileSync(0, "utf8")).diagnostics[0].code.value'`);
  const [hook] = readHooks();
  program('pre-commit', `case "$1" in install) ;; run) exec ${hook?.entry} ;; *) exit 64 ;; esac`);
});
afterAll(() => {
  registry.close();
  rmSync(home, { recursive: true, force: true });
});

function example(): string {
  const folder = checkedOut({ home, remote, commit: commits.head, depth: 10 });
  git(folder, 'fetch', 'origin', '+refs/heads/main:refs/remotes/origin/main');
  return folder;
}

describe('every command of the pages is taken as it stands', () => {
  test.each([...blocks, ...template].filter(([, block]) => !elsewhere.includes(block)))('%s: %s', async (_, block) => {
    const folder = example();
    const before = new Set(readdirSync(folder));
    const env = {
      ...registry.env,
      PATH: `${programs}:${process.env['PATH']}`,
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
    };
    // As a person types them: a line that finds something does not keep the next from being run.
    const { code, stdout, stderr } = await run('sh', ['-c', block], folder, env);
    expect({ code, stderr }).toEqual({
      code: expect.toBeOneOf([0, 1]),
      stderr: expect.not.stringMatching(/portcullis: (?!wrote|fixed|would fix|nothing to fix)|not found|npm error/),
    });
    const written = readdirSync(folder, { withFileTypes: true }).filter(
      (each) => each.isFile() && !before.has(each.name),
    );
    const texts = written.map(({ name }) => readFileSync(join(folder, name), 'utf8'));
    const isTold = /\b(?:check|review)\b/.test(block) && !/\bcompose\b|reviewdog|--fix/.test(block);
    expect([stdout, ...texts].join('\n')).toContain(isTold ? 'listener-port-unavailable' : '');
  });

  test('of which each page has some', () => {
    const without = pages.filter((page) => page !== 'github-action' && blocks.every(([own]) => own !== page));
    expect(without).toEqual([]);
    const known = blocks.filter(([, block]) => elsewhere.includes(block)).map(([, block]) => block);
    expect(known).toEqual(elsewhere);
    expect(Object.keys(packageJson.scripts)).toEqual(expect.arrayContaining(['start', 'doctor']));
  });
});

describe('github-action.md', () => {
  const page = read('docs/github-action.md');
  const rows = (heading: string): string => page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const names = (text: string): readonly string[] =>
    text
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));

  test('lists every input and every output', () => {
    const { defaults, outputs } = readAction();
    expect(names(rows('Inputs'))).toEqual(Object.keys(defaults));
    expect(names(rows('Outputs'))).toEqual(Object.keys(outputs));
  });

  test('asks for no more than to read', () => {
    expect(page).toContain('\npermissions:\n  contents: read\njobs:');
    expect(page.match(/: write/g)).toHaveLength(1);
  });
});

test('ways-in.md leads to every page', () => {
  const index = read('docs/ways-in.md');
  const missing = pages.filter((page) => page !== 'npm' && !index.includes(`(${page}.md)`));
  expect(missing).toEqual([]);
});
