import { finishedReport, plainReport, type CheckRunReport, type Published } from '../../report/check-run.ts';
import type { Concluded } from '../../session/operations.ts';
import { ReviewStopped, type Exhausted, type Session } from '../../session/reviewer.ts';
import { beginRun, cancelled, cancelLeftovers, cancelRuns, isAnswered } from '../check-runs/begin-run.ts';
import { comparisonNote, configurationNote, failureReport, refuseThirdTry } from './conclude.ts';
import { examinePull, fileLimitNote, withSession } from './examine.ts';
import { shortHash, type RunSubject } from '../model/external-id.ts';
import {
  CannotReview,
  DeadlinePassed,
  NotYetKnown,
  QuotaExhausted,
  Superseded,
  isTransient,
  statusOf,
} from '../client/failure.ts';
import { completeRun } from '../check-runs/publish-check-run.ts';
import { publishReview } from '../pull-request/publish-review.ts';
import { readPullRequest, type PullRequest, type PullToReview } from '../pull-request/pull-request.ts';
import type { Repository } from '../model/repository.ts';
import type { Services } from '../job/services.ts';
import { tidyComments } from '../pull-request/tidy-comments.ts';
import { HeadGuard } from '../pull-request/head-guard.ts';

/** What is asked for. Events are hints: everything else is read from GitHub. */
export interface PullReviewRequest {
  readonly repository: Repository;
  readonly number: number;
  /** What the events said, the newest last. */
  readonly hints: readonly PullHint[];
}

export interface PullHint {
  /** The head at that time; runs left open on old heads are cancelled. Null where the event names none. */
  readonly head: string | null;
  /** A short hash that names a re-run somebody asked for; empty when something happened and nobody asked. */
  readonly request: string;
}

/** How a job ended; for the log. */
export interface Outcome {
  readonly conclusion: CheckRunReport['conclusion'] | 'nothing';
  readonly head: string | null;
  readonly why: string;
}

/** A review that pushes keep overtaking is left to the events of those pushes. */
const mostRounds = 3;

/**
 * Reviews the newest head of a pull request and completes exactly one check run for it. Throws only what
 * another attempt may overcome, and then leaves the run open for that attempt to adopt.
 */
export async function reviewPullRequest(services: Services, request: PullReviewRequest): Promise<Outcome> {
  const { repository, number, hints } = request;
  const heads = hints.flatMap(({ head }) => head ?? []);
  for (let round = 0; ; round += 1) {
    const state = await readPatiently(services, repository, number, round === 0 ? heads : []);
    if (!state && services.attempt === 'retryable') throw new NotYetKnown('the pull request');
    if (!state) return { conclusion: 'nothing', head: null, why: 'the pull request is gone' };
    const { pull, runs } = state;
    const subject: RunSubject = {
      kind: 'pull',
      number,
      base: shortHash(pull.baseBranch),
      request: requestFor(hints, pull.head),
    };
    for (const old of new Set(heads)) {
      if (old !== pull.head) await cancelLeftovers(services, repository, old, subject, 'a newer commit was pushed');
    }
    if (!pull.open) {
      await cancelRuns(services, repository, pull.head, runs.filter(isAbout(number)), 'the pull request was closed');
      return { conclusion: 'nothing', head: pull.head, why: 'the pull request is closed' };
    }
    if (isAnswered(runs, subject)) {
      await cancelRuns(
        services,
        repository,
        pull.head,
        runs.filter(isAbout(number)),
        'this commit was reviewed already',
      );
      return { conclusion: 'nothing', head: pull.head, why: 'this head was reviewed before' };
    }
    try {
      return await reviewHead(services, pull, subject, runs);
    } catch (error) {
      if (!(error instanceof Superseded) || round + 1 === mostRounds) throw error;
    }
  }
}

