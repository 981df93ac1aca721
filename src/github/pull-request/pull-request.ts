import type { Client } from '../client/pace.ts';
import type { Repository } from '../model/repository.ts';
import type { Services } from '../job/services.ts';
import { askOrNull } from '../client/graphql.ts';
import { checkName, type OwnRun } from '../model/own-run.ts';
import { findOwnRuns } from '../check-runs/own-runs.ts';
import {
  authorField,
  authorOf,
  openPullsField,
  readOpenPulls,
  type Author,
  type AuthorAnswer,
  type HoldersOf,
  type OpenPullsAnswer,
} from './open-pulls.ts';

/** The state of a pull request at one moment. Read again before every write. */
export interface PullRequest {
  readonly repository: Repository;
  readonly number: number;
  readonly open: boolean;
  readonly draft: boolean;
  readonly head: string;
  readonly headBranch: string;
  /** `owner/name`; null when the fork was deleted. */
  readonly headRepository: string | null;
  /** Whether the head is in another repository, or in one that no longer exists. */
  readonly fork: boolean;
  /** The commit at the tip of the base branch now; the last one that GitHub knows where the branch is gone. */
  readonly base: string;
  readonly baseBranch: string;
  readonly changedFiles: number;
  readonly author: Author | null;
}

/**
 * The merge of head into base that GitHub makes in the background, to see whether there is one. It may be of
 * an older base: since 2026 GitHub makes a new one for a push to head, when the merge base changes, and after
 * 12 hours (https://github.blog/changelog/2026-02-19-changes-to-test-merge-commit-generation-for-pull-requests).
 */
export interface TestMerge {
  readonly mergeable: 'MERGEABLE' | 'CONFLICTING' | 'UNKNOWN';
  /** Null while none was made. */
  readonly commit: string | null;
  readonly parents: readonly string[];
}

/** A pull request with what its merge would be. */
export interface PullToReview extends PullRequest {
  readonly testMerge: TestMerge;
}

/** Whether a test merge is of just these commits. */
export function isMergeOf(
  merge: TestMerge,
  base: string,
  head: string,
): merge is TestMerge & { readonly commit: string } {
  const { commit, parents } = merge;
  return commit !== null && parents.length === 2 && parents[0] === base && parents[1] === head;
}

/** An answer that holds `pullFields`. */
export interface PullAnswer {
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  readonly isDraft: boolean;
  readonly changedFiles: number;
  readonly headRefOid: string;
  readonly headRefName: string;
  readonly headRepository: { readonly nameWithOwner: string } | null;
  readonly isCrossRepository: boolean;
  /** The base branch when GitHub last looked, which may be long ago. */
  readonly baseRefOid: string;
  readonly baseRef: { readonly target: { readonly oid: string } | null } | null;
  readonly baseRefName: string;
  readonly author: AuthorAnswer;
}

interface MergeAnswer {
  readonly mergeable: TestMerge['mergeable'];
  readonly potentialMergeCommit: {
    readonly oid: string;
    readonly parents: { readonly nodes: readonly { readonly oid: string }[] };
  } | null;
}

interface CommitAnswer {
  readonly checkSuites?: {
    readonly nodes: readonly { readonly checkRuns: { readonly totalCount: number } | null }[];
  } | null;
}

/** The fields of a pull request that `pullRequestOf` reads. */
export const pullFields = `state isDraft changedFiles headRefOid headRefName headRepository { nameWithOwner } isCrossRepository baseRefOid baseRef { target { oid } } baseRefName ${authorField}`;

const mergeFields = 'mergeable potentialMergeCommit { oid parents(first: 3) { nodes { oid } } }';

// The ids of check runs have outgrown GraphQL's Int, so it is asked only whether there are any.
const pullQuery = `query Pull($owner: String!, $repo: String!, $number: Int!, $head: GitObjectID, $app: Int!, $withRuns: Boolean!, $after: String) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) { ${pullFields} ${mergeFields} }
    ${openPullsField}
    object(oid: $head) @include(if: $withRuns) { ... on Commit { checkSuites(first: 20, filterBy: { appId: $app }) { nodes {
      checkRuns(filterBy: { checkName: "${checkName}", appId: $app, checkType: ALL }) { totalCount } } } } } } }`;

/** A pull request, our check runs on its head, and who else may have a head. */
export interface PullState {
  readonly pull: PullToReview;
  readonly runs: readonly OwnRun[];
  readonly holdersOf: HoldersOf;
}

/**
 * Reads a pull request and our check runs on its head, in one request when `expectedHead` (from the
 * event) is still the head and has none. Null when the pull request does not exist or is hidden from us.
 */
export async function readPullRequest(
  services: Pick<Services, 'client' | 'app' | 'caches'>,
  repository: Repository,
  number: number,
  expectedHead: string | null,
): Promise<PullState | null> {
  const { client, app, caches } = services;
  const variables = { ...repository, number, app, head: expectedHead, withRuns: expectedHead !== null };
  const answer = await askOrNull<{
    repository: OpenPullsAnswer & { pullRequest: PullAnswer & MergeAnswer; object?: CommitAnswer | null };
  }>(client, pullQuery, variables);
  if (!answer) return null;
  const pull = pullToReviewOf(repository, number, answer.repository.pullRequest);
  const suites = answer.repository.object?.checkSuites?.nodes ?? [];
  const none = pull.head === expectedHead && suites.every(({ checkRuns }) => !checkRuns?.totalCount);
  const known = none
    ? caches.recent.withRuns(repository, pull.head, [])
    : await findOwnRuns(services, repository, pull.head);
  return { pull, runs: known, holdersOf: await readOpenPulls(client, repository, answer.repository) };
}

/** Turns an answer that holds `pullFields` into a pull request. */
export function pullRequestOf(repository: Repository, number: number, answer: PullAnswer): PullRequest {
  return {
    repository,
    number,
    open: answer.state === 'OPEN',
    draft: answer.isDraft,
    head: answer.headRefOid,
    headBranch: answer.headRefName,
    headRepository: answer.headRepository?.nameWithOwner ?? null,
    fork: answer.isCrossRepository || answer.headRepository === null,
    base: answer.baseRef?.target?.oid ?? answer.baseRefOid,
    baseBranch: answer.baseRefName,
    changedFiles: answer.changedFiles,
    author: authorOf(answer.author),
  };
}

function pullToReviewOf(repository: Repository, number: number, answer: PullAnswer & MergeAnswer): PullToReview {
  const { mergeable, potentialMergeCommit } = answer;
  const commit = potentialMergeCommit?.oid ?? null;
  const parents = potentialMergeCommit?.parents.nodes.map(({ oid }) => oid) ?? [];
  return { ...pullRequestOf(repository, number, answer), testMerge: { mergeable, commit, parents } };
}

/** The pull request alone, for whoever has no check runs. Null when it does not exist or is hidden. */
export async function readPull(client: Client, repository: Repository, number: number): Promise<PullToReview | null> {
  const query = `query OnePull($owner: String!, $repo: String!, $number: Int!) {
    repository(owner: $owner, name: $repo) { pullRequest(number: $number) { ${pullFields} ${mergeFields} } } }`;
  const answer = await askOrNull<{ repository: { pullRequest: PullAnswer & MergeAnswer } }>(client, query, {
    ...repository,
    number,
  });
  return answer && pullToReviewOf(repository, number, answer.repository.pullRequest);
}
