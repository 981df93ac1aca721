import type { CandidateFinding } from './candidate-finding.ts';

/** Units of work of one review: half a minute, an eighth of what it has before it is stopped. */
export const workOfReview = 600_000;

/** What rules that definitions of a repository state may take of one evaluation: two seconds, where a large repository takes a hundredth. */
export const workOfRules = 40_000;

/** What the parts of an evaluation cost: each as long as it takes on large trees. */
const units = { path: 3, object: 3, cluster: 30, place: 0.7 } as const;

/** One evaluation that a review can do without counts as so much at least: nobody waits for more than some dozens. */
export const leastOfEvaluation = 12_000;

/** So much of the work is for versions of charts that nobody names, and of what is left for the lines that bring something about. */
const shareOfVersions = 0.3;
const shareOfPlaces = 1 / 3;

export const workOfTree = (paths: number): number => paths * units.path;

export const workOfCluster = (objects: number): number => units.cluster + objects * units.object;

export const workOfFindings = (found: readonly CandidateFinding[]): number =>
  found.reduce((sum, { related }) => sum + 1 + related.length, 0) * units.place;

/** How many versions of the charts of a cluster are judged: two of the largest one. */
export function versionsToJudge(objects: number): number {
  return Math.max(2, Math.floor((workOfReview * shareOfVersions) / workOfCluster(objects)));
}

/** How many evaluations may look for the lines that bring findings about. */
export function evaluationsForPlaces(left: number, cost: number): number {
  return Math.floor((left * shareOfPlaces) / Math.max(leastOfEvaluation, cost));
}

/** What a review did without because the work would have been too much. */
export interface Cut {
  /** Findings that have no suggestion, although one might be proven. */
  readonly suggestions: number;
  /** Versions that charts may have of which none is named, and that were not judged. */
  readonly versions: number;
  /** Findings of which the line that brings them about was not looked for. */
  readonly places: number;
}
