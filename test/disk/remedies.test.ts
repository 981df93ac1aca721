import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commitOf, defaultBranch, mergeBase } from '../../src/disk/revision.ts';
import { folderOf, git, repositoryOf, writeFiles } from '../cli/run-cli.ts';

/** A clone of the newest commit of a branch alone, as a pipeline makes it. */
function shallowClone(): string {
  const origin = repositoryOf({ 'a.txt': '1' });
  git(origin, 'checkout', '-q', '-b', 'change');
  writeFiles(origin, { 'a.txt': '2' });
  git(origin, 'commit', '-q', '-am', 'change');
  git(origin, 'checkout', '-q', 'main');
  writeFiles(origin, { 'b.txt': '1' });
  git(origin, 'add', '.');
  git(origin, 'commit', '-q', '-m', 'main moves on');
  const folder = folderOf({});
  git(folder, 'clone', '-q', '--depth', '1', '--branch', 'change', `file://${origin}`, 'clone');
  return join(folder, 'clone');
}

test('what a shallow clone lacks comes with the line that fetches it', () => {
  const clone = shallowClone();
  expect(() => defaultBranch(clone)).toThrow(/name the base with --base\. .*run: git fetch --unshallow origin$/);
  expect(() => commitOf(clone, 'origin/main')).toThrow(/Run: git fetch origin main:refs\/remotes\/origin\/main$/);
  git(clone, 'fetch', '-q', '--depth', '1', 'origin', 'main:refs/remotes/origin/main');
  expect(() => mergeBase(clone, 'origin/main', 'HEAD')).toThrow(
    /which is a shallow clone\. Give actions\/checkout "fetch-depth: 0", or run: git fetch --unshallow origin$/,
  );
  git(clone, 'fetch', '-q', '--unshallow', 'origin');
  expect(mergeBase(clone, 'origin/main', 'HEAD')).toMatch(/^[0-9a-f]{40}$/);
});

test('a revision that is nowhere has no such line', () => {
  expect(() => commitOf(repositoryOf({ 'a.txt': '' }), 'v9')).toThrow(/"v9" names no commit in \S+\.$/);
});
