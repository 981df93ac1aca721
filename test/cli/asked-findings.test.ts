import { describe, expect, test } from 'vitest';
import { brokenTree, soundTree } from './example-tree.ts';
import { folderOf, repositoryOf, runCli, writeFiles } from './run-cli.ts';

describe('--rule and --severity', () => {
  const gateway = brokenTree['prod/gateway.yaml'] ?? '';
  const two = {
    ...brokenTree,
    'prod/kong.yaml': `${brokenTree['prod/kong.yaml']}        streams: [{ containerPort: 9000, servicePort: 9000, protocol: TCP }]\n`,
  };

  test.each([
    ['no choice', [], 1, 2, ''],
    ['one rule', ['--rule', 'values-without-effect'], 0, 1, 'portcullis: 1 other finding left out by --rule.\n'],
    ['two rules', ['--rule', 'values-without-effect', '--rule', 'listener-port-unavailable'], 1, 2, ''],
    ['errors', ['--severity', 'error'], 1, 1, 'portcullis: 1 other finding left out by --severity.\n'],
    ['everything', ['--severity', 'notice'], 1, 2, ''],
    [
      'both',
      ['--rule', 'values-without-effect', '--severity', 'error'],
      0,
      0,
      'portcullis: 2 other findings left out by --rule and --severity.\n',
    ],
  ])('%s', async (_, argv, exitCode, found, stderr) => {
    const outcome = await runCli(['check', ...argv, '--format', 'json'], folderOf(two));
    expect(JSON.parse(outcome.stdout)).toMatchObject({ findings: { length: found } });
    expect(outcome).toMatchObject({ exitCode, stderr });
  });

  test('count in a review of a change', async () => {
    const folder = repositoryOf(soundTree);
    writeFiles(folder, { 'prod/gateway.yaml': gateway });
    expect((await runCli(['review', '--rule', 'listener-conflict'], folder)).exitCode).toBe(0);
    expect((await runCli(['review', '--rule', 'listener-port-unavailable'], folder)).exitCode).toBe(1);
  });
});

test('--quiet prints one line for each finding, and nothing where there is none', async () => {
  expect(await runCli(['check', '--quiet'], folderOf(soundTree))).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  const { stdout } = await runCli(['check', '--quiet'], folderOf(brokenTree));
  expect(stdout).toMatch(/^prod\/gateway\.yaml:13:13: error: .* \[listener-port-unavailable\]\n$/);
});

test('the text shows no more than a person reads, the worst first, and --all the rest', async () => {
  const listeners = Array.from(
    { length: 30 },
    (_, index) => `    - { name: l${index}, port: ${9000 + index}, protocol: HTTP }\n`,
  );
  const folder = folderOf({
    ...soundTree,
    'prod/gateway.yaml': `${soundTree['prod/gateway.yaml']}${listeners.join('')}`,
  });
  const { stdout } = await runCli(['check'], folder);
  expect(stdout.match(/ {2}error {2}listener-port-unavailable\n/g)).toHaveLength(20);
  expect(stdout).toContain('\n10 more findings (10 listener-port-unavailable); --all shows them\n');
  expect(stdout).toContain('\n30 errors.\n');
  const { stdout: all } = await runCli(['check', '--all'], folder);
  expect(all.match(/ {2}error {2}listener-port-unavailable\n/g)).toHaveLength(30);
  expect(all).not.toContain('more');
});

test.each([
  [['check', '--rule', 'listener-conflicts'], /there is no rule "listener-conflicts" \(listener-conflict\?\)/],
  [
    ['check', '--severity', 'eror'],
    /argument 'eror' is invalid\. Did you mean error\? Allowed choices are error, warning, notice/,
  ],
  [['check', '--quiet', '--format', 'json'], /^portcullis: --quiet is for the text that people read/],
  [['check', '--all', '--format', 'sarif'], /^portcullis: --all is for the text that people read/],
  [['check', '--quiet', '--all'], /cannot be used with option '--all'/],
  [['check', '--dry-run'], /^portcullis: --dry-run shows what --fix would write; give both\.$/m],
  [['check', '--fixx'], /unknown option '--fixx'\n\(Did you mean --fix\?\)/],
  [['help', 'chekc'], /^portcullis: there is no command "chekc" \(check\?\); "portcullis help" lists them\.$/m],
  [['help', 'fly'], /^portcullis: there is no command "fly"; /m],
  [['chek'], /unknown command 'chek'\n\(Did you mean check\?\)/],
  [['map', '--fix'], /unknown option '--fix'/],
])('%j is refused', async (argv, message) => {
  expect(await runCli(argv, folderOf(soundTree))).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: expect.stringMatching(message),
  });
});
