import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { brokenTree, soundTree } from './example-tree.ts';
import { folderOf } from './run-cli.ts';

const entry = join(import.meta.dirname, '../../src/cli.ts');

const run = (folder: string, ...argv: readonly string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, [entry, ...argv], { cwd: folder, encoding: 'utf8' });

describe('the process', () => {
  test.each([
    ['nothing wrong', soundTree, ['check'], 0],
    ['findings', brokenTree, ['check'], 1],
    ['a wrong call', soundTree, ['fly'], 2],
  ])('exits with its code: %s', (_, files, argv, code) => {
    expect(run(folderOf(files), ...argv).status).toBe(code);
  });

  test('keeps stdout for the machine and prints no colour or progress into a pipe', () => {
    const { stdout, stderr } = run(folderOf(brokenTree), 'check', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ version: 1 });
    expect(stderr).toBe('');
    expect(run(folderOf(brokenTree), 'check').stdout).not.toContain('\u001B');
  });

  test('takes paths from where `npm run portcullis` was typed, not from where npm runs it', () => {
    const env = { ...process.env, npm_lifecycle_event: 'portcullis', INIT_CWD: folderOf(brokenTree) };
    const { stdout } = spawnSync(process.execPath, [entry, 'check', 'prod'], {
      cwd: folderOf({}),
      env,
      encoding: 'utf8',
    });
    expect(stdout).toContain('gateway.yaml:13:13  error');
  });

  test('does not complain when its reader goes away', () => {
    const piped = spawnSync('sh', ['-c', `"${process.execPath}" "${entry}" explain listener-conflict | true`], {
      encoding: 'utf8',
    });
    expect(piped).toMatchObject({ status: 0, stderr: '' });
  });
});
