import { ask } from '../client/graphql.ts';
import type { Client } from '../client/pace.ts';
import type { Repository } from '../model/repository.ts';

/** Who opened a pull request; null in its place for an account that is gone. */
export interface Author {
  readonly login: string;
  /** Whether it is an app, which has no permissions of a collaborator. */
  readonly isApp: boolean;
}

/** An open pull request, as the list of them shows it. */
export interface Holder {
  readonly number: number;
  readonly author: Author | null;
}

/** What `authorField` answers. */
export type AuthorAnswer = { readonly type: string; readonly login: string } | null;

export const authorField = 'author { type: __typename login }';

export function authorOf(answer: AuthorAnswer): Author | null {
  return answer && { login: answer.login, isApp: answer.type === 'Bot' };
}

/** The open pull requests of a repository, a hundred in a page, those that changed last first. */
export const openPullsField = `pullRequests(states: OPEN, first: 100, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
    pageInfo { hasNextPage endCursor } nodes { number headRefOid ${authorField} } }`;

/** An answer that holds `openPullsField`. */
export interface OpenPullsAnswer {
  readonly pullRequests: {
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly nodes: readonly { readonly number: number; readonly headRefOid: string; readonly author: AuthorAnswer }[];
  };
}

/** So many pages are read: whoever opens many pull requests must not push another one out of sight. */
const mostPages = 10;

const query = `query OpenPulls($owner: String!, $repo: String!, $after: String) {
  repository(owner: $owner, name: $repo) { ${openPullsField} } }`;

/** Which open pull requests have a head, the lowest number first. */
export type HoldersOf = (head: string) => readonly Holder[];

/** Reads on from the first page, where there is one, and tells who has which head. */
export async function readOpenPulls(
  client: Client,
  repository: Repository,
  first: OpenPullsAnswer | null = null,
): Promise<HoldersOf> {
  const nodes = [...(first?.pullRequests.nodes ?? [])];
  let next = first?.pullRequests.pageInfo ?? { hasNextPage: true, endCursor: null };
  for (let page = first === null ? 0 : 1; next.hasNextPage && page < mostPages; page += 1) {
    const after = next.endCursor;
    const answer: { readonly repository: OpenPullsAnswer } = await ask(client, query, { ...repository, after });
    nodes.push(...answer.repository.pullRequests.nodes);
    next = answer.repository.pullRequests.pageInfo;
  }
  // One that changes between two pages is on both.
  const byNumber = new Map(nodes.map((node) => [node.number, node]));
  const sorted = [...byNumber.values()].toSorted((a, b) => a.number - b.number);
  return (head) =>
    sorted
      .filter(({ headRefOid }) => headRefOid === head)
      .map(({ number, author }) => ({ number, author: authorOf(author) }));
}
