import { CannotReview } from '../client/failure.ts';
import { mayWrite } from '../job/permission.ts';
import type { Services } from '../job/services.ts';
import { shortHash } from '../model/external-id.ts';
import { readPull, type Author, type PullToReview } from '../pull-request/pull-request.ts';
import type { Repository } from '../model/repository.ts';

/** So many pull requests with one head are read, and so many of them judged. */
const mostRead = 30;
const mostJudged = 5;

/**
 * The open pull requests that have one head, the one under review first: GitHub shows the newest check run of a
 * commit on all of them, so they share it.
 */
export async function readHolders(
  { client }: Services,
  pull: PullToReview,
  others: readonly number[],
): Promise<readonly PullToReview[]> {
  const found = [pull];
  for (const number of others.slice(0, mostRead)) {
    const other = await readPull(client, pull.repository, number);
    if (other?.open === true && other.head === pull.head) found.push(other);
  }
  return found;
}

/** What a run judged: the base branch, or, where several pull requests share it, which they are. */
export function judgedHash(holders: readonly PullToReview[]): string {
  const [first] = holders;
  if (holders.length === 1 && first) return shortHash(first.baseBranch);
  const sorted = holders.toSorted((a, b) => a.number - b.number);
  return shortHash(JSON.stringify(sorted.map(({ number, baseBranch, draft }) => [number, baseBranch, draft])));
}

/** Which pull requests are judged, and which of them decide. */
export interface JudgedPulls {
  readonly counting: readonly PullToReview[];
  /** Those of authors who may not write, where others may: a stranger turns nothing red, and nothing green. */
  readonly apart: readonly PullToReview[];
}

/** Who decides the conclusion of a shared check run. */
export async function judgedPulls(services: Services, holders: readonly PullToReview[]): Promise<JudgedPulls> {
  if (holders.length === 1) return { counting: holders, apart: [] };
  const byWriters: PullToReview[] = [];
  for (const holder of holders) if (await isWriter(services, holder.repository, holder.author)) byWriters.push(holder);
  const counting = byWriters.length > 0 ? byWriters : holders;
  if (counting.length > mostJudged || holders.length > mostRead) throw tooMany();
  const apart = holders.filter((holder) => !counting.includes(holder));
  return { counting, apart: apart.slice(0, mostJudged - counting.length) };
}

async function isWriter(services: Services, repository: Repository, author: Author | null): Promise<boolean> {
  if (author === null) return false;
  return author.isApp || (await mayWrite(services, repository, author.login));
}

function tooMany(): CannotReview {
  return new CannotReview(
    `more than ${mostJudged} open pull requests have this commit as their head, and all of them share this check. Close some of them, or push a commit of its own to each`,
  );
}
