import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A directory of its own for one test, removed when the test is over. */
export function temporaryDirectory(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'portcullis-')));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Writes files below a directory, by path. */
export function write(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}

/** Runs git in a directory, free of the configuration of the person who runs the tests. */
export function runGit(directory: string, ...args: readonly string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...who, ...args], { cwd: directory, env, encoding: 'utf8', stdio: 'pipe' }).trim();
}

/** A repository on branch main with one commit of the given files. */
export function repository(files: Readonly<Record<string, string>>): string {
  const directory = temporaryDirectory();
  runGit(directory, 'init', '-q', '-b', 'main');
  write(directory, files);
  commit(directory, 'first');
  return directory;
}

/** Commits everything and gives the commit's id. */
export function commit(directory: string, message: string): string {
  runGit(directory, 'add', '-A');
  runGit(directory, 'commit', '-q', '--allow-empty', '-m', message);
  return runGit(directory, 'rev-parse', 'HEAD');
}
