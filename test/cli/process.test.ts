import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { brokenTree, soundTree } from './example-tree.ts';
import { isColoured } from '../../src/cli/streams.ts';
import { folderOf, repositoryOf } from './run-cli.ts';

const source = join(import.meta.dirname, '../../src');
const entry = join(source, 'cli.ts');

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

  test.each([
    ['explain listener-conflict', 0],
    // What was found does not depend on how much of it somebody reads.
    ['check . --all', 1],
  ])('does not complain when its reader goes away, and ends as it would: %s', async (command, code) => {
    const child = spawn(process.execPath, [entry, ...command.split(' ')], {
      cwd: folderOf(brokenTree),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const [status] = (await once(child, 'close')) as [number | null];
    expect({ status, stderr }).toEqual({ status: code, stderr: '' });
  });

  test.skipIf(!existsSync('/dev/full'))('says when its output could not be written', () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [entry, 'explain', 'listener-conflict'], {
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(full);
    expect({ status, stderr }).toEqual({ status: 2, stderr: 'portcullis: stdout cannot be written: no space left\n' });
  });

  test.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM'] as const)(
    'ends by the signal that ends it, and leaves nothing behind: %s',
    async (signal) => {
      const temporary = folderOf({});
      const script = `
        import { tidyUpOnSignals } from ${JSON.stringify(pathToFileURL(join(source, 'cli/streams.ts')).href)};
        import { inScratchRepository } from ${JSON.stringify(pathToFileURL(join(source, 'disk/scratch-repository.ts')).href)};
        tidyUpOnSignals();
        await inScratchRepository(${JSON.stringify(repositoryOf({ 'a.txt': '' }))}, async () => {
          process.stdout.write('at work');
          await new Promise((resolve) => setTimeout(resolve, 60_000));
        });`;
      const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
        env: { ...process.env, TMPDIR: temporary },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      expect(readdirSync(temporary)).toHaveLength(1);
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([null, signal]);
      expect(readdirSync(temporary)).toEqual([]);
    },
  );
});

describe('colour where nobody asked for it or against it', () => {
  const terminal = { isTTY: true, hasColours: true };
  test.each([
    ['a terminal', terminal, {}, true],
    ['a terminal that knows none', { isTTY: true, hasColours: false }, {}, false],
    ['a pipe', { isTTY: false, hasColours: false }, {}, false],
    ['a terminal with NO_COLOR', terminal, { NO_COLOR: '1' }, false],
    ['a terminal with an empty NO_COLOR', terminal, { NO_COLOR: '' }, true],
    ['a pipe with FORCE_COLOR', { isTTY: false, hasColours: false }, { FORCE_COLOR: '1' }, true],
    ['a terminal with FORCE_COLOR=0', terminal, { FORCE_COLOR: '0' }, false],
    ['both', terminal, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('%s', (_, screen, env, coloured) => {
    expect(isColoured(screen, env)).toBe(coloured);
  });
});
