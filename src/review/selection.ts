import type { Finding, Severity } from '../finding.ts';
import type { Review } from './review.ts';
import { severities } from './verdict.ts';

/** What of a review somebody asks for; the rest is neither told nor counted. */
export interface Selection {
  /** Ids of rules; null: every rule. */
  readonly rules: readonly string[] | null;
  /** The least severity; null: every one. */
  readonly severity: Severity | null;
  /** Fingerprints of findings that are put up with; null where nobody keeps such a list. */
  readonly baseline: readonly string[] | null;
}

/** A finding as a list of findings that are put up with names it: found again by its fingerprint, the rest is for people. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly rule: string;
  readonly path: string;
  readonly message: string;
}

/** What of a review is asked for, and what became of the rest. */
export interface Selected {
  readonly review: Review;
  /** How many findings are not asked for. */
  readonly leftOut: number;
  /** Everything that is asked for, put up with or not. */
  readonly standing: readonly BaselineEntry[];
}

/** The review with the findings that are asked for. What was not read stays: it may hide any of them. */
export function selected(review: Review, { rules, severity, baseline }: Selection): Selected {
  const isAsked = (finding: Finding): boolean =>
    (rules === null || rules.includes(finding.rule)) &&
    (severity === null || severities.indexOf(finding.severity) <= severities.indexOf(severity));
  const asked = review.findings.filter(isAsked);
  const known = new Set(baseline);
  return {
    review: { ...review, findings: asked.filter(({ fingerprint }) => !known.has(fingerprint)) },
    leftOut: review.findings.length - asked.length,
    standing: baseline === null ? [] : asked.map(entryOf),
  };
}

function entryOf({ fingerprint, rule, at: { path }, message }: Finding): BaselineEntry {
  return { fingerprint, rule, path, message };
}
