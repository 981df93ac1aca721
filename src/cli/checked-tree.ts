import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { configPath } from '../config/config.ts';
import { directoryTree } from '../disk/directory-tree.ts';
import { BareRepositoryError, DiskError, NoRepositoryError } from '../disk/failure.ts';
import { git, repositoryRoot } from '../disk/git.ts';
import { workingTree } from '../disk/working-tree.ts';
import { isRelevantPath } from '../review/relevant-paths.ts';
import type { Tree } from '../source/tree.ts';

/** The tree that is judged, and the part of it that was asked for. */
export interface CheckedTree {
  /** The directory that paths are relative to. */
  readonly root: string;
  readonly tree: Tree;
  /** A folder or a file of it; null for all of it. */
  readonly within: string | null;
  /** Why git does not give out the repository that is there; null where it does, and where there is none. */
  readonly refusal: string | null;
}

/**
 * The tree that a directory or a file belongs to: the work tree of its git repository, without what git ignores, since
 * what is deployed from a folder may rest on another one; where there is none, the directory as it stands.
 * @throws DiskError when there is no such path, and for a bare repository
 */
export function checkedTree(target: string): CheckedTree {
  const stats = statSync(target, { throwIfNoEntry: false });
  if (stats === undefined) throw new DiskError(`${target} is not a directory or a file.`);
  const folder = stats.isDirectory() ? target : dirname(target);
  const { root } = existsSync(join(folder, configPath)) ? { root: null } : repositoryAround(folder);
  if (root === null) return byItself(target);
  const path = relative(realpathSync.native(root), realpathSync.native(target)).replaceAll(sep, '/');
  // What git ignores is in none of its trees.
  if (path !== '' && git(root, ['check-ignore', '--quiet', '--', path]).status === 0) return byItself(target);
  return { root, tree: workingTree(root, isRelevantPath), within: path === '' ? null : path, refusal: null };
}

/** A directory, or that of a file, as if it were a repository. */
export function byItself(target: string): CheckedTree {
  const isDirectory = statSync(target).isDirectory();
  const root = isDirectory ? target : dirname(target);
  const { root: around, refusal } = repositoryAround(root);
  const isOwn = around !== null && realpathSync.native(around) === realpathSync.native(root);
  return {
    root,
    tree: isOwn ? workingTree(root, isRelevantPath) : directoryTree(root),
    within: isDirectory ? null : basename(target),
    refusal,
  };
}

/**
 * The top of the git repository around a folder, or why git does not give it out; neither where there is none.
 * @throws DiskError for a bare repository
 */
export function repositoryAround(folder: string): Pick<CheckedTree, 'refusal'> & { readonly root: string | null } {
  try {
    return { root: repositoryRoot(folder), refusal: null };
  } catch (cause) {
    if (!(cause instanceof DiskError)) throw cause;
    const isAround = hasRepositoryAbove(folder);
    // On disk it has none of its files: "no findings" would be said of nothing.
    if (cause instanceof BareRepositoryError && !isAround) throw cause;
    const isThere = !(cause instanceof NoRepositoryError) && isAround;
    return { root: null, refusal: isThere ? cause.message : null };
  }
}

function hasRepositoryAbove(folder: string): boolean {
  const above = dirname(folder);
  return existsSync(join(folder, '.git')) || (above !== folder && hasRepositoryAbove(above));
}
