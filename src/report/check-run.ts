import type { ConfigProblem } from '../config/read-config.ts';
import type { Finding } from '../finding.ts';
import type { Review } from '../review/review.ts';
import type { Verdict } from '../review/verdict.ts';
import { docsUrl } from '../rules/rule-pages.ts';
import type { Location } from '../source/location.ts';
import { utf8Length } from './escape/budget.ts';
import { messageInClusters } from './clusters.ts';
import type { ComparedStates } from './compared-states.ts';
import { truncate, escapePlainText } from './escape/escape-plain-text.ts';
import { markdownReport, nothingRelevant } from './markdown.ts';
import { codeSpan, prose } from './escape/escape-markdown.ts';
import { headlineOf } from './not-read.ts';
import { patchOf, patchText } from './patch.ts';
import { sideNote } from './side-note.ts';
import type { LineOf } from './source-lines.ts';

/** An annotation as GitHub takes it; lines and columns start at 1, columns only within one line. */
export interface CheckAnnotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number;
  readonly end_column?: number;
  readonly annotation_level: 'notice' | 'warning' | 'failure';
  readonly title: string;
  readonly message: string;
  readonly raw_details?: string;
}

/** A button under the completed check run: at most 20, 40 and 20 characters. */
export interface CheckAction {
  readonly label: string;
  readonly description: string;
  readonly identifier: string;
}

/** How a check run ends. All lengths are within GitHub's limits, the number of annotations is not limited. */
export interface CheckRunReport {
  readonly conclusion: 'success' | 'neutral' | 'failure' | 'timed_out' | 'cancelled' | 'skipped';
  readonly title: string;
  readonly summary: string;
  readonly annotations: readonly CheckAnnotation[];
  readonly actions: readonly CheckAction[];
}

/** A report before anything was published: how it ends depends on what GitHub took. */
export interface CheckRunDraft extends Omit<CheckRunReport, 'annotations'> {
  readonly annotations: readonly DraftAnnotation[];
}

/** An annotation, and how it is where its suggestion does not stand in the diff. */
export interface DraftAnnotation {
  readonly annotation: CheckAnnotation;
  /** Null where there is no suggestion. */
  readonly suggesting: { readonly fingerprint: string; readonly annotation: CheckAnnotation } | null;
}

/** What became of the comments. */
export interface Published {
  /** Fingerprints whose suggestion stands in the diff as a review comment. */
  readonly inline: ReadonlySet<string>;
  /** A sentence for the top of the summary, of at most 500 characters; null when there is nothing to say. */
  readonly note: string | null;
}

/** What the review itself does not say. */
export interface CheckRunContext {
  readonly verdict: Verdict;
  readonly lineOf: LineOf;
  readonly states: ComparedStates;
  /** Sentences for the top of the summary, in Markdown, neutral already. */
  readonly notes: readonly string[];
  /** What is wrong with the configuration this change brings. */
  readonly configProblems: readonly ConfigProblem[];
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
/** Of them for the note of `Published`. */
const noteBytes = 600;
const messageBytes = 2_000;
const relatedBytes = 500;
const mostRelated = 10;
const detailsBytes = 32_000;
const titleCharacters = 255;

const conclusions = { pass: 'success', neutral: 'neutral', fail: 'failure' } as const;

const levels = { error: 'failure', warning: 'warning', notice: 'notice' } as const;

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
    annotations: [
      ...context.configProblems.map((problem) => ({ annotation: configAnnotation(problem), suggesting: null })),
      ...annotationsOf(review, introduced, context),
    ],
    actions: fixable && context.offerFixes ? [applyFixes] : [],
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
  };
}

/** Findings in files the change leaves alone stand in the summary only: GitHub would show them apart, under files nobody touched. */
function annotationsOf(
  review: Review,
  introduced: readonly Finding[],
  { lineOf }: CheckRunContext,
): readonly DraftAnnotation[] {
  const changed = new Set(review.changedPaths);
  return introduced
    .filter(({ at, side }) => changed.has(at.path) && side !== 'base')
    .map((finding) => {
      const { fingerprint, suggestion } = finding;
      const annotation = {
        path: finding.at.path,
        ...rangeOf(finding.at),
        annotation_level: levels[finding.severity],
        title: finding.rule,
        message: truncate(escapePlainText(messageInClusters(finding, review)), messageBytes),
        raw_details: detailsOf(finding, null),
      };
      const patch = suggestion && patchText(patchOf(suggestion, lineOf));
      const suggesting = patch === null ? null : { ...annotation, raw_details: detailsOf(finding, patch) };
      return { annotation, suggesting: suggesting && { fingerprint, annotation: suggesting } };
    });
}

type Range = Pick<CheckAnnotation, 'start_line' | 'end_line' | 'start_column' | 'end_column'>;

/** A place of many lines is shown on its first: GitHub would put it below its last. */
function rangeOf({ line, column, endLine, endColumn }: Location): Range {
  const lines = { start_line: line, end_line: line };
  return endLine === line ? { ...lines, start_column: column, end_column: Math.max(column, endColumn - 1) } : lines;
}

function detailsOf(finding: Finding, patch: string | null): string {
  const parts = finding.related.map(
    ({ at, side, message }) => `${escapePlainText(at.path)}:${at.line}${sideNote(side)} ${escapePlainText(message)}`,
  );
  if (finding.suggestion && patch !== null) {
    parts.push(`${escapePlainText(finding.suggestion.path)}:\n${patch.split('\n').map(inertLine).join('\n')}`);
  }
  parts.push(docsUrl(finding.rule));
  let left = detailsBytes;
  return parts.filter((part) => (left -= utf8Length(part) + 2) >= 0).join('\n\n');
}

/** As `inert`, but the indentation stays: it is what YAML is made of. */
function inertLine(line: string): string {
  const mark = /^[ +-]?[ \t]*/.exec(line)?.[0] ?? '';
  return mark + escapePlainText(line.slice(mark.length));
}

function configAnnotation({ at, message }: ConfigProblem): CheckAnnotation {
  return {
    path: at.path,
    ...rangeOf(at),
    annotation_level: 'failure',
    title: 'configuration',
    message: truncate(escapePlainText(message), messageBytes),
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
