import { spawnSync } from 'node:child_process';
import { realpathSync, statSync } from 'node:fs';
import { sep } from 'node:path';
import { BareRepositoryError, DiskError, NoRepositoryError } from './failure.ts';

/**
 * The reviewed repository's own configuration must not make git run anything: no file system
 * monitor, no hook, no pager, no fetch of missing objects, no lock or refresh of its index; nor must
 * it show one commit in the place of another.
 */
const harmless = [
  '--no-pager',
  '--no-optional-locks',
  '--no-replace-objects',
  '--literal-pathspecs',
  ...['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'core.untrackedCache=false', 'protocol.allow=never'].flatMap(
    (setting) => ['-c', setting],
  ),
];

/** Variables of an outer git (a hook, a rebase) that would point this one at another repository. */
const foreign = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_OBJECT_DIRECTORY', 'GIT_COMMON_DIR', 'GIT_PREFIX'];

export interface GitResult {
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs git in a directory, without a shell. @throws DiskError when git cannot be started. */
export function git(directory: string, args: readonly string[], input?: string | Uint8Array): GitResult {
  const env: NodeJS.ProcessEnv = { ...process.env, GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
  for (const name of foreign) delete env[name];
  const done = spawnSync('git', [...harmless, ...args], {
    cwd: directory,
    env,
    input: input ?? '',
    maxBuffer: 1024 * 1024 * 1024,
    windowsHide: true,
  });
  if (done.error !== undefined) throw new DiskError(notStarted(done.error), { cause: done.error });
  return { status: done.status ?? 1, stdout: done.stdout, stderr: done.stderr.toString('utf8') };
}

function notStarted(error: Error & { code?: string }): string {
  return error.code === 'ENOENT' ? 'git was not found; install it or add it to PATH.' : 'git could not be run.';
}

/** The output of a git command that has no reason to fail. @throws DiskError when it does. */
export function gitOutput(directory: string, args: readonly string[], input?: string | Uint8Array): Buffer {
  const { status, stdout, stderr } = git(directory, args, input);
  if (status === 0) return stdout;
  throw new DiskError(`git ${args[0] ?? ''} failed in ${directory}: ${firstLine(stderr)}`);
}

/**
 * The top of the work tree that holds a directory.
 * @throws DiskError when the directory is missing or in no git repository with a work tree.
 */
export function repositoryRoot(directory: string): string {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new DiskError(`${directory} is not a directory.`);
  }
  const { status, stdout, stderr } = git(directory, ['rev-parse', '--show-toplevel']);
  if (status !== 0) throw noRepository(directory, stderr);
  const root = stdout.toString('utf8').replace(/\r?\n$/, '');
  // As the disk spells them: Windows and macOS take capitals, and a drive, for the same either way.
  // `core.worktree` may name any directory of this machine; only one around the given directory is meant.
  const here = realpathSync.native(directory) + sep;
  if (!here.startsWith(realpathSync.native(root).replace(/[/\\]$/, '') + sep)) {
    throw new DiskError(`${directory} is not inside the work tree that its git configuration names.`);
  }
  return root;
}

/** A word of a command that somebody will paste. */
function forShell(word: string): string {
  return /^[\w./:\\-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

function noRepository(directory: string, stderr: string): DiskError {
  if (/not a git repository/.test(stderr)) return new NoRepositoryError(`${directory} is not a git repository.`);
  if (/dubious ownership/.test(stderr)) {
    return new DiskError(
      `git does not trust ${directory}, which belongs to another user. Run: git config --global --add safe.directory ${forShell(directory)}`,
    );
  }
  if (/must be run in a work tree/.test(stderr)) {
    return new BareRepositoryError(
      `${directory} is a bare git repository; a review needs a work tree (git worktree add).`,
    );
  }
  return new DiskError(`git cannot read ${directory}: ${firstLine(stderr)}`);
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/^fatal: /, '').slice(0, 200);
}
