import type { Services } from '../job/services.ts';
import type { PushToBase } from '../model/job.ts';
import { compareCommits } from '../pull-request/changed-files.ts';
import type { PullRequest } from '../pull-request/pull-request.ts';

/**
 * Whether the base branch of a pull request is told to end before the newest of the pushes, as a replica does that lags.
 * Asks nothing where it ends with that push; after a later one it is asked once how the two commits lie.
 */
export async function isBehindPush(
  services: Pick<Services, 'client' | 'clock' | 'attempt'>,
  { repository, base, baseBranch }: PullRequest,
  all: readonly PushToBase[],
): Promise<boolean> {
  const pushes = all.filter(({ branch }) => branch === baseBranch);
  const newest = pushes.at(-1);
  if (!newest || newest.is === base) return false;
  // A forced push may go back behind what was there.
  if (pushes.some(({ was }) => was === base)) return true;
  const { mergeBase } = await compareCommits(services, repository, base, newest.is);
  return mergeBase === base;
}
