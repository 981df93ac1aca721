import { finishedReport, plainReport, type CheckRunReport, type Published } from '../../report/check-run.ts';
import { isRelevantPath } from '../../review/relevant-paths.ts';
import type { Concluded } from '../../session/operations.ts';
import type { Session } from '../../session/reviewer.ts';
import { QuotaExhausted, isTransient, statusOf } from '../client/failure.ts';
import type { Services } from '../job/services.ts';
import { mostInComparison } from '../pull-request/changed-files.ts';
import type { HeadGuard } from '../pull-request/head-guard.ts';
import { publishReview } from '../pull-request/publish-review.ts';
import type { PullRequest, PullToReview } from '../pull-request/pull-request.ts';
import { tidyComments } from '../pull-request/tidy-comments.ts';
import { comparisonNote, configurationNote } from './conclude.ts';
import { countFindings, examinePull, fileLimitNote, type PullExamination } from './examine.ts';

/**
 * Everything that is said of a pull request; null for a draft that is not reviewed.
 * @param hasButton whether the button of the check run would commit to the branch of this pull request
 */
export async function concludePull(
  services: Services,
  session: Session,
  pull: PullToReview,
  hasButton: boolean,
): Promise<Concluded | null> {
  const examination = await examinePull(services, session, pull);
  if (examination.kind === 'draft') return null;
  countFindings(services, examination);
  const { states, configuration, brokenConfig, config, files, diffBase } = examination;
  const notes = [configurationNote(configuration, !brokenConfig), fileLimitNote(pull), comparisonNote(states)];
  const concluded = await session.ask('conclude', {
    states,
    notes: notes.filter((note) => note !== null),
    offerFixes: services.mayPush && !pull.fork && hasButton,
    files,
    diffBase,
    most: config.comments,
  });
  const relevant = concluded.report.relevant || bringsWhatBaseHas(examination);
  return { ...concluded, report: { ...concluded.report, relevant } };
}

/** Whether head changes a file that is the same in the base branch as well: when that one loses it, the change brings it. */
function bringsWhatBaseHas({ files, changedPaths }: PullExamination & { readonly kind: 'reviewed' }): boolean {
  const changed = new Set(changedPaths);
  return files.length >= mostInComparison || files.some(({ path }) => isRelevantPath(path) && !changed.has(path));
}

/** Posts the comments of a review, and gives the report for the check run. */
export async function publish(
  services: Services,
  pull: PullRequest,
  guard: HeadGuard,
  concluded: Concluded | null,
): Promise<CheckRunReport> {
  if (concluded === null) {
    // A skipped check would count as passed.
    return plainReport(
      'action_required',
      'Draft: not reviewed',
      'The configuration says that drafts are not reviewed. The review starts when the draft is ready.',
    );
  }
  return finishedReport(concluded.report, await publishComments(services, pull, guard, concluded));
}

/** Comments are a convenience: when GitHub refuses them the check run says all there is to say. */
async function publishComments(
  services: Services,
  pull: PullRequest,
  guard: HeadGuard,
  { comments, present }: Concluded,
): Promise<Published> {
  const { client, clock, caches, attempt } = services;
  const publisher = { client, clock, pull, guard, recent: caches.recent };
  try {
    const inline = await publishReview(publisher, comments);
    await tidyComments(publisher, comments, present);
    return { inline, note: null };
  } catch (error) {
    if (!(error instanceof QuotaExhausted) && isTransient(error) && attempt === 'retryable') throw error;
    if (!isRefusal(error)) throw error;
    services.log.warn({ err: error }, 'review comments were refused');
    return {
      inline: new Set(),
      note: 'GitHub did not accept the review comments, so suggestions stand in the annotations only.',
    };
  }
}

/** An answer of GitHub's, as opposed to a newer head or an error of ours. */
function isRefusal(error: unknown): boolean {
  return error instanceof QuotaExhausted || statusOf(error) !== null;
}
