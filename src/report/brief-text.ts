import type { Finding } from '../finding.ts';
import { countedUnread } from '../review/accounting.ts';
import type { Review } from '../review/review.ts';
import { isCounted } from '../review/verdict.ts';
import { messageInClusters } from './clusters.ts';
import { escapeTerminal } from './escape/escape-terminal.ts';
import type { Palette } from './palette.ts';
import { sideNote } from './side-note.ts';

/** One line for each finding that counts and each file that was not read and counts; nothing where there is none. */
export function briefText(
  review: Review,
  { compared, palette }: { readonly compared: boolean; readonly palette: Palette },
): string {
  const lineOf = (finding: Finding): string => {
    const { at, side, severity, rule } = finding;
    const place = escapeTerminal(`${at.path}:${at.line}:${at.column}${sideNote(side)}`);
    const message = escapeTerminal(messageInClusters(finding, review));
    return `${palette.strong(place)}: ${palette.severity(severity, severity)}: ${message} ${palette.faint(`[${rule}]`)}\n`;
  };
  const found = review.findings.filter((finding) => isCounted(finding, compared)).map(lineOf);
  const unread = countedUnread(review.unread).map(
    ({ path, reason }) => `${palette.strong(escapeTerminal(path))}: not read: ${escapeTerminal(reason)}\n`,
  );
  return [...found, ...unread].join('');
}
