/** One of the two states of a repository that a review compared. */
export interface ComparedState {
  /** The id of the commit; null for the files as they stand on disk. */
  readonly commit: string | null;
  /** The branch, tag or pull request that names it; null for the files as they stand on disk. */
  readonly ref: string | null;
  /** Whether it is the commit where head left `ref`, not the tip of it. */
  readonly isMergeBase?: boolean;
}

export interface ComparedStates {
  readonly base: ComparedState;
  readonly head: ComparedState;
}

/** `Compared mqtt (3f1c2ab4d5e6) with the merge base with main (1a2b3c4d5e6f).` `span` marks refs and ids, as Markdown needs it. */
export function comparedSentence({ base, head }: ComparedStates, span = (name: string): string => name): string {
  return `Compared ${stateText(head, span)} with ${stateText(base, span)}.`;
}

/** Twelve digits tell the commits of any repository apart. */
function stateText({ commit, ref, isMergeBase = false }: ComparedState, span: (name: string) => string): string {
  const name = ref === null ? 'the working tree' : `${isMergeBase ? 'the merge base with ' : ''}${span(ref)}`;
  return commit === null ? name : `${name} (${span(commit.slice(0, 12))})`;
}
