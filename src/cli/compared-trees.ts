import { commitTree } from '../disk/commit-tree.ts';
import { withMerge } from '../disk/local-merge.ts';
import { commitOf, defaultBranch, mergeBase } from '../disk/revision.ts';
import { workingTree } from '../disk/working-tree.ts';
import type { ComparedStates } from '../report/compared-states.ts';
import { isRelevantPath } from '../review/relevant-paths.ts';
import { loadSources } from '../source/load.ts';
import { createTextCache } from '../source/text-cache.ts';
import type { Sources } from '../source/sources.ts';
import type { Tree } from '../source/tree.ts';
import type { ReviewOptions } from './options.ts';

/** What a review in a local repository compares. */
export interface ComparedTrees {
  readonly states: ComparedStates;
  readonly before: Sources;
  readonly after: Sources;
  /** The files that places stand in: `after` itself, unless that is a merge. */
  readonly head: Sources;
  /** Paths that git could not merge; empty where it could, and where nothing was to be merged. */
  readonly conflicts: readonly string[];
}

/**
 * What a pull request from head into the base branch would compare: head with the commit where it left that
 * branch, so that what the branch has gained since is not told as this change's. `exact` takes the base as it
 * is, `merge` compares it with the merge of head into it.
 */
export async function comparedTrees(directory: string, options: ReviewOptions): Promise<ComparedTrees> {
  const branch = options.base ?? defaultBranch(directory);
  const tip = commitOf(directory, branch);
  const head =
    options.head === undefined
      ? { commit: null, ref: null }
      : { commit: commitOf(directory, options.head), ref: options.head };
  const cache = createTextCache();
  const load = async (tree: Tree, base: Sources | null = null): Promise<Sources> =>
    await loadSources(tree, cache, isRelevantPath, base);
  const headTree = head.commit === null ? workingTree(directory, isRelevantPath) : commitTree(directory, head.commit);
  const compared = async (
    comparison: ComparedStates['comparison'],
    base: string,
    notMerged: ComparedStates['notMerged'] = null,
  ): Promise<ComparedTrees> => {
    const before = await load(commitTree(directory, base));
    const after = await load(headTree, before);
    const states = { comparison, base: { commit: base, ref: branch }, head, notMerged };
    return { states, before, after, head: after, conflicts: [] };
  };
  if (options.exact === true) return await compared('exact', tip);
  const left = mergeBase(directory, branch, options.head ?? 'HEAD');
  if (options.merge !== true) return await compared('merge-base', left);
  if (left === tip) return await compared('merge', tip);
  const onto = head.commit ?? commitOf(directory, 'HEAD');
  const merged = { commit: onto, workTree: head.commit === null ? headTree : null };
  return await withMerge(directory, { into: tip, head: merged }, async (merge) => {
    if (merge.kind === 'conflict') {
      const trees = await compared('merge-base', left, { cause: 'conflict', tip });
      return { ...trees, conflicts: merge.paths };
    }
    const trees = await compared('merge', tip);
    return { ...trees, after: await load(merge.tree, trees.before) };
  });
}
