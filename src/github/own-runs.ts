import { readExternalId, type RunSubject } from './external-id.ts';
import type { Repository } from './repository.ts';
import type { Services } from './services.ts';

/** The name of our check run, which branch protection rules refer to. */
export const checkName = 'Portcullis';

/** One of our check runs on a commit. */
export interface OwnRun {
  readonly id: number;
  readonly completed: boolean;
  /** Null while it is not completed. */
  readonly conclusion: string | null;
  /** Null for a run whose `external_id` is not ours to read. */
  readonly subject: RunSubject | null;
  /** The text GitHub stores for `subject`. */
  readonly externalId: string;
  /** How many annotations GitHub has already; they can only be added to. */
  readonly annotations: number;
}

/** Our check runs on a commit, oldest first. */
export async function findOwnRuns(
  { client, app, caches }: Pick<Services, 'client' | 'app' | 'caches'>,
  repository: Repository,
  head: string,
): Promise<readonly OwnRun[]> {
  const { data } = await client.request('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
    ...repository,
    ref: head,
    check_name: checkName,
    app_id: app,
    filter: 'all',
    per_page: 100,
  });
  const listed = data.check_runs.map((run) => ({
    id: Number(run.id),
    completed: run.status === 'completed',
    conclusion: run.conclusion,
    subject: readExternalId(run.external_id),
    externalId: run.external_id ?? '',
    annotations: run.output.annotations_count,
  }));
  return caches.recent.withRuns(repository, head, listed);
}

/** A completed run that answers the question; a cancelled or skipped one, or one that went stale, does not. */
export function isFinal({ completed, conclusion }: OwnRun): boolean {
  return completed && conclusion !== 'cancelled' && conclusion !== 'skipped' && conclusion !== 'stale';
}
