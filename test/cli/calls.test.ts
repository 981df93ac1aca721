import { ReviewStopped } from '../../src/session/reviewer.ts';
import { describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { rules } from '../../src/rules/index.ts';
import { folderOf, runCli } from './run-cli.ts';

describe('wrong calls', () => {
  test.each([
    ['an unknown command', ['fly'], /^portcullis: unknown command 'fly'/],
    ['an unknown option', ['check', '--fly'], /^portcullis: unknown option '--fly'/],
    [
      'an unknown format',
      ['check', '--format', 'yaml'],
      /^portcullis: option '--format <format>' argument 'yaml' is invalid/,
    ],
    [
      'an unknown threshold',
      ['check', '--fail-on', 'fatal'],
      /^portcullis: option '--fail-on <severity>' argument 'fatal' is invalid/,
    ],
    ['a directory that does not exist', ['check', 'nowhere'], /^portcullis: \S*nowhere is not a directory/],
    ['a repository that does not exist', ['review', 'nowhere'], /^portcullis: \S*nowhere is not a /],
    ['a folder that is not a git repository', ['review', '.'], /^portcullis: .*not (in )?a git repository/],
    [
      'a configuration that does not exist',
      ['check', '--config', 'no.yml'],
      /^portcullis: the configuration no.yml cannot be read: no such file or directory$/,
    ],
    [
      'an output that cannot be written',
      ['check', '--output', 'no/where.txt'],
      /^portcullis: no\/where.txt cannot be written: no such file or directory$/,
    ],
    [
      'a rule that does not exist',
      ['explain', 'listener-conflicts'],
      /^portcullis: there is no rule, condition or reason "listener-conflicts" \(.*listener-conflict/,
    ],
    [
      'a format that a command does not print',
      ['explain', 'listener-conflict', '--format', 'sarif'],
      /^portcullis: "explain" does not print sarif; it prints text, json, markdown$/,
    ],
    [
      'a threshold for a command that finds nothing',
      ['map', '--fail-on', 'error'],
      /^portcullis: "map" has no use for --fail-on; leave it out\.$/,
    ],
    [
      'a configuration for a command that reads none',
      ['--config', 'p.yml', 'values', 'a.yaml', '--chart', 'kong/kong'],
      /^portcullis: "values" has no use for --config; leave it out\.$/,
    ],
    [
      'colours for a page that has none',
      ['explain', 'listener-conflict', '--color', 'never'],
      /^portcullis: "explain" has no use for --color; leave it out\.$/,
    ],
    [
      'a threshold for the table of rules',
      ['rules', '--fail-on', 'notice'],
      /^portcullis: "rules" has no use for --fail-on; leave it out\.$/,
    ],
    ['no values files', ['values', '--chart', 'kong/kong'], /^portcullis: missing required argument 'file'/],
    ['no chart', ['values', 'a.yaml'], /^portcullis: "values" must be told whose values they are/],
  ])('%s gets one sentence and exit code 2', async (_, argv, sentence) => {
    const { exitCode, stdout, stderr } = await runCli(argv, folderOf({ 'readme.txt': '' }));
    const [first = '', ...more] = stderr.trimEnd().split('\n');
    expect(first).toMatch(sentence);
    expect(more.filter((line) => line !== '(portcullis --help shows how it is called)')).toEqual([]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  });
});

describe('help', () => {
  test('lists the commands and the exit codes', async () => {
    const { exitCode, stdout, stderr } = await runCli(['--help']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    for (const word of ['review', 'check', 'values', 'explain', 'rules', 'Exit codes:']) expect(stdout).toContain(word);
  });

  test('of a command shows the options that all share', async () => {
    const { stdout } = await runCli(['check', '--help']);
    expect(stdout).toContain('--fail-on');
    expect(stdout).toContain('"sarif"');
  });

  test.each<[command: string, refused: readonly string[]]>([
    ['map', ['--fail-on']],
    ['values', ['--fail-on', '--config']],
    ['explain', ['--fail-on', '--config', '--color']],
    ['rules', ['--fail-on', '--config']],
  ])('of %s leaves out what it would refuse', async (command, refused) => {
    const { stdout } = await runCli([command, '--help']);
    const help = stdout.replaceAll(/\s+/g, ' ');
    expect(help).toContain('--format <format> how to print (choices: "text", "json", "markdown", default: "text")');
    for (const option of refused) expect(help).not.toContain(option);
  });

  test('--version is the version of the package', async () => {
    expect(await runCli(['--version'])).toEqual({ exitCode: 0, stdout: `${packageJson.version}\n`, stderr: '' });
  });
});

describe('rules', () => {
  test('are a table with one line each', async () => {
    const { stdout } = await runCli(['rules']);
    expect(stdout.trimEnd().split('\n')).toHaveLength(rules.length);
    expect(stdout).toMatch(/^listener-conflict +error +\S/m);
  });

  test('are data for programs', async () => {
    const { stdout } = await runCli(['rules', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, rules: rules.map(({ id, title }) => ({ id, title })) });
  });
});

test('explain prints the page of a rule', async () => {
  const { exitCode, stdout } = await runCli(['explain', 'listener-port-unavailable']);
  // What a page folds away.
  expect(stdout).not.toContain('<details>');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^# A listener asks for a port/);
});

test('explain tells what a condition and its reason mean', async () => {
  const { exitCode, stdout } = await runCli(['explain', 'PortUnavailable']);
  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: expect.stringMatching(/^# PortUnavailable\n\n`Accepted=False`/),
  });
  expect(JSON.parse((await runCli(['explain', 'programmed', '--format', 'json'])).stdout)).toEqual({
    version: 1,
    name: 'programmed',
    page: expect.stringContaining('# Programmed'),
  });
  expect((await runCli(['explain', 'PortUnavailabel'])).stderr).toContain('(PortUnavailable?)');
});

test('explain --format json holds the page with what the table says of the rule', async () => {
  const { stdout } = await runCli(['explain', 'listener-conflict', '--format', 'json']);
  const explained: unknown = JSON.parse(stdout);
  expect(explained).toMatchObject({ version: 1, id: 'listener-conflict', severity: 'error' });
  expect(explained).toHaveProperty('page', expect.stringContaining('## Wrong'));
});

test('values --format markdown is the table in a fence', async () => {
  const folder = folderOf({ 'values.yaml': 'proxy:\n  http: {servicePort: 81}\n' });
  const { exitCode, stdout } = await runCli(
    ['values', 'values.yaml', '--chart', 'kong/kong', '--format', 'markdown'],
    folder,
  );
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^```text\nkong\/kong [\s\S]*81\/TCP[\s\S]*\n```\n$/);
});

test.each([
  ['time', 'the review did not end in 300 seconds and was stopped; exclude very large files in the configuration.'],
  ['memory', 'the review needed too much memory and was stopped; exclude very large files in the configuration.'],
] as const)('a review that needs too much %s is told in one sentence, with code 2', async (exhausted, sentence) => {
  const ask = async (): Promise<never> => await Promise.reject(new ReviewStopped(exhausted));
  const io = { reviewer: { open: () => ({ ask, close: () => undefined }) }, milliseconds: 300_000 };
  expect(await runCli(['check'], folderOf({ 'a.yaml': 'a: 1\n' }), io)).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: `portcullis: ${sentence}\n`,
  });
});
