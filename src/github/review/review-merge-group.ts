import { checkRunReport } from '../../report/check-run.ts';
import { linesFrom } from '../../report/source-lines.ts';
import { beginRun, cancelRuns, isAnswered } from '../check-runs/begin-run.ts';
import { configurationNote } from './conclude.ts';
import { examineGroup } from './examine.ts';
import type { RunSubject } from '../model/external-id.ts';
import { findOwnRuns } from '../check-runs/own-runs.ts';
import { completeRun } from '../check-runs/publish-check-run.ts';
import type { Repository } from '../model/repository.ts';
import { reportOr, unlessAbandoned, type Outcome } from './review-pull-request.ts';
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
export async function reviewMergeGroup(services: Services, request: GroupReviewRequest): Promise<Outcome> {
  const { repository, head, base } = request;
  const subject: RunSubject = { kind: 'group', base, request: request.request };
  const runs = await findOwnRuns(services, repository, head);
  if (request.destroyed) {
    await cancelRuns(services, repository, head, runs, 'the merge group is gone');
    return { conclusion: 'nothing', head, why: 'the merge group is gone' };
  }
  if (isAnswered(runs, subject)) return { conclusion: 'nothing', head, why: 'this merge group was reviewed before' };
  const run = await beginRun(services, repository, head, subject, runs);
  const report = await reportOr(services, async () => {
    const examination = await unlessAbandoned(
      services,
      async () => await examineGroup(services, repository, base, head),
    );
    const note = configurationNote(examination.configuration, !examination.brokenConfig);
    return checkRunReport(examination.review, {
      verdict: examination.verdict,
      states: examination.states,
      lineOf: linesFrom((path) => examination.head.text(path)),
      notes: note === null ? [] : [note],
      configProblems: examination.configProblems,
      configInvalid: examination.configInvalid,
      inline: new Set(),
      offerFixes: false,
    });
  });
  await completeRun(services, repository, run, report);
  return { conclusion: report.conclusion, head, why: report.title };
}
