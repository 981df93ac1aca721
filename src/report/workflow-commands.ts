import type { Finding } from '../finding.ts';
import type { NotRead } from '../review/accounting.ts';
import type { Review } from '../review/review.ts';
import { isCounted } from '../review/verdict.ts';
import { messageInClusters } from './clusters.ts';
import { configurationNoteLines } from './configuration-notes.ts';
import { comparedSentence, type ComparedStates } from './compared-states.ts';
import { escapeRunner } from './escape/escape-runner.ts';
import { escapeTerminal } from './escape/escape-terminal.ts';
import { byWeight, headlineOf } from './not-read.ts';
import { removedLines } from './removed.ts';

/** A line break or a percent sign would end or change a workflow command; in a property a colon and a comma do too. */
const data = (text: string): string =>
  // The log shows them too, and what steers a terminal or reorders text steers whoever reads the log.
  escapeTerminal(escapeRunner(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'), 'text'));
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** The findings as workflow commands, which GitHub Actions shows as annotations. With a base, only what the change introduces. */
export function githubReport(review: Review, compared: boolean, states: ComparedStates | null = null): string {
  const { findings } = review;
  const shown = findings.filter((finding) => isCounted(finding, compared));
  const said = states ? [plainLine(comparedSentence(states))] : [];
  const commands = [...shown.map((finding) => command(finding, review)), ...byWeight(review.unread).map(notReadLine)];
  const gone = removedLines(review).map((line) => plainLine(`No longer applied: ${line}`));
  const idle = configurationNoteLines(review).map((line) => plainLine(`Configuration without effect: ${line}`));
  return [...said, ...commands, ...gone, ...idle, `${headlineOf(review, compared)}.`]
    .map((line) => `${line}\n`)
    .join('');
}

/** What decides the conclusion is an annotation, on the file as a whole; the rest stands in the log. */
function notReadLine({ path, reason, effect }: NotRead): string {
  if (effect === 'none') return plainLine(`Not read: ${path}: ${reason}`);
  const level = { failure: 'error', neutral: 'warning', success: 'notice' }[effect];
  return `::${level} file=${property(path)},title=not read::${data(`${path}: ${reason}`)}`;
}

/** A line of the log that is no workflow command, whatever a branch is called. */
const plainLine = (text: string): string => escapeRunner(data(text), 'text');

function command(finding: Finding, review: Review): string {
  const { severity, rule, at, side } = finding;
  const { path, line, column, endLine, endColumn } = at;
  // GitHub takes columns only within one line, and counts the last one in.
  const columns = line === endLine ? { col: column, endColumn: Math.max(column, endColumn - 1) } : {};
  // The log is about head: what stands in base alone has no line there.
  const lines = side === 'base' ? {} : { line, endLine, ...columns };
  const properties: Readonly<Record<string, string | number>> = { file: path, ...lines, title: rule };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${severity} ${written.join(',')}::${data(messageInClusters(finding, review))}`;
}
