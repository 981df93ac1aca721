import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { brokenTree, soundTree } from './example-tree.ts';
import { folderOf, runCli } from './run-cli.ts';

describe('check', () => {
  test('is silent about a tree that is right, and says what it looked at', async () => {
    expect(await runCli(['check'], folderOf(soundTree))).toEqual({
      exitCode: 0,
      stdout: 'No findings.\nLooked at 1 cluster, 1 Gateway, 1 listener.\n',
      stderr: '',
    });
  });

  test('finds what is wrong, on its line, and exits with 1', async () => {
    const { exitCode, stdout, stderr } = await runCli(['check'], folderOf(brokenTree));
    expect(stdout).toMatch(/^prod\/gateway\.yaml:13:13 {2}error {2}listener-port-unavailable\n/);
    expect(stdout).toMatch(/\n1 error\.\nLooked at 1 cluster, 1 Gateway, 2 listeners\.\n$/);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
  });

  test('takes the directory as an argument', async () => {
    const below = Object.entries(brokenTree).map(([path, text]) => [`gitops/${path}`, text] as const);
    const folder = folderOf(Object.fromEntries(below));
    const { stdout } = await runCli(['check', 'gitops', '--format', 'json'], folder);
    expect(JSON.parse(stdout)).toMatchObject({ findings: [{ path: 'prod/gateway.yaml', status: 'existing' }] });
  });

  test.each(['text', 'json', 'markdown', 'sarif', 'github', 'junit', 'html'])(
    'as %s says nothing that a runner takes for a command of the repository',
    async (format) => {
      const file = brokenTree['prod/gateway.yaml'] ?? '';
      const hostile = { ...brokenTree, 'prod/gateway.yaml': '', '##[group]/gateway.yaml': `${file}# ##[error]x\n` };
      const { stdout } = await runCli(['check', '--format', format], folderOf(hostile));
      expect(stdout).toContain('listener-port-unavailable');
      expect(stdout).not.toMatch(/##\w*\[/);
      expect(stdout).not.toMatch(/^\s*::(?!error |warning |notice )/m);
    },
  );

  test.each([0, 1, 2, 19])('writes lines that can be read where the terminal says %i columns', async (columns) => {
    const { exitCode, stdout } = await runCli(['check'], folderOf(brokenTree), { columns });
    expect({ exitCode, stdout }).toEqual({
      exitCode: 1,
      stdout: expect.stringContaining('listener-port-unavailable\n'),
    });
  });

  test('--output leaves stdout empty', async () => {
    const folder = folderOf(brokenTree);
    const { exitCode, stdout } = await runCli(['check', '--format', 'sarif', '--output', 'out.sarif'], folder);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(JSON.parse(readFileSync(join(folder, 'out.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
  });

  test.each([
    ['auto', false, false],
    ['auto', true, true],
    ['always', false, true],
    ['never', true, false],
  ])('--color %s on a terminal that shows colours: %s', async (when, colour, expected) => {
    const { stdout } = await runCli(['check', '--color', when], folderOf(brokenTree), { colour });
    expect(stdout.includes('\u001B[')).toBe(expected);
  });
});

describe('the configuration', () => {
  const withConfig = (text: string): string => folderOf({ ...brokenTree, '.github/portcullis.yml': text });

  test('of the tree is obeyed', async () => {
    const { exitCode } = await runCli(['check'], withConfig('rules: { listener-port-unavailable: warning }'));
    expect(exitCode).toBe(0);
  });

  test('sets the threshold, which the command line overrides', async () => {
    const folder = withConfig('failOn: warning\nrules: { listener-port-unavailable: warning }');
    expect((await runCli(['check'], folder)).exitCode).toBe(1);
    expect((await runCli(['check', '--fail-on', 'error'], folder)).exitCode).toBe(0);
  });

  test('with failOn: never only tells, and still ends with 2 where it is invalid', async () => {
    const { exitCode, stdout } = await runCli(['check'], withConfig('failOn: never'));
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringContaining('1 error') });
    expect((await runCli(['check', '--fail-on', 'never'], folderOf(brokenTree))).exitCode).toBe(0);
    expect((await runCli(['check', '--fail-on', 'error'], withConfig('failOn: never'))).exitCode).toBe(1);
    expect((await runCli(['check', '--fail-on', 'never'], withConfig('rules: ['))).exitCode).toBe(2);
  });

  test('can be another file', async () => {
    const folder = folderOf({ ...brokenTree, 'mine.yml': 'rules: { listener-port-unavailable: off }' });
    expect((await runCli(['check', '--config', 'mine.yml'], folder)).exitCode).toBe(0);
  });

  test.each([
    ['a rule that does not exist', 'rules: { nope: off }', '.github/portcullis.yml:1:10: there is no rule "nope"'],
    ['what is not YAML', 'rules: [', '.github/portcullis.yml:1:'],
  ])('with %s gets one sentence and exit code 2', async (_, text, sentence) => {
    const { exitCode, stdout, stderr } = await runCli(['check'], withConfig(text));
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(`portcullis: the configuration is invalid: ${sentence}`);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});
