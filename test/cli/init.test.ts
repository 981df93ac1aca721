import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { soundTree } from './example-tree.ts';
import { folderOf, runCli } from './run-cli.ts';

const config = '.github/portcullis.yml';
const written = (folder: string): string => readFileSync(join(folder, config), 'utf8');

describe('init', () => {
  test('writes a valid configuration that names its schema and says what was understood', async () => {
    const folder = folderOf(soundTree);
    expect(await runCli(['init'], folder)).toMatchObject({ exitCode: 0, stderr: '' });
    expect(written(folder)).toMatch(/^# yaml-language-server: \$schema=https:\S+\/portcullis\.schema\.json\n/);
    expect(written(folder)).toContain('failOn: error\n');
    expect(written(folder)).toContain('1 Gateway, kong/ingress 0.24.0\n');
    expect((await runCli(['config'], folder)).exitCode).toBe(0);
  });

  test('states clusters where each has a folder to itself', async () => {
    const at = (cluster: string): Record<string, string> =>
      Object.fromEntries(
        Object.entries(soundTree).map(([path, text]) => [path.replace('prod', `clusters/${cluster}`), text]),
      );
    const folder = folderOf({ ...at('prod'), ...at('staging') });
    await runCli(['init'], folder);
    expect(written(folder)).toMatch(/^clusters:$/m);
    expect(written(folder)).toMatch(/^ {2}- name: staging\n {4}paths: \["clusters\/staging\/\*\*"\]$/m);
  });

  test('proposes no folder for the only cluster, which what stands beside it would then leave', async () => {
    const folder = folderOf(soundTree);
    await runCli(['init'], folder);
    expect(written(folder)).toMatch(/^# {5}paths: \["\*\*"\]$/m);
  });

  test('says so where there is nothing', async () => {
    const folder = folderOf({ 'README.md': '' });
    await runCli(['init'], folder);
    expect(written(folder)).toContain('Nothing in this repository concerns Gateway API or Kong yet.');
  });

  test.each([config, '.github/portcullis.yaml'])('replaces nothing (%s)', async (name) => {
    const folder = folderOf({ ...soundTree, [name]: 'failOn: never\n' });
    expect(await runCli(['init'], folder)).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `portcullis: ${name} is there already; init replaces nothing.\n`,
    });
    expect(readFileSync(join(folder, name), 'utf8')).toBe('failOn: never\n');
  });

  test.each([
    ['--output', 'x.yml'],
    ['--format', 'json'],
    ['--config', 'x.yml'],
  ])('has no use for %s', async (...option) => {
    const folder = folderOf(soundTree);
    const { exitCode, stderr } = await runCli(['init', ...option], folder);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringContaining(`has no use for ${option[0]}`),
    });
    expect(existsSync(join(folder, config))).toBe(false);
  });

  test('writes nothing through a symbolic link', async () => {
    const [elsewhere, folder] = [folderOf({}), folderOf(soundTree)];
    mkdirSync(join(elsewhere, 'g'));
    symlinkSync(join(elsewhere, 'g'), join(folder, '.github'), 'junction');
    expect(await runCli(['init'], folder)).toMatchObject({ exitCode: 2, stdout: '' });
    expect(existsSync(join(elsewhere, 'g/portcullis.yml'))).toBe(false);
  });

  test('says so of a symbolic link that leads nowhere', async () => {
    const folder = folderOf(soundTree);
    symlinkSync(join(folder, 'nowhere'), join(folder, '.github'), 'junction');
    expect((await runCli(['init'], folder)).stderr).toBe(
      'portcullis: .github is a symbolic link; nothing is written there.\n',
    );
  });

  test.each([
    'flux-clusters',
    'one-folder-for-each-cluster',
    'namesakes',
    'overlays-of-one-base',
    'many-implementations',
    'operator-several-gateways',
  ])('changes nothing that is found (%s)', async (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'portcullis-init-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    cpSync(join(import.meta.dirname, '../trees', name), folder, { recursive: true });
    const before = await runCli(['check'], folder);
    expect((await runCli(['init'], folder)).exitCode).toBe(0);
    expect(await runCli(['check'], folder)).toEqual(before);
  });
});
