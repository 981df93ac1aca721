import type { Finding, Severity } from '../finding.ts';
import type { Review } from './review.ts';
import { severities } from './verdict.ts';

/** What of a review somebody asks for; the rest is neither told nor counted. */
export interface Selection {
  /** Ids of rules; null: every rule. */
  readonly rules: readonly string[] | null;
  /** The least severity; null: every one. */
  readonly severity: Severity | null;
}

/** The review with the findings that are asked for. What was not read stays: it may hide any of them. */
export function selected(review: Review, { rules, severity }: Selection): Review {
  const isAsked = (finding: Finding): boolean =>
    (rules === null || rules.includes(finding.rule)) &&
    (severity === null || severities.indexOf(finding.severity) <= severities.indexOf(severity));
  return { ...review, findings: review.findings.filter(isAsked) };
}
