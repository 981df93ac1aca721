import type { Threshold } from '../config/config.ts';
import type { Finding, Severity } from '../finding.ts';
import { countedUnread, type NotRead } from './accounting.ts';
import type { NoLongerVerified } from './no-longer-verified.ts';

/** From the worst down: a threshold takes in what stands before it. */
export const severities: readonly Severity[] = ['error', 'warning', 'notice'];

/** What a threshold may be. */
export const thresholds: readonly Threshold[] = [...severities, 'never'];

/** Whether a change, or a tree as it stands, is good enough. */
export type Verdict = 'pass' | 'neutral' | 'fail';

/** What findings are judged by. */
export interface Standard {
  readonly failOn: Threshold;
  /** Whether there is a base: then a change answers for what it introduces and for nothing else. */
  readonly compared: boolean;
  /** Whether a configuration, in force or proposed, is not valid: nobody knows what was meant, so nothing passes. */
  readonly configInvalid: boolean;
}

/** What is judged: what is wrong, and what nobody looked at. */
export interface Judged {
  readonly findings: readonly Finding[];
  readonly unread: readonly NotRead[];
  /** Absent means none. */
  readonly noLongerVerified?: readonly Pick<NoLongerVerified, 'what'>[];
}

/** The exit code of the command line and the conclusion of a check run say the same; a neutral verdict ends with 0. */
export function verdictOf({ findings, unread, noLongerVerified = [] }: Judged, standard: Standard): Verdict {
  if (standard.configInvalid || findings.some((finding) => isFailing(finding, standard))) return 'fail';
  const effects = countedUnread(unread).map(({ effect }) => effect);
  if (effects.includes('failure')) return 'fail';
  // Whoever wants an object to be missed lets something that is not seen bring it, perhaps.
  const isDoubted = noLongerVerified.some(({ what }) => what === 'object');
  return isDoubted || effects.includes('neutral') ? 'neutral' : 'pass';
}

/** Whether a finding counts: with a base one that the change introduces, without one every finding. */
export function isCounted({ status }: Finding, compared: boolean): boolean {
  return !compared || status === 'introduced';
}

/** Whether a finding fails the check: it counts, and it is at or above the threshold. */
export function isFailing(finding: Finding, { failOn, compared }: Pick<Standard, 'failOn' | 'compared'>): boolean {
  return failOn !== 'never' && isCounted(finding, compared) && rankOf(finding.severity) <= rankOf(failOn);
}

/** The worst severity among the findings that count, or null when none does. */
export function worstOf(findings: readonly Finding[], compared: boolean): Severity | null {
  const counted = findings.filter((finding) => isCounted(finding, compared));
  return severities.find((severity) => counted.some((finding) => finding.severity === severity)) ?? null;
}

/** Orders findings from the worst to the least. */
export function worstFirst(a: Pick<Finding, 'severity'>, b: Pick<Finding, 'severity'>): number {
  return rankOf(a.severity) - rankOf(b.severity);
}

const rankOf = (severity: Severity): number => severities.indexOf(severity);