/** A replica may not know the newest push yet, and events come in any order: where a hint differs, look once more. */
async function readPatiently(
  services: Services,
  repository: Repository,
  number: number,
  heads: readonly string[],
): ReturnType<typeof readPullRequest> {
  const expected = heads.at(-1) ?? null;
  const state = await readPullRequest(services, repository, number, expected);
  if (!state || heads.every((head) => head === state.pull.head)) return state;
  await services.clock.sleep(pauseForReplicas);
  return await readPullRequest(services, repository, number, expected);
}

const pauseForReplicas = 3_000;

/** A re-run that was asked for on an older head is answered by the review of the newest one. */
function requestFor(hints: readonly PullHint[], head: string): string {
  return hints.findLast((hint) => hint.request !== '' && (hint.head === null || hint.head === head))?.request ?? '';
}

type Runs = Parameters<typeof beginRun>[4];

const isAbout =
  (number: number) =>
  ({ subject }: Runs[number]): boolean =>
    subject?.kind === 'pull' && subject.number === number;

async function reviewHead(services: Services, pull: PullToReview, subject: RunSubject, runs: Runs): Promise<Outcome> {
  const guard = new HeadGuard(services.client, pull);
  // Reading needs no check run, so the two go on side by side.
  const conclusion = unlessAbandoned(services, async () => {
    refuseThirdTry(runs.filter(isAbout(pull.number)), pull.base);
    return await withSession(services, async (session) => await concludePull(services, session, pull));
  });
  conclusion.catch(() => undefined);
  const run = await beginRun(services, pull.repository, pull.head, subject, runs);
  try {
    const { report, stopped } = await reportOr(
      services,
      async () => await publish(services, pull, guard, await conclusion),
    );
    await guard.current();
    await completeRun(services, pull.repository, run, report, stopped && { exhausted: stopped, base: pull.base });
    return { conclusion: report.conclusion, head: pull.head, why: report.title };
  } catch (error) {
    if (error instanceof Superseded) await completeRun(services, pull.repository, run, cancelled(error.message));
    throw error;
  }
}

/** How a check run ends, and what a review that was stopped needed too much of. */
export interface Ending {
  readonly report: CheckRunReport;
  readonly stopped: Exhausted | null;
}

/** The report of the work, or of its failure; throws where another attempt is worth it. */
export async function reportOr(services: Services, work: () => Promise<CheckRunReport>): Promise<Ending> {
  try {
    return { report: await work(), stopped: null };
  } catch (error) {
    if (error instanceof Superseded || (isTransient(error) && services.attempt === 'retryable')) throw error;
    services.log.error({ err: error }, 'a review failed');
    if (error instanceof DeadlinePassed || error instanceof ReviewStopped) services.budget.deadline += graceToReport;
    return { report: failureReport(error), stopped: error instanceof ReviewStopped ? error.exhausted : null };
  }
}

/** The work; but when every attempt ended without a result, for example with the process, only that is said. */
export async function unlessAbandoned<T>({ attempt }: Services, work: () => Promise<T>): Promise<T> {
  if (attempt !== 'abandoned') return await work();
  throw new CannotReview('several attempts to review it did not come to an end; “Re-run” tries again');
}

/** Milliseconds to say that the time was over. */
const graceToReport = 20_000;

/** Everything that is said of a pull request; null for a draft that is not reviewed. */
async function concludePull(services: Services, session: Session, pull: PullToReview): Promise<Concluded | null> {
  const examination = await examinePull(services, session, pull);
  if (examination.kind === 'draft') return null;
  const { states, configuration, brokenConfig, config, files, diffBase, suggestedPaths } = examination;
  const notes = [configurationNote(configuration, !brokenConfig), fileLimitNote(pull), comparisonNote(states)];
  const suggested = new Set(suggestedPaths);
  return await session.ask('conclude', {
    states,
    notes: notes.filter((note) => note !== null),
    offerFixes: services.mayPush && !pull.fork,
    files: files.filter(({ path }) => suggested.has(path)),
    diffBase,
    most: config.comments,
  });
}

async function publish(
  services: Services,
  pull: PullRequest,
  guard: HeadGuard,
  concluded: Concluded | null,
): Promise<CheckRunReport> {
  if (concluded === null) {
    return plainReport(
      'skipped',
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
