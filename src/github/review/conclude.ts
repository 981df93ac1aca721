import { codeSpan, prose } from '../../report/escape/escape-markdown.ts';
import { plainReport, type CheckRunReport } from '../../report/check-run.ts';
import type { ComparedStates } from '../../report/compared-states.ts';
import type { Configuration } from '../job/configuration.ts';
import { CannotReview, DeadlinePassed, QuotaExhausted, ServiceUnavailable, statusOf } from '../client/failure.ts';
import { ReviewStopped, type Exhausted } from '../../session/reviewer.ts';
import { isStoppedAt, type OwnRun } from '../model/own-run.ts';

/** The one place where a failure of ours becomes a conclusion. It never shows success, and nothing of our insides. */
export function failureReport(error: unknown): CheckRunReport {
  if (error instanceof DeadlinePassed) {
    return plainReport(
      'timed_out',
      'The review took too long',
      again('The review did not end in the time it is given.'),
    );
  }
  if (error instanceof ReviewStopped) return stoppedReport(error.exhausted);
  if (error instanceof StoppedTwice) {
    const { title, cause } = stops[error.exhausted];
    return plainReport('timed_out', title, `${cause} ${twice}`);
  }
  if (error instanceof CannotReview)
    return plainReport('failure', 'This change could not be reviewed', `${prose(error.message)}.`);
  if (error instanceof QuotaExhausted) {
    return plainReport('failure', 'GitHub’s rate limit is used up', again(`${error.message}.`));
  }
  const status = error instanceof ServiceUnavailable ? null : statusOf(error);
  if (status !== null) {
    const cause =
      status >= 500
        ? 'GitHub did not answer, or answered with an error, several times in a row.'
        : `GitHub refused a request with status ${status}. The app may lack a permission, or the repository may not be open to it.`;
    return plainReport('failure', 'GitHub did not give what the review needs', again(cause));
  }
  return plainReport(
    'failure',
    'Portcullis failed',
    again('An error inside Portcullis ended the review. The operator of the app finds it in the log.'),
  );
}

/** A review that was stopped: it would be stopped again, so nobody but a person tries it once more. */
function stoppedReport(exhausted: Exhausted): CheckRunReport {
  const { title, cause } = stops[exhausted];
  return plainReport('timed_out', title, again(`${cause} ${remedy}`));
}

const stops: Readonly<Record<Exhausted, { readonly title: string; readonly cause: string }>> = {
  time: {
    title: 'The review took too long',
    cause: 'Reading and judging this change did not end in the time that a review is given, so it was stopped.',
  },
  memory: {
    title: 'The review needed too much memory',
    cause: 'Reading and judging this change needed more memory than a review is given, so it was stopped.',
  },
};

const remedy = 'A very large or very deeply nested file is the usual cause; the configuration can `exclude` it.';

const twice = `That happened twice with this commit and this base, so it is not tried again until one of them changes. ${remedy}`;

/** Two reviews of the same commits were stopped in the same way. */
export class StoppedTwice extends Error {
  readonly exhausted: Exhausted;

  constructor(exhausted: Exhausted) {
    super(`two reviews were stopped for want of ${exhausted}`);
    this.name = 'StoppedTwice';
    this.exhausted = exhausted;
  }
}

/**
 * Ends a review that was stopped twice before.
 * @param runs those on this head about the same pull request or merge group
 * @throws StoppedTwice where two of them ended in one way on this base
 */
export function refuseThirdTry(runs: readonly OwnRun[], base: string): void {
  for (const exhausted of ['time', 'memory'] as const) {
    if (runs.filter((run) => isStoppedAt(run, exhausted, base)).length >= 2) throw new StoppedTwice(exhausted);
  }
}

const again = (cause: string): string =>
  `${cause}\n\nNothing is known about this change. “Re-run” starts the review again, and so does a comment that says \`/portcullis review\`.`;

/** How to have what the base branch has gained judged after all; null where it was. */
export function comparisonNote({ notMerged }: ComparedStates): string | null {
  return notMerged?.cause === 'pending'
    ? 'GitHub has not merged this head with the newest commit of the base branch yet; “Re-run” looks again.'
    : null;
}

/**
 * What people should know about the configuration in force; null when there is nothing to say.
 * @param isMended whether the change under review puts an invalid one right: the check may pass then
 */
export function configurationNote(configuration: Configuration, isMended: boolean): string | null {
  switch (configuration.kind) {
    case 'found':
    case 'absent':
      return null;
    case 'forbidden':
      return `The app may not read ${codeSpan(configuration.where)}, so the defaults apply. Give it access to that repository, or add a configuration to this one.`;
    case 'unreadable':
      return `The configuration ${codeSpan(configuration.where)} cannot be read: ${prose(configuration.reason)}.`;
    case 'invalid':
      return `The configuration in force, ${codeSpan(configuration.where)}, is invalid, so the defaults were used${isMended ? '; this change puts it right' : ', and the check cannot pass'}:\n\n${configuration.problems
        .slice(0, 20)
        .map(({ at, message }) => `- line ${at.line}: ${prose(message)}`)
        .join('\n')}`;
  }
}
