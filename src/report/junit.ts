import type { Finding } from '../finding.ts';
import type { NotRead } from '../review/accounting.ts';
import type { Review } from '../review/review.ts';
import { isCounted } from '../review/verdict.ts';
import { messageInClusters } from './clusters.ts';
import type { ComparedStates } from './compared-states.ts';
import { escapeTerminal } from './escape/escape-terminal.ts';
import { byWeight } from './not-read.ts';
import { sideNote } from './side-note.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text inside XML. Characters that XML cannot hold at all are shown as escapes. */
const xml = (text: string): string =>
  escapeTerminal(text)
    .replace(/[\uFFFE\uFFFF]/g, '\uFFFD')
    .replace(/[&<>"']/g, (character) => entities[character] ?? '');

const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${xml(String(value))}"`)
    .join('');

/** The findings as JUnit XML for pipelines that show test results. With a base, what was there before is skipped. */
export function junitReport(review: Review, compared: boolean, states: ComparedStates | null = null): string {
  const { findings } = review;
  const shown = findings.filter(({ status }) => status !== 'fixed');
  const isFailure = (finding: Finding): boolean => isCounted(finding, compared);
  const unread = byWeight(review.unread);
  const failures = shown.filter(isFailure).length;
  const errors = unread.filter(({ effect }) => effect === 'failure').length;
  const skipped = shown.length - failures + unread.length - errors;
  const counts = { tests: Math.max(1, shown.length + unread.length), failures };
  const cases = [
    ...shown.map((finding) => caseOf(finding, messageInClusters(finding, review), isFailure(finding))),
    ...unread.map(notReadCase),
  ];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'Portcullis', ...counts })}>`,
    `  <testsuite${attributes({ name: 'Portcullis', ...counts, errors, skipped })}>`,
    ...(states ? propertiesOf(states) : []),
    // A suite without cases reads as if nothing had run.
    ...(cases.length > 0 ? cases : [`    <testcase${attributes({ classname: 'portcullis', name: 'no findings' })}/>`]),
    '  </testsuite>',
    '</testsuites>\n',
  ].join('\n');
}

/** A file that nobody looked at is an error where it decides the conclusion: no assertion failed. */
function notReadCase({ path, cause, reason, effect }: NotRead): string {
  const open = `    <testcase${attributes({ classname: 'not-read', name: path, file: path })}>`;
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

function caseOf({ rule, severity, at, side }: Finding, message: string, isFailure: boolean): string {
  const place = `${at.path}:${at.line}`;
  const file = { file: at.path, ...(side === 'base' ? {} : { line: at.line }) };
  const open = `    <testcase${attributes({ classname: rule, name: place + sideNote(side), ...file })}>`;
  const outcome = isFailure
    ? `      <failure${attributes({ type: severity, message })}>${xml(`${place}:${at.column} ${message}`)}</failure>`
    : `      <skipped${attributes({ message: `existing before this change: ${message}` })}/>`;
  return `${open}\n${outcome}\n    </testcase>`;
}
