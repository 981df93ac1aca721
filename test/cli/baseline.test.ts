import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { brokenTree, soundTree } from './example-tree.ts';
import { folderOf, runCli, writeFiles } from './run-cli.ts';

const argv = ['check', '--baseline', 'baseline.json'];
const gateway = brokenTree['prod/gateway.yaml'] ?? '';
const another = `${gateway}    - { name: other, port: 9090, protocol: HTTP }\n`;

const rulesIn = (folder: string): unknown => {
  const { version, findings } = JSON.parse(readFileSync(join(folder, 'baseline.json'), 'utf8')) as {
    version: number;
    findings: { rule: string; path: string; fingerprint: string; message: string }[];
  };
  return { version, found: findings.map(({ rule, path }) => `${path} ${rule}`) };
};

describe('check --baseline', () => {
  test('writes the file where it is missing, and ends as without it', async () => {
    const folder = folderOf(brokenTree);
    const { exitCode, stderr } = await runCli(argv, folder);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: 'portcullis: wrote 1 finding to baseline.json. From the next run on they do not count; commit it.\n',
    });
    expect(rulesIn(folder)).toEqual({ version: 1, found: ['prod/gateway.yaml listener-port-unavailable'] });
  });

  test('does not count what is in it, wherever it has moved', async () => {
    const folder = folderOf(brokenTree);
    await runCli(argv, folder);
    writeFiles(folder, { 'prod/gateway.yaml': `# moved\n${gateway}` });
    expect(await runCli(argv, folder)).toEqual({
      exitCode: 0,
      stdout: 'No findings.\nLooked at 1 cluster, 1 Gateway, 2 listeners.\n',
      stderr: 'portcullis: 1 finding of the baseline baseline.json not counted.\n',
    });
  });

  test('is read where an editor put a byte order mark before it', async () => {
    const folder = folderOf(brokenTree);
    await runCli(argv, folder);
    writeFiles(folder, { 'baseline.json': `\uFEFF${readFileSync(join(folder, 'baseline.json'), 'utf8')}` });
    expect((await runCli(argv, folder)).exitCode).toBe(0);
  });

  test('never grows', async () => {
    const folder = folderOf(brokenTree);
    await runCli(argv, folder);
    const before = readFileSync(join(folder, 'baseline.json'), 'utf8');
    writeFiles(folder, { 'prod/gateway.yaml': another });
    const { exitCode, stdout } = await runCli(argv, folder);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: expect.stringContaining('\n1 error.\n') });
    expect(readFileSync(join(folder, 'baseline.json'), 'utf8')).toBe(before);
  });

  test('shrinks when a finding is gone', async () => {
    const folder = folderOf({ ...brokenTree, 'prod/gateway.yaml': another });
    await runCli(argv, folder);
    writeFiles(folder, { 'prod/gateway.yaml': gateway });
    const { exitCode, stderr } = await runCli(argv, folder);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: expect.stringContaining('portcullis: 1 finding of baseline.json is gone, and taken out; commit it.\n'),
    });
    expect(rulesIn(folder)).toEqual({ version: 1, found: ['prod/gateway.yaml listener-port-unavailable'] });
  });

  test('does not shrink where a file cannot be read', async () => {
    const folder = folderOf(brokenTree);
    await runCli(argv, folder);
    writeFiles(folder, { 'prod/gateway.yaml': `${gateway}  - [\n` });
    expect((await runCli(argv, folder)).exitCode).toBe(1);
    expect(rulesIn(folder)).toEqual({ version: 1, found: ['prod/gateway.yaml listener-port-unavailable'] });
  });

  test('with --fix --dry-run writes nothing', async () => {
    const folder = folderOf(brokenTree);
    await runCli([...argv, '--fix', '--dry-run'], folder);
    expect(existsSync(join(folder, 'baseline.json'))).toBe(false);
  });

  test.each([
    ['', /baseline\.json is no baseline of version 1/],
    ['[]', /is no baseline/],
    ['null', /is no baseline/],
    ['{ "version": 2, "findings": [] }', /is no baseline/],
    ['{ "version": 1, "findings": [{ "fingerprint": 1 }] }', /is no baseline/],
  ])('refuses %j', async (text, message) => {
    const { exitCode, stderr } = await runCli(argv, folderOf({ ...soundTree, 'baseline.json': text }));
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringMatching(message) });
  });

  test.each([
    [[...argv, '--rule', 'listener-conflict'], /'--baseline <file>' cannot be used with option '--rule <id>'/],
    [[...argv, '--severity', 'error'], /cannot be used with option '--severity <least>'/],
    [['review', '--baseline', 'b.json'], /unknown option '--baseline'/],
  ])('%j is refused', async (call, message) => {
    const { exitCode, stderr } = await runCli(call, folderOf(soundTree));
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringMatching(message) });
  });
});
