import { execFileSync } from 'node:child_process';
import { closeSync, constants, existsSync, linkSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { brokenTree, soundTree } from './example-tree.ts';
import { folderOf, repositoryOf, runCli, writeFiles } from './run-cli.ts';

const several = ['--output', 'sarif=a.sarif', '--output', 'json=a.json', '--output', 'markdown=a.md'];

describe('--output FORMAT=FILE', () => {
  test('writes further reports of one run, and stdout has that of --format', async () => {
    const folder = folderOf(brokenTree);
    const { exitCode, stdout } = await runCli(['check', '--format', 'github', ...several], folder);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: expect.stringMatching(/^::error file=prod\/gateway/) });
    for (const [format, file] of [
      ['sarif', 'a.sarif'],
      ['json', 'a.json'],
      ['markdown', 'a.md'],
    ] as const) {
      const alone = await runCli(['check', '--format', format], folder);
      expect(readFileSync(join(folder, file), 'utf8')).toBe(alone.stdout);
    }
  });

  test('goes with a file for --format', async () => {
    const folder = folderOf(brokenTree);
    const { stdout } = await runCli(['check', '--output', 'a.txt', '--output', 'json=a.json'], folder);
    expect(stdout).toBe('');
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toContain('listener-port-unavailable\n');
    expect(existsSync(join(folder, 'a.json'))).toBe(true);
  });

  test('works in a review of a change', async () => {
    const folder = repositoryOf(soundTree);
    writeFiles(folder, brokenTree);
    await runCli(['review', ...several], folder);
    expect(JSON.parse(readFileSync(join(folder, 'a.json'), 'utf8'))).toHaveProperty('comparison', 'merge-base');
  });

  test.each([
    [['check', '--output', 'a', '--output', 'b'], /--output names one file; write FORMAT=FILE for more of them/],
    [
      ['check', '--output', 'sarf=x'],
      /^portcullis: "sarf" is no format \(sarif\?\); for a file of that name write \.\/sarf=x$/m,
    ],
    [['check', '--output', 'json=x', '--output', 'sarif=./x'], /two reports go to x; give each a file of its own/],
    [['check', '--output', 'x', '--output', 'sarif=x'], /two reports go to x/],
    [['check', '--output', 'json=-'], /two reports go to stdout/],
    [['map', '--output', 'json=x'], /"map" writes one report; leave out "json="/],
    [['check', '--fix', '--dry-run', '--output', 'json=x'], /--dry-run prints a diff and no report/],
    [['check', '--output', 'json=no/where'], /no\/where cannot be written: no such file or directory/],
  ])('%j is refused', async (argv, message) => {
    const { exitCode, stderr } = await runCli(argv, folderOf(soundTree));
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringMatching(message) });
  });

  test.each([
    [
      ['check', '--baseline', 'a.json', '--output', './a.json'],
      /--output \.\/a\.json would write over the baseline; name another file/,
    ],
    [['check', '--baseline', 'a.json', '--output', 'sarif=link.json'], /would write over the baseline/],
    [['check', '--config', 'a.json', '--output', 'a.json'], /would write over the configuration/],
    [['map', '--inventory', 'a.json', '--output', 'a.json'], /would write over the inventory/],
    [['values', 'a.json', '--chart', 'kong/kong', '--output', 'a.json'], /would write over values/],
    [['check', '--baseline', 'not-yet.json', '--output', 'not-yet.json'], /would write over the baseline/],
  ])('%j is refused, and writes nothing', async (argv, message) => {
    const folder = folderOf({ ...soundTree, 'a.json': '{}' });
    linkSync(join(folder, 'a.json'), join(folder, 'link.json'));
    const { exitCode, stderr } = await runCli(argv, folder);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringMatching(message) });
    expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe('{}');
  });

  test.skipIf(process.platform === 'win32')(
    'a pipe gets the report where somebody reads it, else a sentence',
    async () => {
      const folder = folderOf(soundTree);
      const pipe = join(folder, 'pipe');
      execFileSync('mkfifo', [pipe]);
      expect(await runCli(['check', '--output', 'pipe'], folder)).toMatchObject({
        exitCode: 2,
        stderr: 'portcullis: pipe cannot be written: it is a pipe that nobody reads\n',
      });
      const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
      onTestFinished(() => closeSync(reader));
      expect(await runCli(['check', '--output', 'pipe'], folder)).toMatchObject({ exitCode: 0, stderr: '' });
      expect(readFileSync(reader, 'utf8')).toMatch(/^No findings\./);
    },
  );

  test('a file of such a name can be written all the same', async () => {
    const folder = folderOf(soundTree);
    await runCli(['check', '--output', './sarf=x'], folder);
    expect(existsSync(join(folder, 'sarf=x'))).toBe(true);
  });
});
