import type { ChangedFile } from '../../report/shown-lines.ts';
import { isAmbiguous, NotYetKnown, statusOf } from '../client/failure.ts';
import type { Client } from '../client/pace.ts';
import type { Services } from '../job/services.ts';
import type { PullRequest } from './pull-request.ts';
import type { Repository } from '../model/repository.ts';

/** What the change is compared with, and the files GitHub lists for it. */
export interface Comparison {
  /** The commit that base and head have in common; null where they have none. */
  readonly mergeBase: string | null;
  readonly files: readonly ChangedFile[];
}

/** GitHub lists so many files in a comparison, and so many of a pull request. */
export const mostInComparison = 300;
export const mostListedFiles = 3_000;

/** Waits for a commit that was pushed a moment ago. */
const pausesForNewCommit = [1_000, 3_000];

/**
 * Compares base and head through the base repository; a base may be a branch. GitHub answers the same of commits that have no
 * history in common and of one that it does not know yet: it is asked again, by later attempts too.
 */
export async function compareCommits(
  { client, clock, attempt }: Pick<Services, 'client' | 'clock' | 'attempt'>,
  repository: Repository,
  base: string,
  head: string,
): Promise<Comparison> {
  for (const pause of [...pausesForNewCommit, null]) {
    try {
      return await compareOrWithoutDiff(client, repository, `${base}...${head}`);
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
    }
    if (pause !== null) await clock.sleep(pause);
  }
  if (attempt === 'retryable') throw new NotYetKnown('a commit');
  return { mergeBase: null, files: [] };
}

async function compareOrWithoutDiff(client: Client, repository: Repository, basehead: string): Promise<Comparison> {
  try {
    return await compare(client, repository, basehead, 1);
  } catch (error) {
    if (!isAmbiguous(error) && statusOf(error) !== 422) throw error;
    // The first page has the diff, which can be too much for GitHub; the second has none.
    return await compare(client, repository, basehead, 2);
  }
}

async function compare(client: Client, repository: Repository, basehead: string, page: number): Promise<Comparison> {
  const { data } = await client.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
    ...repository,
    basehead,
    per_page: 1,
    page,
  });
  return { mergeBase: data.merge_base_commit.sha, files: (data.files ?? []).map(changedFile) };
}

/** The files of a pull request as GitHub lists them, all pages, up to its limit of 3,000. */
export async function listChangedFiles(
  client: Client,
  pull: PullRequest,
  comparison: Comparison,
): Promise<readonly ChangedFile[]> {
  if (pull.changedFiles <= mostInComparison && comparison.files.length >= pull.changedFiles) return comparison.files;
  const files: ChangedFile[] = [];
  for (let page = 1; files.length < Math.min(pull.changedFiles, mostListedFiles); page += 1) {
    const { data } = await client.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', {
      ...pull.repository,
      pull_number: pull.number,
      per_page: 100,
      page,
    });
    files.push(...data.map(changedFile));
    if (data.length < 100) break;
  }
  return files;
}

function changedFile({
  filename,
  patch,
}: {
  readonly filename: string;
  readonly patch?: string | undefined;
}): ChangedFile {
  return { path: filename, patch: patch ?? null };
}
