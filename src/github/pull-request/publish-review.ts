import { asFileComment, type ReviewComment } from '../../report/review-comments.ts';
import type { Clock } from '../client/clock.ts';
import { isAmbiguous, statusOf } from '../client/failure.ts';
import type { Client } from '../client/pace.ts';
import type { PullRequest } from './pull-request.ts';
import type { RecentWrites } from '../job/recent-writes.ts';
import type { HeadGuard } from './head-guard.ts';

/** What a review is published with. */
export interface ReviewPublisher {
  readonly client: Client;
  readonly clock: Clock;
  readonly pull: PullRequest;
  readonly guard: HeadGuard;
  readonly recent: RecentWrites;
}

/** Waits before looking whether a review without an answer was created. */
const pausesBeforeLooking = [3_000, 6_000];

/**
 * Posts the comments that are not there yet, as one review. GitHub refuses a review as a whole when one
 * anchor displeases it and does not say which: then halves are tried, and a single comment that is refused
 * goes to its file instead. Returns the fingerprints that stand in the conversation as suggestions.
 */
export async function publishReview(
  publisher: ReviewPublisher,
  comments: readonly ReviewComment[],
): Promise<ReadonlySet<string>> {
  const inline = new Set(comments.map(({ fingerprint }) => fingerprint));
  for (const pause of [...pausesBeforeLooking, null]) {
    const missing = await notYetPosted(publisher, comments);
    try {
      await post(publisher, missing, inline);
      return inline;
    } catch (error) {
      publisher.guard.wrote();
      if (!isAmbiguous(error) || pause === null) throw error;
      await publisher.clock.sleep(pause);
    }
  }
  return inline;
}

async function notYetPosted(
  { guard, recent, pull, clock }: ReviewPublisher,
  comments: readonly ReviewComment[],
): Promise<readonly ReviewComment[]> {
  const { repository, number } = pull;
  let { comments: posted, complete } = await guard.current();
  if (recent.isBehind(repository, number, fingerprintsOf(posted), clock.now())) {
    await clock.sleep(pauseForReplicas);
    guard.wrote();
    ({ comments: posted, complete } = await guard.current());
  }
  const known = new Set([...fingerprintsOf(posted), ...recent.comments(repository, number)]);
  return complete ? comments.filter(({ fingerprint }) => !known.has(fingerprint)) : [];
}

const pauseForReplicas = 3_000;

const fingerprintsOf = (comments: readonly { readonly fingerprint: string }[]): ReadonlySet<string> =>
  new Set(comments.map(({ fingerprint }) => fingerprint));

/** Takes the comments that GitHub does not accept on their lines out of `inline`. */
async function post(
  publisher: ReviewPublisher,
  comments: readonly ReviewComment[],
  inline: Set<string>,
): Promise<void> {
  const [first, second] = comments;
  if (!first) return;
  try {
    await createReview(publisher, comments);
    return;
  } catch (error) {
    if (statusOf(error) !== 422) throw error;
  }
  if (!second) {
    inline.delete(first.fingerprint);
    await postOnFile(publisher, first);
    return;
  }
  const middle = Math.ceil(comments.length / 2);
  await post(publisher, comments.slice(0, middle), inline);
  await post(publisher, comments.slice(middle), inline);
}

async function createReview(
  { client, clock, pull, guard, recent }: ReviewPublisher,
  comments: readonly ReviewComment[],
): Promise<void> {
  await guard.current();
  await client.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {
    ...pull.repository,
    pull_number: pull.number,
    commit_id: pull.head,
    event: 'COMMENT',
    body: comments.length === 1 ? 'A suggestion from Portcullis.' : `${comments.length} suggestions from Portcullis.`,
    comments: comments.map(({ path, body, line, startLine }) => ({
      path,
      body,
      line,
      side: 'RIGHT',
      ...(startLine === null ? {} : { start_line: startLine, start_side: 'RIGHT' }),
    })),
  });
  guard.wrote();
  recent.rememberComments(pull.repository, pull.number, [...fingerprintsOf(comments)], clock.now());
}

async function postOnFile(
  { client, clock, pull, guard, recent }: ReviewPublisher,
  comment: ReviewComment,
): Promise<void> {
  const { path, body } = asFileComment(comment);
  await guard.current();
  try {
    await client.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/comments', {
      ...pull.repository,
      pull_number: pull.number,
      commit_id: pull.head,
      path,
      body,
      subject_type: 'file',
    });
    guard.wrote();
    recent.rememberComments(pull.repository, pull.number, [comment.fingerprint], clock.now());
  } catch (error) {
    // The annotation and the summary carry the finding in any case.
    if (statusOf(error) !== 422) throw error;
  }
}
