import { DiskError } from './failure.ts';
import { git } from './git.ts';

/**
 * The commit that a branch, tag or expression (`HEAD~2`) names.
 * @throws DiskError when there is none.
 */
export function commitOf(directory: string, ref: string): string {
  // An option in the place of a revision, or a line break in git's input, must never reach git.
  if (ref !== '' && !ref.startsWith('-') && !/[\0-\x20\x7f]/.test(ref)) {
    const { status, stdout } = git(directory, [
      'rev-parse',
      '--verify',
      '--quiet',
      '--end-of-options',
      `${ref}^{commit}`,
    ]);
    const commit = stdout.toString('latin1').trim();
    if (status === 0 && isObjectId(commit)) return commit;
  }
  throw new DiskError(`${JSON.stringify(ref)} names no commit in ${directory}.${howToFetch(ref)}`);
}

/** A clone of a pipeline has one commit and no branch beside it. */
function howToFetch(ref: string): string {
  const branch = /^origin\/([\w./-]+)$/.exec(ref)?.[1];
  return branch === undefined ? '' : ` Run: git fetch origin ${branch}:refs/remotes/origin/${branch}`;
}

function isShallow(directory: string): boolean {
  const { stdout } = git(directory, ['rev-parse', '--is-shallow-repository']);
  return stdout.toString('latin1').trim() === 'true';
}

const unshallow = 'Give actions/checkout "fetch-depth: 0", or run: git fetch --unshallow origin';

function isObjectId(text: string): boolean {
  return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(text);
}

/**
 * The best common ancestor of two revisions.
 * @throws DiskError when a revision is unknown or the two share no history here.
 */
export function mergeBase(directory: string, one: string, other: string): string {
  const { status, stdout } = git(directory, ['merge-base', commitOf(directory, one), commitOf(directory, other)]);
  const commit = stdout.toString('latin1').trim();
  if (status === 0 && isObjectId(commit)) return commit;
  const remedy = isShallow(directory) ? `, which is a shallow clone. ${unshallow}` : '.';
  throw new DiskError(`${one} and ${other} have no common commit in ${directory}${remedy}`);
}

/**
 * The branch that changes are merged into: what `origin` calls its head, else a usual name.
 * @throws DiskError when no such branch exists.
 */
export function defaultBranch(directory: string): string {
  const { status, stdout } = git(directory, ['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD']);
  const named = stdout.toString('utf8').trim();
  const usual = ['main', 'master', 'trunk'].flatMap((name) => [`origin/${name}`, name]);
  const found = [...(status === 0 && named !== '' ? [named] : []), ...usual].find((ref) => isCommit(directory, ref));
  if (found === undefined) {
    const remedy = isShallow(directory) ? ` ${unshallow}` : '';
    throw new DiskError(`${directory} has no default branch (main or master); name the base with --base.${remedy}`);
  }
  return found;
}

/** The name of the branch that a revision names, without that of a remote; null for a tag, a commit or an expression. */
export function branchOf(directory: string, ref: string): string | null {
  if (ref === '' || ref.startsWith('-')) return null;
  const { status, stdout } = git(directory, ['rev-parse', '--symbolic-full-name', '--verify', '--quiet', ref]);
  const name = /^refs\/(?:heads|remotes\/[^/]+)\/(.+)$/.exec(stdout.toString('utf8').trim())?.[1];
  return status === 0 && name !== undefined ? name : null;
}

function isCommit(directory: string, ref: string): boolean {
  return git(directory, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]).status === 0;
}

/** The commit that is checked out and when it was made, in ISO 8601; null where the directory is no repository. */
export function checkedOut(directory: string): { readonly commit: string; readonly date: string } | null {
  const { status, stdout } = git(directory, ['log', '-1', '--no-show-signature', '--format=%H %cI', 'HEAD']);
  const [commit = '', date = ''] = stdout.toString('latin1').trim().split(' ');
  return status === 0 && isObjectId(commit) && /^\d{4}-\d\d-\d\dT/.test(date) ? { commit, date } : null;
}
