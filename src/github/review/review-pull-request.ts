import type { CheckRunReport } from '../../report/check-run.ts';
import { cancelRuns, isAnswered, runsOf } from '../check-runs/begin-run.ts';
import { findOwnRuns } from '../check-runs/own-runs.ts';
import { NotYetKnown, Superseded } from '../client/failure.ts';
import type { Services } from '../job/services.ts';
import type { RunSubject } from '../model/external-id.ts';
import type { JobTask, PushToBase } from '../model/job.ts';
import type { OwnRun } from '../model/own-run.ts';
import type { Repository } from '../model/repository.ts';
import { readPullRequest, type PullState } from '../pull-request/pull-request.ts';
import type { Holder } from '../pull-request/open-pulls.ts';
import { isBehindPush } from './base-tip.ts';
import { readHolders } from './holders.ts';
import { hiddenReview } from './other-run.ts';
import { reviewHead } from './review-head.ts';

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
  /** The head that a push replaced, which another pull request may still have. */
  readonly before?: string | null;
  /** Whether another pull request with the same head handed its review over. */
  readonly handedOver?: boolean;
  readonly pushes?: readonly PushToBase[];
}

/** How a job ended; for the log. */
export interface Outcome {
  readonly conclusion: CheckRunReport['conclusion'] | 'nothing';
  readonly head: string | null;
  readonly why: string;
}

/** How a review ended, and what has to be reviewed besides. */
export interface PullOutcome extends Outcome {
  readonly handOver: readonly JobTask[];
}

/** A review that pushes keep overtaking is left to the events of those pushes. */
const mostRounds = 3;

/**
 * Reviews the newest head of a pull request and completes exactly one check run for it. Throws only what
 * another attempt may overcome, and then leaves the run open for that attempt to adopt.
 */
export async function reviewPullRequest(services: Services, request: PullReviewRequest): Promise<PullOutcome> {
  const { repository, number, hints } = request;
  const heads = hints.flatMap(({ head }) => head ?? []);
  const others = new Map<string, JobTask>();
  const pushes = hints.flatMap((hint) => hint.pushes ?? []);
  // The lowest of the pull requests with one head reviews for all of them.
  const handOver = (next: number, head: string): void => {
    const asked = { request: requestFor(hints, head), ...(pushes.length === 0 ? {} : { pushes }) };
    others.set(head, { kind: 'pull', number: next, head, sender: null, handedOver: true, ...asked });
  };
  /** Nobody waits for the run of this pull request any more: what is left open ends, and a merge group is judged again. */
  const leave = async (head: string, runs: readonly OwnRun[], why: string): Promise<void> => {
    await cancelRuns(services, repository, head, runsOf('pull', runs), why);
    const group = hiddenReview(head, runs, 'pull');
    if (group) others.set(head, group);
  };
  const ended = (outcome: Outcome): PullOutcome => ({ ...outcome, handOver: [...others.values()] });
  for (let round = 0; ; round += 1) {
    const state = await readPatiently(services, repository, number, { heads: round === 0 ? heads : [], pushes });
    if (!state && services.attempt === 'retryable') throw new NotYetKnown('the pull request');
    if (!state) return ended({ conclusion: 'nothing', head: null, why: 'the pull request is gone' });
    const { pull, runs } = state;
    const othersWith = (head: string): readonly Holder[] =>
      state.holdersOf(head).filter((each) => each.number !== number);
    for (const old of new Set([...heads, ...hints.flatMap(({ before }) => before ?? [])])) {
      const [next] = old === pull.head ? [] : othersWith(old);
      if (next !== undefined) handOver(next.number, old);
      else if (old !== pull.head && heads.includes(old))
        await leave(old, await findOwnRuns(services, repository, old), 'a newer commit was pushed');
    }
    const [first] = othersWith(pull.head);
    if (!pull.open) {
      if (first !== undefined) handOver(first.number, pull.head);
      else await leave(pull.head, runs, 'the pull request was closed');
      return ended({ conclusion: 'nothing', head: pull.head, why: 'the pull request is closed' });
    }
    const isHandedOver = hints.some((hint) => hint.handedOver === true && hint.head === pull.head);
    if (first !== undefined && first.number < number && !isHandedOver) {
      handOver(first.number, pull.head);
      return ended({ conclusion: 'nothing', head: pull.head, why: 'another pull request has the same head' });
    }
    const holders = await readHolders(services, pull, othersWith(pull.head));
    for (const each of services.attempt === 'retryable' ? holders.pulls : [])
      if (await isBehindPush(services, each, pushes)) throw new NotYetKnown('the newest commit of the base branch');
    const subject = subjectOf(number, holders.hash, requestFor(hints, pull.head));
    const areDrafts = holders.counting.length > 0 && holders.counting.every(({ draft }) => draft);
    if (isAnswered(runs, subject, areDrafts)) {
      await cancelRuns(services, repository, pull.head, runsOf('pull', runs), 'this commit was reviewed already');
      return ended({ conclusion: 'nothing', head: pull.head, why: 'this head was reviewed before' });
    }
    try {
      return ended(await reviewHead(services, holders, subject, runs));
    } catch (error) {
      if (!(error instanceof Superseded) || round + 1 === mostRounds) throw error;
    }
  }
}

function subjectOf(number: number, base: string, request: string): RunSubject {
  return { kind: 'pull', number, base, request };
}

/** A replica may not know the newest push yet, and events come in any order: where a hint differs, look once more. */
async function readPatiently(
  services: Services,
  repository: Repository,
  number: number,
  { heads, pushes }: { readonly heads: readonly string[]; readonly pushes: readonly PushToBase[] },
): Promise<PullState | null> {
  const expected = heads.at(-1) ?? null;
  const state = await readPullRequest(services, repository, number, expected);
  if (!state) return state;
  const isNew = heads.every((head) => head === state.pull.head);
  if (isNew && !(await isBehindPush(services, state.pull, pushes))) return state;
  await services.clock.sleep(pauseForReplicas);
  return await readPullRequest(services, repository, number, expected);
}

const pauseForReplicas = 3_000;

/** A re-run that was asked for on an older head is answered by the review of the newest one. */
function requestFor(hints: readonly PullHint[], head: string): string {
  return hints.findLast((hint) => hint.request !== '' && (hint.head === null || hint.head === head))?.request ?? '';
}
