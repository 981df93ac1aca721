import type { Finding, Severity } from '../finding.ts';
import type { ClusterView } from '../kong/model/cluster-view.ts';
import { isLocation } from '../source/location.ts';
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
  /** A folder or a file of the tree; null: all of it. */
  readonly within: string | null;
}

/** All of a review. */
export const everything: Selection = { rules: null, severity: null, baseline: null, within: null };

/** Whether a path is the one that is asked for, or lies in it. */
export function isWithin(path: string, within: string | null): boolean {
  return within === null || path === within || path.startsWith(`${within}/`);
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

/** The review with the findings that are asked for. What was not read stays, whatever the rule: it may hide any of them. */
export function selected(review: Review, { rules, severity, baseline, within }: Selection): Selected {
  const isAsked = (finding: Finding): boolean =>
    isWithin(finding.at.path, within) &&
    (rules === null || rules.includes(finding.rule)) &&
    (severity === null || severities.indexOf(finding.severity) <= severities.indexOf(severity));
  const asked = review.findings.filter(isAsked);
  const known = new Set(baseline);
  const clusters = within === null ? review.clusters : review.clusters.filter((each) => takesFrom(each, within));
  const names = new Set(clusters.map(({ name }) => name));
  return {
    review: {
      ...review,
      findings: asked.filter(({ fingerprint }) => !known.has(fingerprint)),
      clusters,
      unverified: review.unverified.filter(({ cluster }) => within === null || names.has(cluster)),
      unread: review.unread.filter(({ path }) => isWithin(path, within)),
    },
    leftOut: review.findings.length - asked.length,
    standing: baseline === null ? [] : asked.map(entryOf),
  };
}

function entryOf({ fingerprint, rule, at: { path }, message }: Finding): BaselineEntry {
  return { fingerprint, rule, path, message };
}

/** Whether something that is deployed, or wrong, stands in a folder or a file. */
export function deploysWithin({ clusters, findings }: Review, within: string): boolean {
  return findings.some(({ at }) => isWithin(at.path, within)) || clusters.some((each) => takesFrom(each, within));
}

/** Whether something of a cluster stands in a folder or a file. */
function takesFrom({ objects, releases }: ClusterView, within: string): boolean {
  const layers = releases.flatMap(({ release }) => release.layers.map(({ root }) => root.at));
  const places = [
    ...objects.map(({ root }) => root.at),
    ...layers,
    ...releases.map(({ release }) => release.declaration.at),
  ];
  return places.some((at) => isLocation(at) && isWithin(at.path, within));
}
