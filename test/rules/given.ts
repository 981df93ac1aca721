import { reviewFiles, type Files } from '../../src/review/in-memory.ts';
import type { Finding } from '../../src/finding.ts';
import type { Review } from '../../src/review/review.ts';

export type { Files };
export { reviewFiles };

/** `path:line rule`, with the status in front where there is a base: what a table of findings shows. */
export function shortly(review: Review): string[] {
  return review.findings.map(
    ({ at, rule, status }) => `${status === 'existing' ? '' : `${status} `}${at.path}:${at.line} ${rule}`,
  );
}

/** What is wrong in files as they stand, `path:line rule` each. */
export function wrongIn(files: Files): string[] {
  return shortly(reviewFiles(files));
}

/** The number of the only line that holds a text. */
export function lineOf(files: Files, path: string, text: string): number {
  const lines = (files[path] ?? '').split('\n');
  const found = lines.flatMap((line, index) => (line.includes(text) ? [index + 1] : []));
  if (found.length !== 1) throw new Error(`${path} has "${text}" on ${found.length} lines`);
  return found[0] ?? 0;
}

/** The files with one text of one file replaced; the text has to stand there exactly once. */
export function changed(files: Files, path: string, from: string, to: string): Files {
  const text = files[path] ?? '';
  const at = text.indexOf(from);
  if (at < 0 || text.includes(from, at + 1)) throw new Error(`${path} must hold once: ${from}`);
  return { ...files, [path]: text.replace(from, () => to) };
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
