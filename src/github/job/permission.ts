import { statusOf } from '../client/failure.ts';
import type { Repository } from '../model/repository.ts';
import { nameOf } from '../model/repository.ts';
import type { Services } from './services.ts';

/** Milliseconds for which somebody who may not write is not asked about again: anybody can send commands. */
const rememberedFor = 10 * 60_000;

/** Whether somebody may push to the repository now; not whether they could when an event was sent. */
export async function mayWrite(
  { client, clock, caches }: Pick<Services, 'client' | 'clock' | 'caches'>,
  repository: Repository,
  username: string,
): Promise<boolean> {
  const key = `${nameOf(repository)} ${username}`;
  if ((caches.strangers.get(key) ?? 0) > clock.now()) return false;
  const may = await ask({ client }, repository, username);
  if (!may) caches.strangers.set(key, clock.now() + rememberedFor);
  return may;
}

async function ask({ client }: Pick<Services, 'client'>, repository: Repository, username: string): Promise<boolean> {
  try {
    const { data } = await client.request('GET /repos/{owner}/{repo}/collaborators/{username}/permission', {
      ...repository,
      username,
    });
    return data.permission === 'admin' || data.permission === 'write';
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw error;
  }
}
