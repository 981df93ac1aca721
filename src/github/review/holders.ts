import { CannotReview, NotYetKnown } from '../client/failure.ts';
import { mayWrite } from '../job/permission.ts';
import type { Services } from '../job/services.ts';
import { textHash } from '../model/external-id.ts';
import type { Repository } from '../model/repository.ts';
import type { Author, Holder } from '../pull-request/open-pulls.ts';
import { readPull, type PullToReview } from '../pull-request/pull-request.ts';

/** So many pull requests with one head are judged. */
const mostJudged = 5;
/** So many people are asked about; whoever has more accounts than that is not worth more requests. */
const mostAuthors = 30;

/** The open pull requests that have one head: GitHub shows the newest check run of a commit on all of them, so they share it. */
export interface Holders {
  /** The one under review first, then those that are judged. */
  readonly pulls: readonly [PullToReview, ...PullToReview[]];
  /** Those that decide. */
  readonly counting: readonly PullToReview[];
  /** Those of authors who may not write, where others may: a stranger turns nothing red, and nothing green. */
  readonly apart: readonly PullToReview[];
  /** How many of theirs are not even judged. */
  readonly passedOver: number;
  /** Why nobody can say which are to be judged; null where that is known. */
  readonly refusal: CannotReview | null;
  /** What a run judged: the base branch, or, where several pull requests share it, which they are. */
  readonly hash: string;
}

/** Finds out who decides the check run of a commit; only those that are judged are read whole. */
export async function readHolders(services: Services, pull: PullToReview, others: readonly Holder[]): Promise<Holders> {
  const chosen = await choose(services, [pull, ...others], pull.repository);
  if (chosen.refusal) return refused(pull, others, chosen.refusal);
  const read = new Map([[pull.number, pull]]);
  for (const { number } of [...chosen.counting, ...chosen.apart]) {
    if (read.has(number)) continue;
    const other = await readPull(services.client, pull.repository, number);
    const isSame = other?.open === true && other.head === pull.head;
    // One of the two answers is old, and nobody knows which.
    if (!isSame && services.attempt === 'retryable') throw new NotYetKnown(`pull request ${number}`);
    // It has changed since the list was made; who decides is another question then.
    if (other?.open !== true || other.head !== pull.head)
      return await readHolders(
        services,
        pull,
        others.filter((each) => each.number !== number),
      );
    read.set(number, other);
  }
  const found = (holders: readonly Holder[]): readonly PullToReview[] =>
    holders.flatMap(({ number }) => read.get(number) ?? []);
  const [counting, apart] = [found(chosen.counting), found(chosen.apart)];
  const rest = [...read.values()].filter((each) => each !== pull);
  return { ...chosen, pulls: [pull, ...rest], counting, apart, hash: hashOf([...counting, ...apart]) };
}

function refused(pull: PullToReview, others: readonly Holder[], refusal: CannotReview): Holders {
  const numbers = [pull, ...others].map(({ number }) => number).toSorted((a, b) => a - b);
  return { pulls: [pull], counting: [], apart: [], passedOver: 0, refusal, hash: textHash(JSON.stringify(numbers)) };
}

function hashOf(pulls: readonly PullToReview[]): string {
  const [first] = pulls;
  if (pulls.length === 1 && first) return textHash(first.baseBranch);
  const sorted = pulls.toSorted((a, b) => a.number - b.number);
  return textHash(JSON.stringify(sorted.map(({ number, baseBranch, draft }) => [number, baseBranch, draft])));
}

interface Chosen {
  readonly counting: readonly Holder[];
  readonly apart: readonly Holder[];
  readonly passedOver: number;
  readonly refusal: CannotReview | null;
}

async function choose(services: Services, holders: readonly Holder[], repository: Repository): Promise<Chosen> {
  if (holders.length === 1) return { counting: holders, apart: [], passedOver: 0, refusal: null };
  const authors = new Map(holders.map(({ author }) => [keyOf(author), author]));
  const refusal = (what: string): Chosen => ({ counting: [], apart: [], passedOver: 0, refusal: tooMany(what) });
  if (authors.size > mostAuthors) return refusal(`open pull requests of more than ${mostAuthors} people`);
  const writers = new Set<string>();
  for (const [key, author] of authors) if (await isWriter(services, repository, author)) writers.add(key);
  const byNumber = holders.toSorted((a, b) => a.number - b.number);
  const byWriters = byNumber.filter(({ author }) => writers.has(keyOf(author)));
  const counting = byWriters.length > 0 ? byWriters : byNumber;
  if (counting.length > mostJudged) return refusal(`more than ${mostJudged} open pull requests`);
  const strangers = byNumber.filter((each) => !counting.includes(each));
  const apart = strangers.slice(0, mostJudged - counting.length);
  return { counting, apart, passedOver: strangers.length - apart.length, refusal: null };
}

function keyOf(author: Author | null): string {
  return author === null ? '' : `${author.isApp ? 'app' : 'user'} ${author.login}`;
}

async function isWriter(services: Services, repository: Repository, author: Author | null): Promise<boolean> {
  if (author === null) return false;
  return author.isApp || (await mayWrite(services, repository, author.login));
}

function tooMany(what: string): CannotReview {
  return new CannotReview(
    `${what} have this commit as their head, and all of them share this check. Close some of them, or push a commit of its own to each`,
  );
}
