import type { TreeEntry } from '../../source/tree.ts';
import type { Clock } from '../client/clock.ts';
import { CannotReview, NotYetKnown, statusOf } from '../client/failure.ts';
import type { Client } from '../client/pace.ts';
import type { Repository } from '../model/repository.ts';

/** So many requests we spend on one commit whose tree GitHub does not list in one answer. */
const mostRequests = 300;

/** Waits for a commit that was pushed a moment ago and that GitHub's replicas do not all have yet. */
const pausesForNewCommit = [1_000, 3_000];

interface GitHubEntry {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly size?: number | undefined;
}

interface Listing {
  readonly entries: readonly GitHubEntry[];
  readonly truncated: boolean;
}

/**
 * Every path of a commit, in one request where GitHub can (up to 100,000 entries or 7 MB), else directory by
 * directory. Asked of the base repository by SHA: it also knows the commits of its forks, deleted ones included.
 */
export async function listTree(
  client: Client,
  repository: Repository,
  commit: string,
  clock: Clock,
): Promise<readonly TreeEntry[]> {
  const whole = await patiently(clock, async () => await fetchTree(client, repository, commit, true));
  if (!whole.truncated) return whole.entries.filter(isLeaf).map((entry) => treeEntry(entry, ''));
  const entries: TreeEntry[] = [];
  const waiting: { readonly sha: string; readonly prefix: string }[] = [{ sha: commit, prefix: '' }];
  let requests = 1;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    requests += 2;
    if (requests > mostRequests)
      throw new CannotReview(`the tree is too large: GitHub needs more than ${mostRequests} requests to list it`);
    const { sha, prefix } = next;
    // The root is known to be too large; anything below may still fit in one answer.
    const below = prefix === '' ? null : await fetchTree(client, repository, sha, true);
    const listing = below && !below.truncated ? below : await fetchTree(client, repository, sha, false);
    if (listing.truncated) throw new CannotReview(`the directory ${prefix || '/'} is too large for GitHub to list`);
    for (const entry of listing.entries) {
      if (isLeaf(entry)) entries.push(treeEntry(entry, prefix));
      else if (listing !== below) waiting.push({ sha: entry.sha, prefix: `${prefix}${entry.path}/` });
    }
  }
  return entries.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

async function fetchTree(client: Client, repository: Repository, sha: string, recursive: boolean): Promise<Listing> {
  const { data } = await client.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', {
    ...repository,
    tree_sha: sha,
    ...(recursive ? { recursive: '1' } : {}),
  });
  return { entries: data.tree, truncated: data.truncated };
}

async function patiently<T>(clock: Clock, read: () => Promise<T>): Promise<T> {
  for (const pause of pausesForNewCommit) {
    try {
      return await read();
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
      await clock.sleep(pause);
    }
  }
  try {
    return await read();
  } catch (error) {
    throw statusOf(error) === 404 ? new NotYetKnown('a commit') : error;
  }
}

function isLeaf(entry: GitHubEntry): boolean {
  return entry.type !== 'tree';
}

function treeEntry(entry: GitHubEntry, prefix: string): TreeEntry {
  const kind = entry.mode === '120000' ? 'symlink' : entry.type === 'commit' ? 'submodule' : 'file';
  return { path: prefix + entry.path, kind, oid: entry.sha, size: entry.size ?? null };
}
