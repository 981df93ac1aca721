import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { brokenTree, soundTree } from './example-tree.ts';
import { git, repositoryOf, runCli, writeFiles } from './run-cli.ts';

function withChange(base: Readonly<Record<string, string>>, head: Readonly<Record<string, string>>): string {
  const folder = repositoryOf(base);
  git(folder, 'switch', '-c', 'change');
  writeFiles(folder, head);
  git(folder, 'add', '.');
  git(folder, 'commit', '-m', 'head');
  return folder;
}

describe('review', () => {
  test('reports what a change introduces, and exits with 1', async () => {
    const { exitCode, stdout } = await runCli(
      ['review', '--base', 'main', '--head', 'change'],
      withChange(soundTree, brokenTree),
    );
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/\n\nprod\/gateway\.yaml:13:13 {2}error {2}listener-port-unavailable\n/);
    expect(stdout).toContain('\n1 error introduced.\n');
  });

  test('does not fail for what was wrong before', async () => {
    const head = { 'readme.md': 'x', 'prod/class.yaml': `${soundTree['prod/class.yaml']}# a comment\n` };
    const { exitCode, stdout } = await runCli(
      ['review', '--base', 'main', '--head', 'change'],
      withChange(brokenTree, head),
    );
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      'existing before this change:\n  prod/gateway.yaml:13:13  error  listener-port-unavailable',
    );
    expect(stdout).toContain('No findings introduced, 1 existing.');
  });

  test('says what a change fixes', async () => {
    const { exitCode, stdout } = await runCli(
      ['review', '--base', 'main', '--head', 'change'],
      withChange(brokenTree, soundTree),
    );
    expect(exitCode).toBe(0);
    expect(stdout).toContain('No findings introduced, 1 fixed.');
  });

  test('takes the working tree against the default branch by default', async () => {
    const folder = repositoryOf(soundTree);
    writeFiles(folder, brokenTree);
    const { exitCode, stdout } = await runCli(['review', folder, '--format', 'json']);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      findings: [{ status: 'introduced', path: 'prod/gateway.yaml', line: 13 }],
    });
  });

  test('tells that the change brings a configuration that is invalid, and ends with 1', async () => {
    const folder = withChange(soundTree, { '.github/portcullis.yml': 'failOn: nowhere\n' });
    const { exitCode, stderr } = await runCli(['review', '--base', 'main', '--head', 'change'], folder);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: expect.stringMatching(/^portcullis: \.github\/portcullis\.yml:1:9: /),
    });
    writeFiles(folder, { 'own.yml': 'failOn: error\n' });
    const given = ['review', '--base', 'main', '--head', 'change', '--config', 'own.yml'];
    expect(await runCli(given, folder)).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test('takes a file in the place of a folder of the base', async () => {
    const folder = repositoryOf({ ...soundTree, '.github/portcullis.yml': 'failOn: error\n' });
    rmSync(join(folder, '.github'), { recursive: true });
    writeFiles(folder, { '.github': 'a file' });
    expect(await runCli(['review'], folder)).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test('says when nothing in a change concerns Kong', async () => {
    const folder = withChange(soundTree, { 'readme.md': 'hello' });
    expect((await runCli(['review', '--head', 'change'], folder)).stdout).toMatch(
      /^Compared .*\n\nNo Gateway API or Kong configuration in this change\.\n$/,
    );
  });

  test('reads the configuration at the base, so that a change cannot switch off what would find it', async () => {
    const head = { ...brokenTree, '.github/portcullis.yml': 'rules: { listener-port-unavailable: off }' };
    expect((await runCli(['review', '--head', 'change'], withChange(soundTree, head))).exitCode).toBe(1);
  });

  describe('of a branch that main has left behind', () => {
    /** `change` leaves a broken main and touches nothing of Kong; main is repaired afterwards. */
    function leftBehind(): { readonly folder: string; readonly left: string; readonly tip: string } {
      const folder = withChange(brokenTree, { 'readme.md': 'hello' });
      git(folder, 'switch', 'main');
      const left = git(folder, 'rev-parse', 'main').trim();
      writeFiles(folder, soundTree);
      git(folder, 'commit', '-am', 'repair');
      return { folder, left, tip: git(folder, 'rev-parse', 'change').trim() };
    }

    test('introduces nothing that main has repaired since', async () => {
      const { folder, left, tip } = leftBehind();
      const { exitCode, stdout } = await runCli(['review', '--base', 'main', '--head', 'change'], folder);
      expect(exitCode).toBe(0);
      expect(stdout.split('\n')[0]).toBe(
        `Compared change (${tip.slice(0, 12)}) with the merge base with main (${left.slice(0, 12)}).`,
      );
    });

    test('is compared with main as it is on request', async () => {
      const { folder } = leftBehind();
      const { exitCode, stdout } = await runCli(['review', '--base', 'main', '--head', 'change', '--exact'], folder);
      expect(exitCode).toBe(1);
      expect(stdout).toMatch(/^Compared change \([0-9a-f]{12}\) with main \([0-9a-f]{12}\)\.\n/);
    });

    test.each<[format: string, shows: (base: string, head: string) => string]>([
      ['json', (base, head) => `"base": "${base}",\n  "head": "${head}",`],
      ['sarif', (base, head) => `"base": "${base}",\n        "head": "${head}"`],
      ['junit', (base) => `<property name="base" value="${base}"/>`],
      [
        'github',
        (base, head) =>
          `Compared change (${head.slice(0, 12)}) with the merge base with main (${base.slice(0, 12)}).\n`,
      ],
      [
        'markdown',
        (base, head) =>
          `Compared \`change\` (\`${head.slice(0, 12)}\`) with the merge base with \`main\` (\`${base.slice(0, 12)}\`).\n`,
      ],
      ['html', (base) => `<code>${base.slice(0, 12)}</code>`],
    ])('is named in %s by the commits', async (format, shows) => {
      const { folder, left, tip } = leftBehind();
      const { stdout } = await runCli(['review', '--base', 'main', '--head', 'change', '--format', format], folder);
      expect(stdout).toContain(shows(left, tip));
    });
  });

  test('names the working tree, which is no commit', async () => {
    const folder = repositoryOf(soundTree);
    const { stdout } = await runCli(['review', folder, '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ base: git(folder, 'rev-parse', 'main').trim(), head: null });
  });

  test.each([['--base'], ['--head']])('an unknown %s gets one sentence and exit code 2', async (option) => {
    const { exitCode, stdout, stderr } = await runCli(['review', option, 'nowhere'], repositoryOf(soundTree));
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^portcullis: .*nowhere.*\n$/);
  });
});
