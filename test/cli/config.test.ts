import { expect, test } from 'vitest';
import { folderOf, runCli } from './run-cli.ts';

const files = {
  '.github/portcullis.yml': 'failOn: warning\n',
  'wrong.yml': 'failon: error\nrules: { listener-conflicts: off, strange: off }\n',
};

test('a valid configuration is said to be', async () => {
  expect(await runCli(['config'], folderOf(files))).toEqual({
    exitCode: 0,
    stdout: '.github/portcullis.yml is valid.\n',
    stderr: '',
  });
});

test('what is wrong is named with its place and the nearest name', async () => {
  expect(await runCli(['config', 'wrong.yml'], folderOf(files))).toEqual({
    exitCode: 1,
    stdout: [
      'wrong.yml:1:1: the configuration has no setting "failon"; the nearest is "failOn"',
      'wrong.yml:2:10: there is no rule "listener-conflicts"; the nearest is "listener-conflict"',
      'wrong.yml:2:35: there is no rule "strange"',
      '',
    ].join('\n'),
    stderr: '',
  });
});

test('a pattern that fits nothing is told with the nearest path, and is no error', async () => {
  const text =
    "exclude: [tests/**, docs]\nclusters: [{ name: prod, paths: ['clusters/prd/**', 'clusters/*/kong.yaml'] }]\n";
  const folder = folderOf({
    ...files,
    '.github/portcullis.yml': text,
    'clusters/prod/kong.yaml': '',
    'test/a.yaml': '',
  });
  expect(await runCli(['config'], folder)).toEqual({
    exitCode: 0,
    stdout: [
      '.github/portcullis.yml is valid, but part of it has no effect:',
      'exclude: "tests/**" matches no path of the repository. The nearest is test.',
      'exclude: "docs" matches no path of the repository.',
      'paths of cluster prod: "clusters/prd/**" matches no path of the repository. The nearest is clusters/prod.',
      '',
    ].join('\n'),
    stderr: '',
  });
  const { stdout } = await runCli(['check', '--format', 'json'], folder);
  expect(JSON.parse(stdout)).toHaveProperty('configurationNotes.length', 3);
  expect((await runCli(['check', '--format', 'github'], folder)).stdout).toContain(
    'Configuration without effect: exclude: "docs" matches',
  );
});

test('a configuration under another name is told', async () => {
  const { stdout } = await runCli(['check'], folderOf({ '.github/portcullis.yaml': 'failOn: never\n' }));
  expect(stdout).toContain(
    'configuration without effect:\n  .github/portcullis.yaml is not read; the configuration is called .github/portcullis.yml.\n',
  );
});

test('a file that is not there is a wrong call', async () => {
  const { exitCode, stderr } = await runCli(['config', 'no.yml'], folderOf(files));
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: 'portcullis: the configuration no.yml cannot be read: no such file or directory\n',
  });
});

test.each([
  ['an option', ['check', '--formt', 'json'], '--format'],
  ['a command', ['chek'], 'check'],
  ['a format', ['check', '--format', 'jsn'], 'Did you mean json? Allowed choices are text, json,'],
  ['a severity', ['check', '--fail-on', 'eror'], 'Did you mean error?'],
  ['a rule', ['explain', 'listener-conflcit'], 'listener-conflict'],
])('%s that is misspelt gets the nearest one and exit code 2', async (_, argv, nearest) => {
  const { exitCode, stderr } = await runCli(argv, folderOf(files));
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(nearest)]);
});
