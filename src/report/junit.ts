import type { Finding } from '../finding.ts';
import type { NotRead } from '../review/accounting.ts';
import type { Review } from '../review/review.ts';
import { isCounted, isFailing, type Standard } from '../review/verdict.ts';
import { messageInClusters } from './clusters.ts';
import type { ComparedStates } from './compared-states.ts';
import { xmlAttributes as attributes, xmlText as xml } from './escape/escape-xml.ts';
import { byWeight } from './not-read.ts';
import { removedLines } from './removed.ts';
import { sideNote } from './side-note.ts';

/** What findings are judged by, and what was compared. */
export interface JunitOptions extends Pick<Standard, 'failOn' | 'compared'> {
  readonly states?: ComparedStates;
}

/**
 * The findings as JUnit XML for pipelines that show test results, in the elements and attributes that Jenkins takes. Skipped is what does not fail the check: what was
 * there before, and what is below the threshold.
 */
export function junitReport(review: Review, { states, ...standard }: JunitOptions): string {
  const { findings } = review;
  const shown = findings.filter(({ status }) => status !== 'fixed');
  const skip = (finding: Finding): Skip | null =>
    isFailing(finding, standard)
      ? null
      : isCounted(finding, standard.compared)
        ? 'below the threshold'
        : 'existing before this change';
  const unread = byWeight(review.unread);
  const failures = shown.filter((finding) => skip(finding) === null).length;
  const errors = unread.filter(({ effect }) => effect === 'failure').length;
  const skipped = shown.length - failures + unread.length - errors;
  const counts = { tests: Math.max(1, shown.length + unread.length), failures };
  const cases = [
    ...shown.map((finding) => caseOf(finding, messageInClusters(finding, review), skip(finding))),
    ...unread.map(notReadCase),
  ];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'Portcullis', ...counts, errors })}>`,
    `  <testsuite${attributes({ name: 'Portcullis', ...counts, errors, skipped })}>`,
    ...(states ? propertiesOf(states) : []),
    // A suite without cases reads as if nothing had run.
    ...(cases.length > 0 ? cases : [`    <testcase${attributes({ classname: 'portcullis', name: 'no findings' })}/>`]),
    ...removedBlock(review),
    '  </testsuite>',
    '</testsuites>\n',
  ].join('\n');
}

/** What the change takes out of clusters is no test, and stands in what the suite has to say. */
function removedBlock(review: Review): readonly string[] {
  const lines = removedLines(review).map((line) => xml(`No longer applied: ${line}`));
  return lines.length === 0 ? [] : [`    <system-out>${lines.join('\n')}</system-out>`];
}

/** Why a finding is no failure. */
type Skip = 'existing before this change' | 'below the threshold';

/** A file that nobody looked at is an error where it decides the conclusion: no assertion failed. */
function notReadCase({ path, cause, reason, effect }: NotRead): string {
  const open = `    <testcase${attributes({ classname: 'not-read', name: path })}>`;
  const message = `${path}: ${reason}`;
  const outcome =
    effect === 'failure'
      ? `      <error${attributes({ type: cause, message })}/>`
      : `      <skipped${attributes({ message })}/>`;
  return `${open}\n${outcome}\n    </testcase>`;
}

function propertiesOf({ comparison, base, head, notMerged }: ComparedStates): readonly string[] {
  const values = {
    base: base.commit ?? 'working tree',
    head: head.commit ?? 'working tree',
    comparison,
    ...(notMerged ? { 'not merged': notMerged.cause, tip: notMerged.tip } : {}),
  };
  const properties = Object.entries(values).map(([name, value]) => `      <property${attributes({ name, value })}/>`);
  return ['    <properties>', ...properties, '    </properties>'];
}

function caseOf({ rule, severity, at, side }: Finding, message: string, skip: Skip | null): string {
  const place = `${at.path}:${at.line}`;
  const open = `    <testcase${attributes({ classname: rule, name: place + sideNote(side) })}>`;
  const outcome =
    skip === null
      ? `      <failure${attributes({ type: severity, message })}>${xml(`${place}:${at.column} ${message}`)}</failure>`
      : `      <skipped${attributes({ message: `${skip}: ${message}` })}/>`;
  return `${open}\n${outcome}\n    </testcase>`;
}
