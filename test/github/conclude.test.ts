import { describe, expect, test } from 'vitest';
import { configurationNote, failureReport } from '../../src/github/review/conclude.ts';
import type { Configuration } from '../../src/github/job/configuration.ts';
import { ReviewStopped } from '../../src/session/reviewer.ts';
import { CannotReview, DeadlinePassed, QuotaExhausted } from '../../src/github/client/failure.ts';

const answered = (status: number): Error => Object.assign(new Error('XYZZY'), { status });

describe('a failure', () => {
  test.each<[string, unknown, string, string]>([
    ['the time is over', new DeadlinePassed(), 'The review took too long', 'did not end in the time it is given'],
    [
      'the review is stopped',
      new ReviewStopped('time'),
      'The review took too long',
      'in the time that a review is given',
    ],
    [
      'it grows',
      new ReviewStopped('memory'),
      'The review needed too much memory',
      'more memory than a review is given',
    ],
    ['there is no looking', new CannotReview('the tree is @all'), 'This change could not be reviewed', 'the tree is '],
    [
      'the quota is used up',
      new QuotaExhausted(Date.parse('2026-11-24T11:30:01Z')),
      'GitHub’s rate limit is used up',
      'used up until 11:30 UTC.',
    ],
    ['GitHub refuses', answered(403), 'GitHub did not give what the review needs', 'a request with status 403'],
    ['GitHub refuses what is wrong', answered(499), 'GitHub did not give what the review needs', 'status 499'],
    ['GitHub is broken', answered(500), 'GitHub did not give what the review needs', 'several times in a row'],
    ['we are', new Error('XYZZY'), 'Portcullis failed', 'An error inside Portcullis'],
    ['something odd is thrown', 'XYZZY', 'Portcullis failed', 'An error inside Portcullis'],
  ])('when %s is told with its cause, and never as success', (_, error, title, cause) => {
    const report = failureReport(error);
    expect(report).toMatchObject({ title, annotations: [], actions: [] });
    const outOfTime = error instanceof DeadlinePassed || error instanceof ReviewStopped;
    expect(report.conclusion).toBe(outOfTime ? 'timed_out' : 'failure');
    expect(report.summary).toContain(cause);
    expect(report.summary).not.toMatch(/XYZZY|@all/);
    expect(report.summary.includes('“Re-run” starts the review again')).toBe(!(error instanceof CannotReview));
  });
});

const where = 'acme/infra/.github/portcullis.yml';
type Problems = Extract<Configuration, { readonly kind: 'invalid' }>['problems'];
const problems = (count: number): Problems =>
  Array.from({ length: count }, (_, n) => ({
    message: `problem ${n} @all`,
    at: { path: where, start: 0, end: 1, line: n + 5, column: 1, endLine: n + 5, endColumn: 2 },
  }));

describe('a configuration', () => {
  test('that is absent is no matter', () => {
    expect(configurationNote({ kind: 'absent' }, false)).toBe(null);
  });

  test.each<[Configuration, string]>([
    [{ kind: 'forbidden', where }, `The app may not read \`${where}\`, so the defaults apply.`],
    [{ kind: 'unreadable', where, reason: 'it is not a file' }, `\`${where}\` cannot be read: it is not a file.`],
    [
      { kind: 'invalid', where, problems: problems(1) },
      `\`${where}\`, is invalid, so the defaults were used, and the check cannot pass:`,
    ],
  ])('is spoken of: %o', (configuration, text) => {
    expect(configurationNote(configuration, false)).toContain(text);
  });

  test('that the change puts right lets the check pass', () => {
    const note = configurationNote({ kind: 'invalid', where, problems: problems(1) }, true);
    expect(note).toContain('is invalid, so the defaults were used; this change puts it right:');
  });

  test('that is invalid is told line by line, twenty at most', () => {
    const note = configurationNote({ kind: 'invalid', where, problems: problems(21) }, false) ?? '';
    const lines = note.split('\n').filter((line) => line.startsWith('- line '));
    expect(lines).toHaveLength(20);
    expect(lines[0]).toMatch(/^- line 5: problem 0 /);
    expect(lines[19]).toMatch(/^- line 24: problem 19 /);
    expect(note).not.toContain('@all');
  });
});
