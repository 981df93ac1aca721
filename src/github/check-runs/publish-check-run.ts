import type { CheckAnnotation } from '../../report/check-annotations.ts';
import type { CheckRunReport } from '../../report/check-run.ts';
import { completedExternalId, externalId, shortCommit, type RunSubject, type Stopped } from '../model/external-id.ts';
import { isAmbiguous, statusOf } from '../client/failure.ts';
import { checkName } from '../model/own-run.ts';
import { findOwnRuns } from './own-runs.ts';
import type { Client } from '../client/pace.ts';
import type { Repository } from '../model/repository.ts';
import type { Services } from '../job/services.ts';

/** A check run that is ours to finish. */
export interface OpenRun {
  readonly id: number;
  readonly head: string;
  readonly subject: RunSubject;
}

/** What runs are published with. */
export type Publisher = Pick<Services, 'client' | 'clock' | 'app' | 'caches'>;

const annotationsInRequest = 50;

/** Waits before looking whether a request without an answer was carried out; GitHub's replicas lag by seconds. */
const pausesBeforeLooking = [2_000, 5_000];

/** Waits for the commit of a fork that GitHub does not know yet in the base repository. */
const pausesForNewCommit = [1_000, 3_000];

/** Creates a run in progress. Never sent twice blindly: after a doubtful answer our own run is looked for first. */
export async function createRun(
  publisher: Publisher,
  repository: Repository,
  head: string,
  subject: RunSubject,
): Promise<OpenRun> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const { data } = await publisher.client.request('POST /repos/{owner}/{repo}/check-runs', {
        ...repository,
        name: checkName,
        head_sha: head,
        external_id: externalId(subject),
        status: 'in_progress',
        output: { title: 'Reviewing', summary: 'Portcullis is reading the change.' },
      });
      const run = { id: Number(data.id), head, subject };
      remember(publisher, repository, run, null);
      return run;
    } catch (error) {
      if (isAmbiguous(error)) {
        const found = await lookForRun(publisher, repository, head, subject);
        if (found) return found;
      }
      const pause = pausesForNewCommit[attempt];
      const unknownCommit = statusOf(error) === 422 && /no commit found/i.test(String(error));
      if (pause === undefined || !(isAmbiguous(error) || unknownCommit)) throw error;
      await publisher.clock.sleep(pause);
    }
  }
}

function remember(
  { caches }: Publisher,
  repository: Repository,
  { id, head, subject }: OpenRun,
  conclusion: string | null,
  stopped: Stopped | null = null,
): void {
  const completed = conclusion !== null;
  caches.recent.rememberRun(repository, head, {
    id,
    completed,
    conclusion,
    subject,
    stopped: stopped && { ...stopped, base: shortCommit(stopped.base) },
    externalId: externalId(subject, stopped),
    annotations: 0,
  });
}

async function lookForRun(
  publisher: Publisher,
  repository: Repository,
  head: string,
  subject: RunSubject,
): Promise<OpenRun | null> {
  for (const pause of pausesBeforeLooking) {
    await publisher.clock.sleep(pause);
    const runs = await findOwnRuns(publisher, repository, head);
    const ours = runs.findLast((run) => !run.completed && run.externalId === externalId(subject));
    if (ours) return { id: ours.id, head, subject };
  }
  return null;
}

/** How a run ends; `stopped` where the review was. */
interface Ending {
  readonly report: CheckRunReport;
  readonly stopped: Stopped | null;
}

/** Completes a run. A report that GitHub refuses as invalid is given without its annotations: the summary says the same. */
export async function completeRun(
  publisher: Publisher,
  repository: Repository,
  run: OpenRun,
  report: CheckRunReport,
  stopped: Stopped | null = null,
): Promise<void> {
  const ending = { report, stopped };
  try {
    await send(publisher, repository, run, ending);
  } catch (error) {
    if (statusOf(error) !== 422) throw error;
    const summary = `GitHub did not accept the annotations of this check run.\n\n${report.summary}`;
    await send(publisher, repository, run, { stopped, report: { ...report, annotations: [], actions: [], summary } });
  }
  remember(publisher, repository, run, report.conclusion, stopped);
}

/**
 * Annotations in fifties, which GitHub appends and never takes back, then the conclusion with the last of
 * them. A request without a good answer is looked up before the rest is sent.
 */
async function send({ client, clock }: Publisher, repository: Repository, run: OpenRun, ending: Ending): Promise<void> {
  const { report } = ending;
  let sent = 0;
  for (let failures = 0; ;) {
    const batch = report.annotations.slice(sent, sent + annotationsInRequest);
    const last = sent + batch.length >= report.annotations.length;
    try {
      await update(client, repository, run, ending, batch, last);
      if (last) return;
      sent += batch.length;
    } catch (error) {
      const pause = pausesBeforeLooking[failures];
      if (!isAmbiguous(error) || pause === undefined) throw error;
      failures += 1;
      await clock.sleep(pause);
      const seen = await readRun(client, repository, run);
      if (seen.completed) return;
      sent = Math.max(sent, seen.annotations);
    }
  }
}

async function update(
  client: Client,
  repository: Repository,
  run: OpenRun,
  { report, stopped }: Ending,
  annotations: readonly CheckAnnotation[],
  last: boolean,
): Promise<void> {
  const { title, summary, conclusion, actions } = report;
  await client.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
    ...repository,
    check_run_id: run.id,
    external_id: last ? completedExternalId(run.subject, report.relevant, stopped) : externalId(run.subject, stopped),
    output: {
      title,
      summary,
      ...(annotations.length > 0 ? { annotations: annotations.map((annotation) => ({ ...annotation })) } : {}),
    },
    ...(last
      ? { status: 'completed' as const, conclusion, actions: [...actions] }
      : { status: 'in_progress' as const }),
  });
}

async function readRun(
  client: Client,
  repository: Repository,
  run: OpenRun,
): Promise<{ readonly completed: boolean; readonly annotations: number }> {
  const { data } = await client.request('GET /repos/{owner}/{repo}/check-runs/{check_run_id}', {
    ...repository,
    check_run_id: run.id,
  });
  return { completed: data.status === 'completed', annotations: data.output.annotations_count };
}
