import { ask } from '../client/graphql.ts';
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
  readonly nodes: readonly { readonly checkRuns: { readonly nodes: readonly RunAnswer[] } | null }[];
}

interface RunAnswer {
  readonly externalId: string | null;
  readonly status: string;
}

const query = `query BasePulls($owner: String!, $repo: String!, $branch: String!, $app: Int!) {
  repository(owner: $owner, name: $repo) {
    pullRequests(states: OPEN, baseRefName: $branch, first: ${mostPulls}, orderBy: { field: UPDATED_AT, direction: DESC }) { nodes {
      number headRefOid
      commits(last: 1) { nodes { commit { checkSuites(first: 2, filterBy: { appId: $app }) { nodes {
        checkRuns(first: 20, filterBy: { checkName: "${checkName}", appId: $app, checkType: ALL }) { nodes { externalId status } } } } } } } } } } }`;

/**
 * The open pull requests into a branch whose changes touch something of ours, as our runs on their heads say; also those
 * of which nothing is known yet: a review that is under way may have read the branch as it was.
 */
export async function pullsOfConcern(
  client: Client,
  app: number,
  repository: Repository,
  branch: string,
): Promise<readonly { readonly number: number; readonly head: string }[]> {
  const { repository: found } = await ask<Answer>(client, query, { ...repository, branch, app });
  return found.pullRequests.nodes
    .filter(({ commits }) => {
      const suites = commits.nodes.flatMap(({ commit }) => commit.checkSuites?.nodes ?? []);
      const runs = suites.flatMap(({ checkRuns }) => checkRuns?.nodes ?? []);
      return runs.length === 0 || runs.some(mayConcern);
    })
    .map(({ number, headRefOid }) => ({ number, head: headRefOid }));
}

function mayConcern({ externalId, status }: RunAnswer): boolean {
  return status !== 'COMPLETED' || isOfConcern(externalId);
}
