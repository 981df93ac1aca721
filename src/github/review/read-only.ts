import { Octokit } from '@octokit/rest';
import { ReviewStopped, type Session, type Reviewer } from '../../session/reviewer.ts';
import { systemClock, type Clock } from '../client/clock.ts';
import { examinePull, type Asked, type Examination } from './examine.ts';
import { CannotReview, QuotaExhausted, statusOf } from '../client/failure.ts';
import { InstallationLimits } from '../client/limits.ts';
import { connectionProblem } from '../client/connection-problem.ts';
import { keepPace } from '../client/pace.ts';
import { withTimeLimit } from '../client/time-limit.ts';
import { readPull } from '../pull-request/pull-request.ts';
import { nameOf, type Repository } from '../model/repository.ts';
import { createCaches } from '../job/services.ts';

export interface ReadOnlyRequest {
  readonly repository: Repository;
  readonly number: number;
  /** A token that may read the repository; GitHub's GraphQL API answers nobody without one. */
  readonly token: string;
  /** Of GitHub's REST API. */
  readonly baseUrl: string;
  readonly fetch?: typeof fetch;
  readonly reviewer: Reviewer;
  /** The session in which the findings stay. */
  readonly session: Session;
  readonly timeLeft: () => number;
  readonly asked: Asked;
  readonly clock?: Clock;
}

const quiet = (): undefined => undefined;

/**
 * Reviews a pull request as the app would, and writes nothing to GitHub.
 * @throws Error with a sentence for people when the pull request cannot be had.
 */
export async function reviewPullRequestReadOnly(request: ReadOnlyRequest): Promise<Examination> {
  const { repository, number, token, baseUrl, reviewer, session, timeLeft, clock = systemClock } = request;
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const client = new Octokit({
    auth: token,
    log,
    baseUrl,
    request: { fetch: withTimeLimit(request.fetch ?? fetch) },
  });
  const budget = { deadline: clock.now() + timeLeft() };
  keepPace(client, new InstallationLimits(), clock, budget);
  try {
    const pull = await readPull(client, repository, number);
    if (!pull)
      throw new CannotReview(`there is no pull request ${nameOf(repository)}#${number} that this token may read`);
    const services = {
      client,
      budget,
      clock,
      app: 0,
      caches: createCaches(),
      reviewer,
      attempt: 'last',
      outlastUntil: 0,
      log,
      count: quiet,
      mayPush: false,
    } as const;
    // Somebody who asks for a review of a draft wants one.
    const examination = await examinePull(services, session, { ...pull, draft: false }, request.asked);
    if (examination.kind === 'draft') throw new CannotReview('drafts are not reviewed');
    const { states } = examination;
    return { ...examination, states: { ...states, head: { ...states.head, ref: `${nameOf(repository)}#${number}` } } };
  } catch (error) {
    if (error instanceof ReviewStopped) throw error;
    throw new Error(sentenceFor(error, request), { cause: error });
  }
}

function sentenceFor(error: unknown, { repository, number }: ReadOnlyRequest): string {
  const about = `${nameOf(repository)}#${number}`;
  const status = statusOf(error);
  if (error instanceof CannotReview || error instanceof QuotaExhausted) return error.message;
  if (status === 401) return 'GitHub does not accept the token';
  if (status === 403) return `the token may not read ${about}`;
  if (status === 404) return `there is no pull request ${about} that this token may read`;
  const broken = connectionProblem(error);
  if (broken !== null) return broken;
  return status === null
    ? `the review of ${about} failed`
    : `GitHub could not be asked about ${about} (status ${status})`;
}
