import type { Finding } from '../finding.ts';
import { fingerprint } from '../review/fingerprint.ts';
import type { Review } from '../review/review.ts';
import { besideFindings, type BesideFinding } from './beside-findings.ts';
import { messageInClusters } from './clusters.ts';
import { jsonText } from './escape/json-text.ts';

/** One entry of GitLab's Code Quality report (docs.gitlab.com, "Code Quality report format"). */
interface Entry {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: 'info' | 'minor' | 'major';
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const severities = { error: 'major', warning: 'minor', notice: 'info' } as const;

/**
 * What is wrong in head, for `artifacts: reports: codequality`. GitLab tells itself what a merge request brings, by
 * comparing the fingerprints of two reports. Ends with a line break.
 */
export function gitlabReport(review: Review): string {
  const wrong = review.findings.filter(({ status }) => status !== 'fixed');
  const entries = [...wrong.map((finding) => entryOf(finding, review)), ...besideFindings(review).map(entryBeside)];
  return jsonText(eachOnce(entries));
}

function entryOf(finding: Finding, review: Review): Entry {
  const { rule, severity, at, side } = finding;
  return {
    description: messageInClusters(finding, review),
    check_name: rule,
    fingerprint: finding.fingerprint,
    severity: severities[severity],
    // The report is about head: what stands in base alone has no line there.
    location: { path: at.path, lines: { begin: side === 'base' ? 1 : at.line } },
  };
}

function entryBeside({ id, path, severity, message }: BesideFinding): Entry {
  return {
    description: message,
    check_name: id,
    fingerprint: fingerprint(id, path, message),
    severity: severities[severity],
    location: { path, lines: { begin: 1 } },
  };
}

/** GitLab drops an entry whose fingerprint it has met: the second of a kind gets one of its own. */
function eachOnce(entries: readonly Entry[]): readonly Entry[] {
  const met = new Map<string, number>();
  return entries.map((entry) => {
    const before = met.get(entry.fingerprint) ?? 0;
    met.set(entry.fingerprint, before + 1);
    return before === 0 ? entry : { ...entry, fingerprint: fingerprint(entry.fingerprint, String(before)) };
  });
}
