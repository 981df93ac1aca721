import { configPath, type Config } from '../../config/config.ts';
import { isRelevantPath } from '../../review/relevant-paths.ts';
import { ReviewStopped } from '../../session/reviewer.ts';
import { loadSources } from '../../source/load.ts';
import { packTrees } from '../../source/packed-trees.ts';
import type { Tree } from '../../source/tree.ts';
import { CannotReview, NotYetKnown, statusOf } from '../client/failure.ts';
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
  return pulls.length > 0 && (await mayConcern(services, push)) ? pulls : [];
}

/** What nobody can tell may be. */
async function mayConcern(services: Services, push: PushedBranch): Promise<boolean> {
  try {
    return await isOfConcern(services, push);
  } catch (error) {
    if (error instanceof ReviewStopped || error instanceof CannotReview) return true;
    throw error;
  }
}

async function isOfConcern(services: Services, { repository, branch, before, after }: PushedBranch): Promise<boolean> {
  const { clock, caches } = services;
  const [was, is] = [before, after].map((commit) => commitTree(readerOf(services), repository, commit)) as [Tree, Tree];
  const now = await oidsOf(is);
  if (now === null) throw new NotYetKnown('a commit that was pushed');
  const config = configOf(await configurationAt(services, repository, after, is));
  if (config.baseUpdates === 'ignore') return false;
  const then = await oidsOf(was);
  // A commit that a forced push left behind may be gone, and what it held is not known.
  if (then === null) return true;
  const changed = [...new Set([...then.keys(), ...now.keys()])].filter((path) => then.get(path) !== now.get(path));
  if (changed.some((path) => isSetting(config, path))) return true;
  if (!changed.some(isRelevantPath)) return false;
  const base = await loadSources(was, caches.texts, isRelevantPath);
  const head = await loadSources(is, caches.texts, isRelevantPath, base);
  const about = { config, failOn: null, today: today(clock), branch, configUsable: null };
  return await withSession(services, async (session) => {
    const { relevant } = await session.ask('review', { trees: packTrees([base, head]), ...about });
    return relevant;
  });
}

/** What a review is judged by, besides the two trees. */
function isSetting({ clusters }: Config, path: string): boolean {
  const isInventory = clusters.some(({ inventory }) => inventory?.kind === 'file' && inventory.path === path);
  return path === configPath || isInventory;
}

/** What stands at each path; null where GitHub does not have the commit. */
async function oidsOf(tree: Tree): Promise<ReadonlyMap<string, string | null> | null> {
  try {
    return new Map((await tree.list()).map(({ path, oid }) => [path, oid]));
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}
