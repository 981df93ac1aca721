import { askOrNull } from '../client/graphql.ts';
import type { Client } from '../client/pace.ts';
import { isOfConcern } from '../model/external-id.ts';
import { checkName } from '../model/own-run.ts';
import type { Repository } from '../model/repository.ts';

/** A push brings so many reviews at most, of the pull requests that changed last. */
const mostPulls = 20;

interface Answer {
  readonly repository: {
    readonly pullRequests: {
      readonly nodes: readonly {
        readonly number: number;
        readonly headRefOid: string;
        readonly commits: {
          readonly nodes: readonly { readonly commit: { readonly checkSuites: SuitesAnswer | null } }[];
        };
      }[];
    };
  };
}

interface SuitesAnswer {
  readonly nodes: readonly {
    readonly checkRuns: { readonly nodes: readonly { readonly externalId: string | null }[] } | null;
  }[];
}

const query = `query BasePulls($owner: String!, $repo: String!, $branch: String!, $app: Int!) {
  repository(owner: $owner, name: $repo) {
    pullRequests(states: OPEN, baseRefName: $branch, first: ${mostPulls}, orderBy: { field: UPDATED_AT, direction: DESC }) { nodes {
      number headRefOid
      commits(last: 1) { nodes { commit { checkSuites(first: 2, filterBy: { appId: $app }) { nodes {
        checkRuns(first: 20, filterBy: { checkName: "${checkName}", appId: $app, checkType: ALL }) { nodes { externalId } } } } } } } } } } }`;

/** The open pull requests into a branch whose changes touch something of ours, as our runs on their heads say. */
export async function pullsOfConcern(
  client: Client,
  app: number,
  repository: Repository,
  branch: string,
): Promise<readonly { readonly number: number; readonly head: string }[]> {
  const answer = await askOrNull<Answer>(client, query, { ...repository, branch, app });
  return (answer?.repository.pullRequests.nodes ?? [])
    .filter(({ commits }) =>
      commits.nodes
        .flatMap(({ commit }) => commit.checkSuites?.nodes ?? [])
        .flatMap(({ checkRuns }) => checkRuns?.nodes ?? [])
        .some(({ externalId }) => isOfConcern(externalId)),
    )
    .map(({ number, headRefOid }) => ({ number, head: headRefOid }));
}
