import type { Config, Threshold } from '../config/config.ts';
import type { ReadConfig } from '../config/read-config.ts';
import type { ConfigProblem } from '../config/schema-problems.ts';
import type { CheckRunDraft } from '../report/check-run.ts';
import type { ComparedStates } from '../report/compared-states.ts';
import type { Format } from '../report/format.ts';
import type { ReviewComment } from '../report/review-comments.ts';
import type { ChangedFile } from '../report/shown-lines.ts';
import type { Detail } from '../report/format.ts';
import type { OfferedFix } from '../review/combine-fixes.ts';
import type { PreviewQuestion } from '../review/preview-question.ts';
import type { BaselineEntry, Selection } from '../review/selection.ts';
import type { Verdict } from '../review/verdict.ts';
import type { PackedTrees } from '../source/packed-trees.ts';

/**
 * The steps of one review, in this order; what follows `review` speaks of the trees that it was given. Everything
 * that goes in or comes out is plain data, so that the steps can be taken in another thread.
 */
export interface Operations {
  /** Reads the text of a configuration file. It needs no review. */
  readonly readConfig: Step<{ readonly path: string; readonly text: string }, ReadConfig>;
  readonly review: Step<ReviewInput, Reviewed>;
  /** Gives every place of a review of a merge as head has it; `head` holds that one tree. */
  readonly placeInHead: Step<
    { readonly head: PackedTrees },
    Pick<Reviewed, 'configProblems' | 'suggestedPaths' | 'changedPaths'>
  >;
  /** What is published on a pull request or a merge group. */
  readonly conclude: Step<ConcludeInput, Concluded>;
  /** The text of each file of head that suggestions change. */
  readonly fix: Step<FixInput, Fixed>;
  /** What suggestions put right, proven once more as it would stand on disk. */
  readonly proveFixes: Step<null, FixesForDisk>;
  /** A report for the command line. */
  readonly print: Step<PrintInput, string>;
  /** What other versions would bring about in a tree. It needs no review. */
  readonly preview: Step<PreviewInput, Previewed>;
}

export interface Step<I, O> {
  readonly input: I;
  readonly output: O;
}

export interface ReviewInput {
  /** Head alone, or base and head. */
  readonly trees: PackedTrees;
  readonly config: Config;
  /** Takes the place of the configuration's own. */
  readonly failOn: Threshold | null;
  /** `YYYY-MM-DD`, for suppressions that expire; null: none has. */
  readonly today: string | null;
  /** The branch that the change goes into; null: not known. */
  readonly branch: string | null;
  /** Whether the configuration in force can be used; null where that, and what the change makes of it, is not judged. */
  readonly configUsable: boolean | null;
  /** Whether the configuration given is not that of base, so that nobody asks what the one of head would do. */
  readonly foreignConfig?: boolean;
  /** What would be in force if head had no configuration; absent or null where that is not known. */
  readonly withoutConfig?: Config | null;
  /** What of the findings is asked for; all of them when absent. */
  readonly selection?: Selection;
}

export interface Reviewed {
  readonly verdict: Verdict;
  /** What is wrong with the configuration that this change brings. */
  readonly configProblems: readonly ConfigProblem[];
  /** The configuration in force is invalid, and this change does not put that right. */
  readonly brokenConfig: boolean;
  /** Whether either is so: nothing passes then. */
  readonly configInvalid: boolean;
  /** Whether the change has any bearing on Kong or Gateway API. */
  readonly relevant: boolean;
  /** Every path at which something stands that is shown to people. */
  readonly paths: readonly string[];
  /** How many findings the change introduces, by rule. */
  readonly introduced: ReadonlyMap<string, number>;
  /** Files in which a suggestion for such a finding stands. */
  readonly suggestedPaths: readonly string[];
  readonly changedPaths: readonly string[];
  /** How many findings were not asked for. */
  readonly leftOut: number;
  /** Whether anything that is deployed stands in the part of the tree that is asked for. */
  readonly deploysWithin: boolean;
  /** Where a baseline is kept, everything that is wrong, with what it puts up with. */
  readonly standing: readonly BaselineEntry[];
  readonly unreadPaths: readonly string[];
}

export interface ConcludeInput {
  readonly states: ComparedStates;
  /** Sentences for the top of the summary, in Markdown, neutral already. */
  readonly notes: readonly string[];
  readonly offerFixes: boolean;
  /** The files of the diff as GitHub shows it; null where there is no conversation to comment in. */
  readonly files: readonly ChangedFile[] | null;
  /** What that diff compares head with, where it is not the base that was judged. */
  readonly diffBase: PackedTrees | null;
  /** How many comments at most. */
  readonly most: number;
}

export interface Concluded {
  readonly comments: readonly ReviewComment[];
  readonly report: CheckRunDraft;
  /** Fingerprints of the findings that head has. */
  readonly present: ReadonlySet<string>;
}

export interface FixInput {
  /** Files below this folder may not be changed. */
  readonly except: string;
}

export interface Fixed {
  readonly texts: ReadonlyMap<string, string>;
  /** The rules whose findings are put right, sorted. */
  readonly rules: readonly string[];
}

/** What may be written into the files that were reviewed. */
export interface FixesForDisk {
  readonly kept: readonly OfferedFix[];
  /** What is not proven together with the others. */
  readonly left: readonly OfferedFix[];
  /** The findings that count and that the kept ones put right. */
  readonly gone: OfferedFix['findings'];
  /** What would change files outside of the part that is asked for. */
  readonly outside: readonly OfferedFix[];
  /** The text of each file that is changed, as it was reviewed. */
  readonly reviewed: ReadonlyMap<string, string>;
}

export interface PrintInput {
  /** What was reviewed, or what is deployed. */
  readonly what: 'review' | 'map';
  readonly format: Format;
  readonly states: ComparedStates | null;
  /** For `map`: the commit that it is of, and when that was made; absent where that is not known. */
  readonly revision?: { readonly commit: string; readonly date: string } | null;
  readonly colour: boolean;
  /** For the text; `normal` when absent. */
  readonly detail?: Detail;
  /** The width of the terminal; null where it is none. */
  readonly columns: number | null;
  /** The version of Portcullis. */
  readonly version: string;
}

export interface PreviewInput extends Pick<PrintInput, 'format' | 'colour'> {
  /** One tree. */
  readonly trees: PackedTrees;
  readonly config: Config;
  readonly failOn: Threshold | null;
  readonly question: PreviewQuestion;
}

export type Previewed =
  { readonly problem: string } | { readonly problem: null; readonly text: string; readonly verdict: Verdict };

export type OperationName = keyof Operations;
