import { fingerprintIn } from '../../report/review-comments.ts';
import { askOrNull } from '../client/graphql.ts';
import type { Client } from '../client/pace.ts';
import { pullFields, pullRequestOf, type PullAnswer, type PullRequest } from './pull-request.ts';
import type { Repository } from '../model/repository.ts';

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
      readonly author: { readonly type: string; readonly login: string } | null;
      readonly isMinimized: boolean;
    }[];
  };
}

interface Answer {
  readonly viewer: { readonly login: string };
  readonly repository: {
    readonly pullRequest: PullAnswer & {
      readonly reviewThreads: {
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
        readonly nodes: readonly ThreadAnswer[];
      };
    };
  };
}

const query = `query Threads($owner: String!, $repo: String!, $number: Int!, $after: String) {
  viewer { login }
  repository(owner: $owner, name: $repo) { pullRequest(number: $number) { ${pullFields}
    reviewThreads(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { isResolved isOutdated
      comments(first: 1) { totalCount nodes { id body viewerDidAuthor isMinimized author { type: __typename login } } } } } } } }`;

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
    const answer: Answer | null = await askOrNull(client, query, { ...repository, number, after });
    if (!answer) return null;
    const pull: Answer['repository']['pullRequest'] = answer.repository.pullRequest;
    comments.push(...pull.reviewThreads.nodes.flatMap((thread) => ownComment(thread, answer.viewer.login)));
    const { hasNextPage, endCursor } = pull.reviewThreads.pageInfo;
    if (!hasNextPage || page === mostPages) {
      return { pull: pullRequestOf(repository, number, pull), comments, complete: !hasNextPage };
    }
    after = endCursor;
  }
}

function ownComment({ isResolved, isOutdated, comments }: ThreadAnswer, viewer: string): readonly OwnComment[] {
  const first = comments.nodes[0];
  if (!first) return [];
  // The account of an app is a Bot, which nobody else can be; its login has the suffix in some places only.
  const byApp = first.author?.type === 'Bot' && bare(first.author.login) === bare(viewer);
  const fingerprint = first.viewerDidAuthor || byApp ? fingerprintIn(first.body) : null;
  if (fingerprint === null) return [];
  const { id, body, isMinimized } = first;
  const answered = comments.totalCount > 1;
  return [{ fingerprint, id, body, minimized: isMinimized, outdated: isOutdated, resolved: isResolved, answered }];
}

const bare = (login: string): string => login.replace(/\[bot\]$/, '');
