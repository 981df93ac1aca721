import { finishedReport } from '../../report/check-run.ts';
import { beginRun, cancelRuns, isAnswered, runsOf } from '../check-runs/begin-run.ts';
import { configurationNote, refuseThirdTry } from './conclude.ts';
import { countFindings, examineGroup, withSession } from './examine.ts';
import type { Concluded } from '../../session/operations.ts';
import type { Session } from '../../session/reviewer.ts';
import type { RunSubject } from '../model/external-id.ts';
import { findOwnRuns } from '../check-runs/own-runs.ts';
import { completeRun } from '../check-runs/publish-check-run.ts';
import type { Repository } from '../model/repository.ts';
import { hiddenReview, noBetterThan, otherRun, reviewToRepeat } from './other-run.ts';
import { reportOr, unlessAbandoned } from './report-or.ts';
import type { PullOutcome } from './review-pull-request.ts';
import type { Services } from '../job/services.ts';

/** A merge group: the base branch with some pull requests merged into it, on a branch of its own. */
export interface GroupReviewRequest {
  readonly repository: Repository;
  readonly head: string;
  readonly base: string;
  readonly request: string;
  /** The group was merged or taken apart: only what is unfinished has to end. */
  readonly destroyed: boolean;
}

/** Reviews what a merge group does to its base, on the group's own head, where a required check is awaited. */
export async function reviewMergeGroup(services: Services, request: GroupReviewRequest): Promise<PullOutcome> {
  const { repository, head, base } = request;
  const subject: RunSubject = { kind: 'group', base, request: request.request };
  const runs = await findOwnRuns(services, repository, head);
  if (request.destroyed) {
    await cancelRuns(services, repository, head, runsOf('group', runs), 'the merge group is gone');
    const hidden = hiddenReview(head, runs, 'group');
    return { conclusion: 'nothing', head, why: 'the merge group is gone', handOver: hidden === null ? [] : [hidden] };
  }
  if (isAnswered(runs, subject))
    return { conclusion: 'nothing', head, why: 'this merge group was reviewed before', handOver: [] };
  const other = otherRun(services, runs, 'group');
  const run = await beginRun(services, repository, head, subject, runs);
  const ending = await reportOr(services, async () => {
    const { report: draft } = await unlessAbandoned(services, async () => {
      refuseThirdTry(runs, base);
      return await withSession(services, async (session) => await concludeGroup(services, session, request));
    });
    return finishedReport(draft, { inline: new Set(), note: null });
  });
  const { stopped } = ending;
  const report = noBetterThan(ending.report, other);
  await completeRun(services, repository, run, report, stopped && { exhausted: stopped, base });
  const again = reviewToRepeat(head, runs, run);
  return { conclusion: report.conclusion, head, why: report.title, handOver: again === null ? [] : [again] };
}

async function concludeGroup(
  services: Services,
  session: Session,
  { repository, base, head }: GroupReviewRequest,
): Promise<Concluded> {
  const examination = await examineGroup(services, session, repository, base, head);
  countFindings(services, examination);
  const { configuration, brokenConfig, states } = examination;
  const note = configurationNote(configuration, !brokenConfig);
  const notes = note === null ? [] : [note];
  return await session.ask('conclude', { states, notes, offerFixes: false, files: null, diffBase: null, most: 0 });
}
