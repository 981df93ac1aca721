import { reviewFiles, type Files } from '../../src/review/in-memory.ts';
import type { Finding } from '../../src/finding.ts';
import type { Review } from '../../src/review/review.ts';

/** `path:line rule`, with the status in front where there is a base: what a table of findings shows. */
export function findingLines(review: Review): string[] {
  return review.findings.map(
    ({ at, rule, status }) => `${status === 'existing' ? '' : `${status} `}${at.path}:${at.line} ${rule}`,
  );
}

/** What is wrong in files as they stand, `path:line rule` each. */
export function findingsIn(files: Files): string[] {
  return findingLines(reviewFiles(files));
}

/** The files after a person has accepted what a finding suggests. */
export function accepted(files: Files, finding: Finding | undefined): Files {
  const suggestion = finding?.suggestion;
  if (!suggestion) throw new Error(`no suggestion: ${finding?.message ?? 'no finding'}`);
  const { path, startLine, endLine, replacement } = suggestion;
  const text = files[path] ?? '';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(eol);
  lines.splice(startLine - 1, endLine - startLine + 1, ...replacement.split(/\r?\n/));
  return { ...files, [path]: lines.join(eol) };
}

/** The files after a person has accepted what several findings suggest, as GitHub applies a batch: all by the lines of head. */
export function acceptedAll(files: Files, findings: readonly Finding[]): Files {
  const fromTheEnd = findings.toSorted((a, b) => (b.suggestion?.startLine ?? 0) - (a.suggestion?.startLine ?? 0));
  return fromTheEnd.reduce(accepted, files);
}
