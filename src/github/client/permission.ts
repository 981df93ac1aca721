import { statusOf } from './failure.ts';
import type { Client } from './pace.ts';
import type { Repository } from '../model/repository.ts';

/** Whether somebody may push to the repository now; not whether they could when an event was sent. */
export async function mayWrite(client: Client, repository: Repository, username: string): Promise<boolean> {
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
