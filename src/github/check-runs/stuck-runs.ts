import type { Clock } from '../client/clock.ts';
import { readExternalId } from '../model/external-id.ts';
import { ask } from '../client/graphql.ts';
import type { Job } from '../model/job.ts';
import { checkName } from '../model/own-run.ts';
import type { Client } from '../client/pace.ts';

/** Longer than all attempts take together: five leases of half an hour, the longer of the two queues' leases. */
export const leastAgeOfStuckRun = 5 * 1_800_000;
/** A pull request nobody touched for a day was looked at by many sweeps before. */
const mostAgeOfPull = 24 * 3_600_000;
/** After so long no event of a pull request is still under way; of one that is older, none is missed any more. */
export const leastAgeWithoutRun = 30 * 60_000;
const mostAgeWithoutRun = 7 * 24 * 3_600_000;
/** Between two sweeps, in milliseconds; moves the part that is looked at. */
export const sweepEvery = 15 * 60_000;
/** Repositories in one page of GitHub's list, and in one query. */
const inPage = 100;
const inQuery = 25;
/** Pages of one installation in a sweep, which are 16 requests at most; larger installations are looked at in turns. */
const mostPages = 3;

/** A review to be done because its check run was left open, or was never begun. */
export interface StuckRun {
  readonly job: Job;
  /** Names head and run, so that two sweeps ask for one review. */
  readonly id: string;
}

interface Listed {
  readonly id: number | bigint;
  readonly node_id: string;
  readonly name: string;
  readonly archived?: boolean;
  readonly owner: { readonly login: string };
}

interface RunAnswer {
  readonly id: string;
  readonly startedAt: string | null;
  readonly externalId: string | null;
}

interface SuiteAnswer {
  readonly all: { readonly totalCount: number } | null;
  readonly checkRuns: { readonly nodes: readonly RunAnswer[] } | null;
}

interface PullAnswer {
  readonly number: number;
  readonly updatedAt: string;
  readonly headRefOid: string;
  readonly commits: {
    readonly nodes: readonly {
      readonly commit: {
        readonly checkSuites: { readonly nodes: readonly SuiteAnswer[] } | null;
      };
    }[];
  };
}

interface Answer {
  readonly nodes: readonly ({ readonly pullRequests?: { readonly nodes: readonly PullAnswer[] } } | null)[];
}

// A run is named by its node id: the numbers have outgrown GraphQL's Int.
const query = `query StuckRuns($ids: [ID!]!, $app: Int!) {
  nodes(ids: $ids) { ... on Repository {
    pullRequests(states: OPEN, first: 10, orderBy: { field: UPDATED_AT, direction: DESC }) { nodes {
      number updatedAt headRefOid
      commits(last: 1) { nodes { commit { checkSuites(first: 2, filterBy: { appId: $app }) { nodes {
        all: checkRuns(filterBy: { checkName: "${checkName}", appId: $app, checkType: ALL }) { totalCount }
        checkRuns(first: 5, filterBy: { checkName: "${checkName}", appId: $app, checkType: ALL, statuses: [QUEUED, IN_PROGRESS] }) {
          nodes { id startedAt externalId } } } } } } } } } } } }`;

/**
 * The open pull requests of one installation whose check runs no attempt can still be working on, and those that have
 * none: while an installation is suspended, or before it is there, no event tells of them, and a required check waits.
 * `client` speaks for the installation.
 */
export async function* findStuckRuns(
  client: Client,
  clock: Clock,
  { installation, app }: { readonly installation: number; readonly app: number },
): AsyncGenerator<StuckRun> {
  for await (const listed of pagesInTurn(client, clock)) {
    const repositories = listed.filter(({ archived }) => archived !== true);
    for (let start = 0; start < repositories.length; start += inQuery) {
      const batch = repositories.slice(start, start + inQuery);
      const { nodes } = await ask<Answer>(client, query, { ids: batch.map(({ node_id: id }) => id), app });
      for (const [index, repository] of batch.entries()) {
        for (const pull of nodes[index]?.pullRequests?.nodes ?? [])
          yield* stuckOf(pull, jobFor(pull, repository, installation), clock.now());
      }
    }
  }
}

/** Which pages have their turn follows from the time, so that no sweep must remember what the one before did. */
async function* pagesInTurn(client: Client, clock: Clock): AsyncGenerator<readonly Listed[]> {
  const read = async (
    page: number,
  ): Promise<{ readonly total_count: number; readonly repositories: readonly Listed[] }> =>
    (await client.request('GET /installation/repositories', { per_page: inPage, page })).data;
  const first = await read(1);
  const pages = Math.ceil(first.total_count / inPage);
  const turn = Math.floor(clock.now() / sweepEvery) * mostPages;
  for (let step = 0; step < Math.min(pages, mostPages); step += 1) {
    const page = pages <= mostPages ? step : (turn + step) % pages;
    yield page === 0 ? first.repositories : (await read(page + 1)).repositories;
  }
}

function* stuckOf(
  pull: PullAnswer,
  found: (run: string, request: string) => StuckRun,
  now: number,
): Generator<StuckRun> {
  const suites = pull.commits.nodes.flatMap(({ commit }) => commit.checkSuites?.nodes ?? []);
  const age = now - Date.parse(pull.updatedAt);
  const isKnown =
    pull.commits.nodes.length > 0 && pull.commits.nodes.every(({ commit }) => commit.checkSuites !== null);
  if (isKnown && suites.every(({ all }) => all?.totalCount === 0)) {
    if (age >= leastAgeWithoutRun && age <= mostAgeWithoutRun) yield found('none', '');
    return;
  }
  if (age > mostAgeOfPull) return;
  for (const { id, startedAt, externalId } of suites.flatMap(({ checkRuns }) => checkRuns?.nodes ?? [])) {
    const subject = readExternalId(externalId);
    if (startedAt === null || now - Date.parse(startedAt) < leastAgeOfStuckRun) continue;
    // One commit may be the head of several pull requests, which share its run.
    if (subject?.kind === 'pull') yield found(id, subject.request);
  }
}

function jobFor(
  { number, headRefOid: head }: PullAnswer,
  { id, owner, name }: Listed,
  installation: number,
): (run: string, request: string) => StuckRun {
  return (run, request) => {
    const key = `sweep:${head}:${run}`;
    const repository = { owner: owner.login, repo: name };
    const target = { installation, repositoryId: Number(id), repository, delivery: key };
    return { id: key, job: { ...target, kind: 'pull', number, head, request, sender: null } };
  };
}
