import { fingerprintIn } from '../report/review-comments.ts';
import type { Client } from './pace.ts';
import { pullFields, pullRequestOf, type PullAnswer, type PullRequest } from './pull-request.ts';
import type { Repository } from './repository.ts';

/** A review comment of ours that carries a fingerprint. */
export interface OwnComment {
  readonly fingerprint: string;
  /** GraphQL's id, for editing and minimising. */
  readonly id: string;
  readonly body: string;
  readonly minimized: boolean;
  /** Its lines are no longer in the diff. */
  readonly outdated: boolean;
  readonly resolved: boolean;
  /** Whether somebody answered it. */
  readonly answered: boolean;
}

interface ThreadAnswer {
  readonly isResolved: boolean;
  readonly isOutdated: boolean;
  readonly comments: {
    readonly totalCount: number;
    readonly nodes: readonly {
      readonly id: string;
      readonly body: string;
      readonly viewerDidAuthor: boolean;
      readonly isMinimized: boolean;
    }[];
  };
}

type Answer = PullAnswer & {
  readonly reviewThreads: {
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly nodes: readonly ThreadAnswer[];
  };
};

const query = `query Threads($owner: String!, $repo: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $repo) { pullRequest(number: $number) { ${pullFields}
    reviewThreads(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { isResolved isOutdated
      comments(first: 1) { totalCount nodes { id body viewerDidAuthor isMinimized } } } } } } }`;

/** So many pages of threads are looked through; a pull request with more is one where another comment helps nobody. */
const mostPages = 20;

/** The pull request as it is now, and what we said about it: read before anything is written. */
export interface Conversation {
  readonly pull: PullRequest;
  readonly comments: readonly OwnComment[];
  /** False when there were more threads than we look through. */
  readonly complete: boolean;
}

/** Null when the pull request is gone. */
export async function readConversation(
  client: Client,
  repository: Repository,
  number: number,
): Promise<Conversation | null> {
  const comments: OwnComment[] = [];
  let after: string | null = null;
  for (let page = 1; ; page += 1) {
    const answer: { repository: { pullRequest: Answer | null } | null } = await client.graphql(query, {
      ...repository,
      number,
      after,
    });
    const pull = answer.repository?.pullRequest;
    if (!pull) return null;
    comments.push(...pull.reviewThreads.nodes.flatMap(ownComment));
    const { hasNextPage, endCursor } = pull.reviewThreads.pageInfo;
    if (!hasNextPage || page === mostPages) {
      return { pull: pullRequestOf(repository, number, pull), comments, complete: !hasNextPage };
    }
    after = endCursor;
  }
}

function ownComment({ isResolved, isOutdated, comments }: ThreadAnswer): readonly OwnComment[] {
  const first = comments.nodes[0];
  const fingerprint = first?.viewerDidAuthor ? fingerprintIn(first.body) : null;
  if (!first || fingerprint === null) return [];
  const { id, body, isMinimized } = first;
  const answered = comments.totalCount > 1;
  return [{ fingerprint, id, body, minimized: isMinimized, outdated: isOutdated, resolved: isResolved, answered }];
}
