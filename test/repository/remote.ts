import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { brokenTree, soundTree } from '../cli/example-tree.ts';
import { git, writeFiles } from '../cli/run-cli.ts';

/** Of a remote repository with one pull request. */
export interface Commits {
  /** Of `main`, which has moved on since the branch left it; what it has gained is wrong by itself. */
  readonly base: string;
  /** Of the branch, which brings one error. */
  readonly head: string;
  readonly merge: string;
}

/** Makes it in a folder that is not there. */
export function makeRemote(remote: string): Commits {
  const unsound = { 'other/broken.yaml': 'kind: Gateway\napiVersion: gateway.networking.k8s.io/v1\nmetadata: [\n' };
  mkdirSync(remote);
  git(remote, 'init', '-b', 'main');
  const commit = (files: Readonly<Record<string, string>>, message: string): string => {
    writeFiles(remote, files);
    git(remote, 'add', '.');
    git(remote, 'commit', '-m', message);
    return git(remote, 'rev-parse', 'HEAD').trim();
  };
  commit({ 'readme.md': 'first' }, 'first');
  commit(soundTree, 'sound');
  git(remote, 'switch', '-c', 'change');
  commit({ 'readme.md': 'second' }, 'unrelated');
  const head = commit(brokenTree, 'broken');
  git(remote, 'switch', 'main');
  const base = commit(unsound, 'unsound');
  git(remote, 'switch', '--detach', 'main');
  git(remote, 'merge', '--no-ff', '-m', 'merge', 'change');
  const merge = git(remote, 'rev-parse', 'HEAD').trim();
  git(remote, 'update-ref', 'refs/pull/1/merge', merge);
  git(remote, 'switch', 'main');
  return { base, head, merge };
}

interface Checkout {
  /** Below which it is made. */
  readonly home: string;
  readonly remote: string;
  readonly commit: string;
  /** How many commits of its history come along. */
  readonly depth: number;
}

/** A checkout as actions/checkout makes it: one commit, no branch. */
export function checkedOut({ home, remote, commit, depth }: Checkout): string {
  const folder = mkdtempSync(join(home, 'checkout-'));
  git(folder, 'init', '-b', 'main');
  git(folder, 'remote', 'add', 'origin', `file://${remote}`);
  git(folder, 'fetch', `--depth=${depth}`, 'origin', commit);
  git(folder, 'checkout', '--detach', 'FETCH_HEAD');
  return folder;
}
