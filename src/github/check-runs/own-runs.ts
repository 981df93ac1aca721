import { readExternalId, readStopped } from '../model/external-id.ts';
import { checkName, type OwnRun } from '../model/own-run.ts';
import type { Repository } from '../model/repository.ts';
import type { Services } from '../job/services.ts';

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
    stopped: readStopped(run.external_id),
    externalId: run.external_id ?? '',
    annotations: run.output.annotations_count,
  }));
  return caches.recent.withRuns(repository, head, listed);
}
