import type { ConfigProblem } from '../config/schema-problems.ts';
import type { Finding } from '../finding.ts';
import type { Review } from '../review/review.ts';
import type { Silenced } from '../review/silenced.ts';
import { worstFirst } from '../review/verdict.ts';
import { docsUrl } from '../rules/rule-pages.ts';
import type { Location } from '../source/location.ts';
import { messageInClusters } from './clusters.ts';
import { utf8Length } from './escape/budget.ts';
import { escapePlainText, truncate } from './escape/escape-plain-text.ts';
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

/** An annotation, and how it is where its suggestion does not stand in the diff. */
export interface DraftAnnotation {
  readonly annotation: CheckAnnotation;
  /** Null where there is no suggestion. */
  readonly suggesting: { readonly fingerprint: string; readonly annotation: CheckAnnotation } | null;
}

/** What annotations are made with. */
export interface AnnotationContext {
  readonly lineOf: LineOf;
  /** What is wrong with the configuration this change brings. */
  readonly configProblems: readonly ConfigProblem[];
  /** Whether a place is among the lines that the diff shows; all are where nobody knows. */
  readonly isInDiff?: (at: Location) => boolean;
}

/** More than these nobody reads; each fifty are a request. The summary counts all findings. */
const mostAnnotations = 300;

const messageBytes = 2_000;
const detailsBytes = 32_000;

const levels = { error: 'failure', warning: 'warning', notice: 'notice' } as const;

/** The most important first, since a long list is cut. */
export function draftAnnotations(
  review: Review,
  introduced: readonly Finding[],
  context: AnnotationContext,
): readonly DraftAnnotation[] {
  const silenced = review.silenced.slice(0, mostAnnotations / 2).map(silencedAnnotation);
  return [
    ...[...context.configProblems.map(configAnnotation), ...silenced].map((annotation) => ({
      annotation,
      suggesting: null,
    })),
    ...annotationsOf(review, introduced, context),
  ].slice(0, mostAnnotations);
}

/** Findings in files the change leaves alone stand in the summary only: GitHub would show them apart, under files nobody touched. */
function annotationsOf(
  review: Review,
  introduced: readonly Finding[],
  { lineOf, isInDiff: isShown = () => true }: AnnotationContext,
): readonly DraftAnnotation[] {
  const changed = new Set(review.changedPaths);
  return introduced
    .filter(({ at, side }) => changed.has(at.path) && side !== 'base')
    .toSorted((a, b) => worstFirst(a, b) || Number(isShown(b.at)) - Number(isShown(a.at)))
    .slice(0, mostAnnotations)
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

function silencedAnnotation({ by, rule, message, reason }: Silenced): CheckAnnotation {
  return {
    path: by.path,
    ...rangeOf(by),
    annotation_level: 'notice',
    title: `${rule} is silenced by this change`,
    message: truncate(escapePlainText(`${message} The reason given: ${reason}`), messageBytes),
  };
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
