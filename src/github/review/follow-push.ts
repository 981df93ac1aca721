import { isRelevantPath } from '../../review/relevant-paths.ts';
import { loadSources } from '../../source/load.ts';
import { packTrees } from '../../source/packed-trees.ts';
import type { Tree } from '../../source/tree.ts';
import { statusOf } from '../client/failure.ts';
import { configOf } from '../job/configuration.ts';
import { today, type Services } from '../job/services.ts';
import type { Repository } from '../model/repository.ts';
import { pullsOfConcern } from '../pull-request/base-pulls.ts';
import { commitTree } from '../tree/commit-tree.ts';
import { configurationAt, withSession } from './examine.ts';
import { readerOf } from './judged-trees.ts';

/** A branch that moved. */
export interface PushedBranch {
  readonly repository: Repository;
  readonly branch: string;
  readonly before: string;
  readonly after: string;
}

/**
 * The open pull requests to review again because their base branch moved: where both the push and they touch
 * something of ours. Asks one question where no pull request does.
 */
export async function pullsToFollow(
  services: Services,
  push: PushedBranch,
): Promise<readonly { readonly number: number; readonly head: string }[]> {
  const { client, app } = services;
  const pulls = await pullsOfConcern(client, app, push.repository, push.branch);
  return pulls.length > 0 && (await isOfConcern(services, push)) ? pulls : [];
}

async function isOfConcern(services: Services, { repository, branch, before, after }: PushedBranch): Promise<boolean> {
  const { clock, caches } = services;
  const [was, is] = [before, after].map((commit) => commitTree(readerOf(services), repository, commit)) as [Tree, Tree];
  const config = configOf(await configurationAt(services, repository, after, is));
  if (config.baseUpdates === 'ignore' || !(await mayConcern(was, is))) return false;
  const base = await loadSources(was, caches.texts, isRelevantPath);
  const head = await loadSources(is, caches.texts, isRelevantPath, base);
  const about = { config, failOn: null, today: today(clock), branch, configUsable: null };
  return await withSession(services, async (session) => {
    const { relevant } = await session.ask('review', { trees: packTrees([base, head]), ...about });
    return relevant;
  });
}

/** Whether a file changed that a review would read. A commit that a forced push left behind may be gone. */
async function mayConcern(was: Tree, is: Tree): Promise<boolean> {
  try {
    const oids = new Map((await was.list()).map(({ path, oid }) => [path, oid]));
    const now = new Map((await is.list()).map(({ path, oid }) => [path, oid]));
    return [...new Set([...oids.keys(), ...now.keys()])].some(
      (path) => isRelevantPath(path) && oids.get(path) !== now.get(path),
    );
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw error;
  }
}
