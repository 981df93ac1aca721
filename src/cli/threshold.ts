import type { Finding, Severity } from '../finding.ts';
import { severities } from './options.ts';

/** 1 when a finding counts and is at or above the threshold, else 0. With a base, only introduced findings count. */
export function exitCodeOf(findings: readonly Finding[], threshold: Severity, compared: boolean): 0 | 1 {
  const counting = findings.filter(({ status }) => (compared ? status === 'introduced' : true));
  const reached = counting.some(({ severity }) => severities.indexOf(severity) <= severities.indexOf(threshold));
  return reached ? 1 : 0;
}
