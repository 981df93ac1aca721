import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clusterFiles, httpRoute } from '../rules/route/route-files.ts';
import { folderOf, repositoryOf, runCli, writeFiles } from './run-cli.ts';

const files = clusterFiles(httpRoute({ parents: [{ name: 'edge', namespace: 'kong', sectionName: 'nope' }] }));
const { 'route.yaml': route = '', 'service.yaml': service = '', ...platform } = files;
const shop = { 'route.yaml': route, 'service.yaml': service };

test('a map of one repository is the inventory of another', async () => {
  const map = await runCli(['map', '--format', 'json'], repositoryOf(platform));
  const { commit, date } = JSON.parse(map.stdout) as { readonly commit: string; readonly date: string };
  expect(commit).toMatch(/^[0-9a-f]{40}$/);
  expect(date).toMatch(/^\d{4}-\d\d-\d\dT/);
  const folder = folderOf(shop);
  expect((await runCli(['check'], folder)).exitCode).toBe(0);
  // As PowerShell redirects it.
  writeFiles(folder, { 'prod.json': `\uFEFF${map.stdout}` });
  const asked = await runCli(['check', '--inventory', 'prod.json'], folder);
  expect(asked.exitCode).toBe(1);
  expect(asked.stdout).toContain('names section "nope" of Gateway kong/edge, whose only listener is http');
  expect(asked.stdout).toContain(` on ${date.slice(0, 10)} (commit ${commit.slice(0, 7)})`);
  writeFiles(folder, { '.github/portcullis.yml': "clusters: [{name: prod, paths: ['**'], inventory: prod.json}]\n" });
  const stated = await runCli(['check'], folder);
  expect(stated.exitCode).toBe(1);
  expect(stated.stdout).toContain('route-section-not-found');
});

test('an inventory that is not there', async () => {
  const folder = folderOf(shop);
  expect(await runCli(['check', '--inventory', 'none.json'], folder)).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('the inventory none.json cannot be read') as string,
  });
  writeFiles(folder, { '.github/portcullis.yml': "clusters: [{name: prod, paths: ['**'], inventory: none.json}]\n" });
  const { exitCode, stdout } = await runCli(['check'], folder);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('it is not used: it is not there');
});

const named: readonly (readonly [what: string, args: readonly string[]])[] = [
  ['an inventory', ['check', '--inventory']],
  ['a configuration', ['check', '--config']],
  ['a baseline', ['check', '--baseline']],
  ['values', ['values', '--chart', 'kong/kong']],
];

test.skipIf(process.platform === 'win32').each(named)(
  '%s is a file, and not larger than one may be',
  async (_, args) => {
    const folder = folderOf({ ...shop, 'folder/a.txt': '' });
    writeFiles(folder, { 'large.json': ' '.repeat(33 * 1024 * 1024) });
    const told = async (file: string): Promise<string> => {
      const { exitCode, stderr } = await runCli([...args, file], folder);
      return `${exitCode} ${stderr}`;
    };
    expect(await told('large.json')).toMatch(/^2 .*large\.json.* cannot be read: it is larger than \d+ MiB/);
    expect(await told('/dev/zero')).toMatch(/^2 .*\/dev\/zero cannot be read: it is no file/);
    expect(await told('folder')).toMatch(/^2 .*folder cannot be read: it is a directory/);
  },
);

test.skipIf(process.platform === 'win32')('a pipe that nobody writes to is empty', async () => {
  const folder = folderOf(shop);
  execFileSync('mkfifo', [join(folder, 'pipe.json')]);
  const { exitCode, stdout } = await runCli(['check', '--inventory', 'pipe.json'], folder);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('it is not used: it is no JSON of "portcullis map", version 1');
});
