import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { main } from '../../src/cli/main.ts';
import type { Io } from '../../src/cli/io.ts';
import { engine } from '../../src/review/engine.ts';
import { inProcess } from '../../src/session/in-process.ts';

/** As fast as no thread can be started; `thread.test.ts` and `process.test.ts` review in one. */
const reviewer = inProcess(engine);

export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command line in a folder, as the process would, and says what a pipeline sees. */
export async function runCli(argv: readonly string[], cwd = '.', io: Partial<Io> = {}): Promise<Outcome> {
  let [stdout, stderr] = ['', ''];
  const exitCode = await main(argv, {
    out: (text) => (stdout += text),
    err: (text) => (stderr += text),
    cwd,
    columns: undefined,
    colour: false,
    errIsTerminal: false,
    today: '2026-11-24',
    reviewer,
    milliseconds: Infinity,
    env: {},
    ...io,
  });
  return { exitCode, stdout, stderr };
}

/** A folder of its own for one test, with files in it. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFiles(folder, files);
  return folder;
}

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** git in a folder, untouched by the settings of whoever runs the tests. */
/** Runs git in a folder and gives what it printed. */
export function git(folder: string, ...args: readonly string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const settings = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
  return execFileSync('git', [...settings, ...args], { cwd: folder, env, stdio: 'pipe', encoding: 'utf8' });
}

/** A repository whose branch `main` holds the files. */
export function repositoryOf(files: Readonly<Record<string, string>>): string {
  const folder = folderOf(files);
  git(folder, 'init', '-b', 'main');
  git(folder, 'add', '.');
  git(folder, 'commit', '-m', 'base');
  return folder;
}
