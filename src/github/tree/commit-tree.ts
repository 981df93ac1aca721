import { tooLarge } from '../../source/decode.ts';
import { limits } from '../../source/limits.ts';
import type { Tree, TreeEntry } from '../../source/tree.ts';
import type { Unread, WhyUnread } from '../../source/unread.ts';
import { readBlobs } from './blobs.ts';
import type { Clock } from '../client/clock.ts';
import type { Client } from '../client/pace.ts';
import type { RecentlyUsed } from '../../source/recently-used.ts';
import type { Repository } from '../model/repository.ts';
import { listTree } from './tree-listing.ts';

/** The listings of commits, by repository and commit id, which names them for ever. */
export type ListingCache = RecentlyUsed<readonly TreeEntry[]>;

/** What commits are read with. */
export interface CommitReader {
  readonly client: Client;
  readonly clock: Clock;
  readonly listings: ListingCache;
}

/**
 * A commit as a `Tree`, read through the base repository by id, so that forks (private, renamed or
 * deleted) need no access of their own. A commit costs one request to list where GitHub lists it in one
 * answer, and one for each hundred blobs that are asked for.
 */
export function commitTree(reader: CommitReader, repository: Repository, commit: string): Tree {
  let listed: Promise<ReadonlyMap<string, TreeEntry>> | undefined;
  const entries = async (): Promise<ReadonlyMap<string, TreeEntry>> => {
    listed ??= listing(reader, repository, commit).then((list) => new Map(list.map((entry) => [entry.path, entry])));
    return await listed;
  };
  return {
    list: async () => [...(await entries()).values()],
    read: async (paths) => {
      const known = await entries();
      const answers = new Map<string, Uint8Array | Unread>();
      const files: TreeEntry[] = [];
      for (const path of paths) {
        const entry = known.get(path);
        const why = whyNotRead(entry);
        if (why !== null) answers.set(path, { path, ...why });
        else if (entry) files.push(entry);
      }
      const wanted = files.flatMap(({ oid, size }) => (oid === null ? [] : [{ oid, size }]));
      const blobs = await readBlobs(reader.client, repository, wanted);
      for (const { path, oid } of files)
        answers.set(path, blobs.get(oid ?? '') ?? { path, cause: 'unavailable', reason: 'is not given out by GitHub' });
      return answers;
    },
  };
}

async function listing(reader: CommitReader, repository: Repository, commit: string): Promise<readonly TreeEntry[]> {
  const key = `${repository.owner}/${repository.repo}/${commit}`;
  const cached = reader.listings.get(key);
  if (cached) return cached;
  const list = await listTree(reader.client, repository, commit, reader.clock);
  reader.listings.set(key, list);
  return list;
}

/** Larger files are not fetched: the parser would refuse them. */
function whyNotRead(entry: TreeEntry | undefined): WhyUnread | null {
  if (!entry) return { cause: 'missing', reason: 'is not in this commit' };
  if (entry.kind === 'directory') return { cause: 'not-listed', reason: 'is a folder that could not be listed' };
  // The blob of a link says where it leads.
  if (entry.kind === 'symlink') return null;
  if (entry.kind !== 'file') return { cause: entry.kind, reason: `is a ${entry.kind}` };
  return entry.size !== null && entry.size > limits.fileBytes ? { cause: 'too-large', reason: tooLarge } : null;
}
