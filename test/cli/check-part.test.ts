import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { brokenTree, soundTree } from './example-tree.ts';
import { folderOf, repositoryOf, runCli } from './run-cli.ts';

/** The broken tree in a folder of a repository, where a tool of another folder may use it. */
const monorepo = (more: Readonly<Record<string, string>> = {}): string =>
  repositoryOf({
    ...Object.fromEntries(Object.entries(brokenTree).map(([path, text]) => [`gitops/${path}`, text])),
    'src/main.ts': '',
    ...more,
  });

const found = async (argv: readonly string[], cwd: string): Promise<readonly string[]> => {
  const { stdout } = await runCli([...argv, '--format', 'json'], cwd);
  const { findings } = JSON.parse(stdout) as { findings: { path: string; line: number; rule: string }[] };
  return findings.map(({ path, line, rule }) => `${path}:${line} ${rule}`);
};

const lost = ['gitops/prod/gateway.yaml:13 listener-port-unavailable'];

describe('check of a part of a repository', () => {
  test.each([
    ['a folder', ['check', 'gitops'], ''],
    ['a file', ['check', 'gitops/prod/gateway.yaml'], ''],
    ['from within', ['check'], 'gitops/prod'],
    ['a file from within', ['check', 'gateway.yaml'], 'gitops/prod'],
  ])('tells paths of the repository: %s', async (_, argv, below) => {
    expect(await found(argv, join(monorepo(), below))).toEqual(lost);
  });

  test('takes everything into account and tells of the part alone', async () => {
    const folder = monorepo();
    const { exitCode, stdout, stderr } = await runCli(['check', 'gitops/prod/kong.yaml'], folder);
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 0,
      stdout: 'No findings.\nLooked at 1 cluster, 1 Gateway, 2 listeners.\n',
      stderr: 'portcullis: 1 other finding left out as outside of gitops/prod/kong.yaml.\n',
    });
  });

  test('follows what a deployment names outside of the folder', async () => {
    const at = (folder: string, names: readonly string[]): string => `resources: [${names.join(', ')}]\n# ${folder}\n`;
    const files = {
      'clusters/prod/kustomization.yaml': at('prod', ['../../base']),
      'base/kustomization.yaml': at('base', ['class.yaml', 'gateway.yaml', 'kong.yaml']),
      ...Object.fromEntries(Object.entries(soundTree).map(([path, text]) => [path.replace('prod', 'base'), text])),
    };
    expect(await found(['check', 'clusters/prod'], repositoryOf(files))).toEqual([]);
  });

  test('obeys the configuration of the repository', async () => {
    const folder = monorepo({ '.github/portcullis.yml': 'rules: { listener-port-unavailable: off }\n' });
    expect(await found(['check', 'gitops'], folder)).toEqual([]);
  });

  test('of what nothing deploys judges it by itself, and says so', async () => {
    const docs = Object.fromEntries(Object.entries(brokenTree).map(([path, text]) => [`docs/${path}`, text]));
    const folder = repositoryOf({ ...docs, 'gitops/readme.md': '' });
    const { exitCode, stdout, stderr } = await runCli(['check', 'docs'], folder);
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 1,
      stdout: expect.stringMatching(/^prod\/gateway\.yaml:13:13 {2}error/),
      stderr:
        'portcullis: nothing in the repository deploys docs; it is judged by itself, and paths are relative to it.\n',
    });
  });

  test('of a file outside of git judges what stands beside it', async () => {
    const folder = folderOf({ 'all.yaml': Object.values(brokenTree).join('---\n') });
    expect(await found(['check', 'all.yaml'], folder)).toEqual([expect.stringMatching(/^all\.yaml:\d+ listener-port/)]);
  });

  test('--fix writes into the part alone', async () => {
    const sound = soundTree['prod/class.yaml'] ?? '';
    const broken = sound.replace(/ {2}annotations:\n.*\n/, '');
    const folder = repositoryOf({ ...soundTree, 'prod/class.yaml': broken });
    await runCli(['check', 'prod/gateway.yaml', '--fix'], folder);
    expect(readFileSync(join(folder, 'prod/class.yaml'), 'utf8')).toBe(broken);
    await runCli(['check', 'prod', '--fix'], folder);
    expect(readFileSync(join(folder, 'prod/class.yaml'), 'utf8')).toContain('gatewayclass-unmanaged');
  });
});

test('what git ignores is not judged, unless it is what was asked for', async () => {
  const folder = repositoryOf({ ...soundTree, '.gitignore': 'scratch/\n' });
  mkdirSync(join(folder, 'scratch'));
  for (const [path, text] of Object.entries(brokenTree))
    writeFileSync(join(folder, path.replace('prod/', 'scratch/')), text);
  expect(await found(['check'], folder)).toEqual([]);
  expect(await found(['check', 'scratch'], folder)).toEqual(['gateway.yaml:13 listener-port-unavailable']);
});

test('a repository that git does not give out is judged as it stands, and that is said', async () => {
  const folder = repositoryOf(brokenTree);
  writeFileSync(join(folder, '.git/config'), '[core\n');
  const { exitCode, stdout, stderr } = await runCli(['check', 'prod'], folder);
  expect({ exitCode, stdout, stderr }).toEqual({
    exitCode: 1,
    stdout: expect.stringMatching(/^gateway\.yaml:13:13 {2}error/),
    stderr: expect.stringMatching(
      /^portcullis: git cannot read .*\nportcullis: it is judged as it stands on disk, with what git ignores\.\n$/,
    ),
  });
});

test('a folder with a configuration of its own is a repository by itself', async () => {
  const folder = monorepo({ 'gitops/.github/portcullis.yml': 'failOn: never\n' });
  expect(await found(['check', 'gitops'], folder)).toEqual(['prod/gateway.yaml:13 listener-port-unavailable']);
});

test('a link that leads to the repository leads to its files', async () => {
  const [folder, elsewhere] = [monorepo(), folderOf({})];
  symlinkSync(folder, join(elsewhere, 'link'), 'junction');
  expect(await found(['check', 'link/gitops'], elsewhere)).toEqual(lost);
});
