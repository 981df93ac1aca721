import type { ConfigProblem } from '../config/schema-problems.ts';
import {
  draftAnnotations,
  type AnnotationContext,
  type CheckAnnotation,
  type DraftAnnotation,
} from './check-annotations.ts';
import type { Finding } from '../finding.ts';
import type { Review } from '../review/review.ts';
import type { Verdict } from '../review/verdict.ts';
import { utf8Length } from './escape/budget.ts';
import type { ComparedStates } from './compared-states.ts';
import { truncate } from './escape/escape-plain-text.ts';
import { markdownReport, nothingRelevant } from './markdown.ts';
import { codeSpan, prose } from './escape/escape-markdown.ts';
import { headlineOf } from './not-read.ts';

/** A button under the completed check run: at most 20, 40 and 20 characters. */
export interface CheckAction {
  readonly label: string;
  readonly description: string;
  readonly identifier: string;
}

/** How a check run ends. All lengths are within GitHub's limits. */
export interface CheckRunReport {
  readonly conclusion: 'success' | 'neutral' | 'failure' | 'timed_out' | 'action_required' | 'cancelled';
  readonly title: string;
  readonly summary: string;
  readonly annotations: readonly CheckAnnotation[];
  readonly actions: readonly CheckAction[];
  /** Whether the change touches something of ours; true where nobody knows. */
  readonly relevant: boolean;
}

/** A report before anything was published: how it ends depends on what GitHub took. */
export interface CheckRunDraft extends Omit<CheckRunReport, 'annotations'> {
  readonly annotations: readonly DraftAnnotation[];
}

/** What became of the comments. */
export interface Published {
  /** Fingerprints whose suggestion stands in the diff as a review comment. */
  readonly inline: ReadonlySet<string>;
  /** A sentence for the top of the summary, of at most 500 characters; null when there is nothing to say. */
  readonly note: string | null;
}

/** What the review itself does not say. */
export interface CheckRunContext extends AnnotationContext {
  readonly verdict: Verdict;
  readonly states: ComparedStates;
  /** Sentences for the top of the summary, in Markdown, neutral already. */
  readonly notes: readonly string[];
  /** Whether the configuration in force is invalid and stays so, or this change brings an invalid one. */
  readonly configInvalid: boolean;
  readonly offerFixes: boolean;
}

export const applyFixes: CheckAction = {
  label: 'Apply fixes',
  description: 'Commit all proven suggestions',
  identifier: 'apply-fixes',
};

/** GitHub documents 65,535 characters and counts bytes. */
const summaryBytes = 65_000;
/** Of them for the note of `Published`, and for what is said of other pull requests with the same head. */
const noteBytes = 2_100;
const messageBytes = 2_000;
const relatedBytes = 500;
const mostRelated = 10;
const titleCharacters = 255;

const conclusions = { pass: 'success', neutral: 'neutral', fail: 'failure' } as const;

/** The review as the end of a check run. */
export function checkRunDraft(whole: Review, context: CheckRunContext): CheckRunDraft {
  const { lineOf, states } = context;
  const review = { ...whole, findings: whole.findings.map(readable) };
  const introduced = review.findings.filter(({ status }) => status === 'introduced');
  const notes = cutLines(context.notes.concat(context.configProblems.map(configLine)), summaryBytes / 2);
  const budget = summaryBytes - noteBytes - utf8Length(notes);
  const counts = review.relevant ? headlineOf(review, true) : nothingRelevant;
  const fixable = introduced.some(({ suggestion }) => suggestion !== null);
  return {
    conclusion: conclusions[context.verdict],
    title: truncate(
      context.configInvalid ? `The configuration is invalid; ${lowerFirst(counts)}` : counts,
      titleCharacters,
    ),
    summary: notes + markdownReport(review, { lineOf, states, compared: true, maxBytes: budget }),
    annotations: draftAnnotations(review, introduced, context),
    actions: fixable && context.offerFixes ? [applyFixes] : [],
    relevant: review.relevant,
  };
}

/** A draft as it is completed once the comments are published, or were refused. */
export function finishedReport(draft: CheckRunDraft, { inline, note }: Published): CheckRunReport {
  return {
    ...draft,
    summary: note === null ? draft.summary : `${note}\n\n${draft.summary}`,
    annotations: draft.annotations.map(({ annotation, suggesting }) =>
      suggesting && !inline.has(suggesting.fingerprint) ? suggesting.annotation : annotation,
    ),
  };
}

/** A name of a megabyte is possible in a repository; repeated in each finding it would be gigabytes. */
function readable(finding: Finding): Finding {
  const related = finding.related.slice(0, mostRelated);
  return {
    ...finding,
    message: truncate(finding.message, messageBytes),
    related: related.map((each) => ({ ...each, message: truncate(each.message, relatedBytes) })),
  };
}

/** The end of a check run for which there is no review. `summary` is Markdown, neutral already. */
export function plainReport(conclusion: CheckRunReport['conclusion'], title: string, summary: string): CheckRunReport {
  return {
    conclusion,
    title: truncate(title, titleCharacters),
    summary: truncate(summary, summaryBytes),
    annotations: [],
    actions: [],
    relevant: true,
  };
}

function configLine({ at, message }: ConfigProblem): string {
  return `- ${codeSpan(`${at.path}:${at.line}`)} ${prose(message)}`;
}

function cutLines(lines: readonly string[], bytes: number): string {
  let left = bytes;
  const kept = lines.filter((line) => (left -= utf8Length(line) + 2) >= 0);
  const dropped = lines.length - kept.length;
  const all = dropped > 0 ? [...kept, `… ${dropped} more`] : kept;
  return all
    .map((line, index) => `${line}${line.startsWith('- ') && all[index + 1]?.startsWith('- ') ? '\n' : '\n\n'}`)
    .join('');
}

const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);
