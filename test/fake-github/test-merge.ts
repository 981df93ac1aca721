import type { FakeGitHub } from './fake-github.ts';
import type { FakePull } from './state.ts';

/** The merge GitHub made in the background. */
export interface FakeTestMerge {
  readonly base: string;
  readonly head: string;
  readonly mergeBase: string | null;
  /** Null where the two conflict. */
  readonly commit: string | null;
  /** When it was asked for, and when it is there to be seen. */
  readonly askedAt: number;
  readonly readyAt: number;
}

/** How a pull request can be merged, as GraphQL shows it. */
export interface Mergeability {
  readonly mergeable: 'MERGEABLE' | 'CONFLICTING' | 'UNKNOWN';
  readonly commit: string | null;
}

/**
 * Makes a test merge when GitHub would: for a new head, when the merge base changes, and when the last one
 * is too old. Whether there are conflicts is known of the newest base all the same.
 */
export function mergeabilityOf(github: FakeGitHub, pull: FakePull, seenHead: string): Mergeability {
  const { repository, baseBranch } = pull;
  const { git } = repository;
  const tip = repository.branches.get(baseBranch);
  if (tip === undefined || pull.state !== 'OPEN') return { mergeable: 'UNKNOWN', commit: null };
  const now = github.clock.now();
  const known = pull.testMerge;
  const mergeBase = git.mergeBase(tip, pull.head);
  const isCurrent =
    known?.head === pull.head && known.mergeBase === mergeBase && now - known.askedAt < github.mostAgeOfMerge;
  if (!isCurrent) {
    const commit = git.tryMerge(tip, pull.head);
    pull.testMerge = { base: tip, head: pull.head, mergeBase, commit, askedAt: now, readyAt: now + github.mergeDelay };
  }
  const merge = pull.testMerge;
  if (!merge || merge.readyAt > now || seenHead !== merge.head) return { mergeable: 'UNKNOWN', commit: null };
  const isClean = tip === merge.base ? merge.commit !== null : git.tryMerge(tip, pull.head) !== null;
  return { mergeable: isClean ? 'MERGEABLE' : 'CONFLICTING', commit: merge.commit };
}
