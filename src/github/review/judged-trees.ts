import { mergeEntries } from '../../git/merge-entries.ts';
import type { ComparedStates, NotMerged } from '../../report/compared-states.ts';
import type { Tree } from '../../source/tree.ts';
import { statusOf } from '../client/failure.ts';
import type { Services } from '../job/services.ts';
import { isMergeOf, readPull, type PullToReview } from '../pull-request/pull-request.ts';
import { commitTree, type CommitReader } from '../tree/commit-tree.ts';

/** The two trees that a review compares, and how they were chosen. */
export interface JudgedTrees {
  readonly before: Tree;
  readonly after: Tree;
  /** The commit of the base branch whose configuration is in force: its tip. */
  readonly tip: string;
  readonly head: Tree;
  readonly states: ComparedStates;
}

/** Waits before looking again for a merge that GitHub makes in the background. */
const pausesForMerge = [1_000, 3_000];

/**
 * What happens to the base branch when a pull request is merged: its tip against the merge of head into
 * it. The merge is head itself where head holds that tip; else the one that GitHub made, if it is of just
 * these two commits; else it is put together, where every file was changed on one side only. Where none of
 * these can be had, head is compared with the commit where it left the base branch.
 * @param at the tree of head, and the commit where it left; null where the two have no history in common
 */
export async function judgedTrees(
  services: Services,
  pull: PullToReview,
  { head, mergeBase }: { readonly head: Tree; readonly mergeBase: string | null },
): Promise<JudgedTrees> {
  const reader = readerOf(services);
  // One tree for one commit: what is being listed is not asked for again.
  const treeAt = (commit: string): Tree => (commit === pull.head ? head : commitTree(reader, pull.repository, commit));
  const judged = (
    comparison: ComparedStates['comparison'],
    tip: string,
    { base = tip, after = head, notMerged = null }: Partial<Judged> = {},
  ): JudgedTrees => ({
    before: treeAt(base),
    after,
    tip,
    head,
    states: {
      comparison,
      base: { commit: base, ref: pull.baseBranch },
      head: { commit: pull.head, ref: pull.headBranch },
      notMerged,
    },
  });
  if (mergeBase === null) return judged('exact', pull.base);
  if (mergeBase === pull.base) return judged('merge', pull.base);
  const found = await findMerge(services, pull, mergeBase, treeAt);
  return 'merged' in found
    ? judged('merge', found.tip, { after: found.merged })
    : judged('merge-base', found.tip, { base: mergeBase, notMerged: found });
}

/** What commits are read with. */
export function readerOf({ client, clock, caches }: Services): CommitReader {
  return { client, clock, listings: caches.listings };
}

interface Judged {
  readonly base: string;
  readonly after: Tree;
  readonly notMerged: NotMerged | null;
}

type TreeAt = (commit: string) => Tree;

async function findMerge(
  { client, clock, budget }: Services,
  pull: PullToReview,
  mergeBase: string,
  treeAt: TreeAt,
): Promise<{ readonly tip: string; readonly merged: Tree } | NotMerged> {
  const pauses = [...pausesForMerge];
  for (let now = pull; ;) {
    const { base: tip, testMerge } = now;
    const made = isMergeOf(testMerge, tip, pull.head) ? await listed(treeAt(testMerge.commit)) : null;
    if (made) return { tip, merged: made };
    if (testMerge.mergeable === 'CONFLICTING') return { cause: 'conflict', tip };
    const composed = now === pull ? await composedTree(treeAt, { mergeBase, tip, head: pull.head }) : null;
    if (composed) return { tip, merged: composed };
    const pause = pauses.shift();
    if (pause === undefined || clock.now() + pause >= budget.deadline) return { cause: 'pending', tip };
    await clock.sleep(pause);
    now = (await readPull(client, pull.repository, pull.number)) ?? now;
  }
}

/** A tree whose commit GitHub still has: a test merge that was replaced is forgotten at some time. */
async function listed(tree: Tree): Promise<Tree | null> {
  try {
    await tree.list();
    return tree;
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}

/** The merge as a tree, where it takes each file whole from one of the two commits. */
async function composedTree(
  treeAt: TreeAt,
  commits: { readonly mergeBase: string; readonly tip: string; readonly head: string },
): Promise<Tree | null> {
  const [tip, head] = [treeAt(commits.tip), treeAt(commits.head)];
  const [base, ours, theirs] = await Promise.all([treeAt(commits.mergeBase).list(), tip.list(), head.list()]);
  const merged = mergeEntries({ base, ours, theirs });
  if (merged === null) return null;
  const { entries, fromTheirs } = merged;
  return {
    list: () => Promise.resolve(entries),
    read: async (paths) => {
      const ofHead = await head.read(paths.filter((path) => fromTheirs.has(path)));
      const ofTip = await tip.read(paths.filter((path) => !fromTheirs.has(path)));
      return new Map([...ofTip, ...ofHead]);
    },
  };
}
