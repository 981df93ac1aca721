/** One of the two states of a repository that a review compared. */
export interface ComparedState {
  /** The id of the commit; null for the files as they stand on disk. */
  readonly commit: string | null;
  /** The branch, tag or pull request that names it; null where the commit alone is known, and for the files on disk. */
  readonly ref: string | null;
}

/**
 * What was compared with base: `merge`, what base is once head is merged into it; `merge-base`, head, and
 * base is the commit where it left the base branch; `exact`, head, and base as it was named.
 */
export type Comparison = 'merge' | 'merge-base' | 'exact';

/** Why head was compared with the merge base although the merge was meant to be judged. */
export interface NotMerged {
  /** `conflict`: git cannot merge the two by itself; `pending`: no merge with the tip of the base branch is known. */
  readonly cause: 'conflict' | 'pending';
  /** The commit at the tip of the base branch. */
  readonly tip: string;
}

export interface ComparedStates {
  readonly comparison: Comparison;
  readonly base: ComparedState;
  readonly head: ComparedState;
  /** Null where the merge was judged, and where nobody wanted it. */
  readonly notMerged: NotMerged | null;
}

type Span = (name: string) => string;

/**
 * `Compared mqtt (3f1c2ab4d5e6) with the merge base with main (1a2b3c4d5e6f).` or `Compared main (1a2b3c4d5e6f)
 * with the merge of mqtt (3f1c2ab4d5e6) into it.` `span` marks refs and ids, as Markdown needs it.
 */
export function comparedSentence(states: ComparedStates, span: Span = (name) => name): string {
  const { comparison, base, head, notMerged } = states;
  if (comparison === 'merge')
    return `Compared ${stateText(base, span)} with the merge of ${stateText(head, span)} into it.`;
  const from = comparison === 'merge-base' ? `the merge base with ${stateText(base, span)}` : stateText(base, span);
  const sentence = `Compared ${stateText(head, span)} with ${from}.`;
  return notMerged ? `${sentence} ${notMergedSentence(states, notMerged, span)}` : sentence;
}

function notMergedSentence({ base, head }: ComparedStates, { cause, tip }: NotMerged, span: Span): string {
  const branch = stateText({ ref: base.ref, commit: tip }, span);
  const why =
    cause === 'conflict'
      ? `${stateText({ ...head, commit: null }, span)} conflicts with ${branch}`
      : `No merge with ${branch} is known`;
  return `${why}, so what the base branch has gained since is not judged.`;
}

/** Twelve digits tell the commits of any repository apart. */
function stateText({ commit, ref }: ComparedState, span: Span): string {
  const id = commit === null ? null : span(commit.slice(0, 12));
  if (ref === null) return id === null ? 'the working tree' : id;
  return id === null ? span(ref) : `${span(ref)} (${id})`;
}
