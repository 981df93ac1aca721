import { plainReport } from '../../report/check-run.ts';
import { externalId, type RunSubject } from '../model/external-id.ts';
import { isFinal, type OwnRun } from '../model/own-run.ts';
import { completeRun, createRun, type OpenRun, type Publisher } from './publish-check-run.ts';
import type { Repository } from '../model/repository.ts';

/** Runs about pull requests, or about a merge group. All pull requests that have one head share its run. */
export function runsOf(kind: RunSubject['kind'], runs: readonly OwnRun[]): readonly OwnRun[] {
  return runs.filter(({ subject }) => subject?.kind === kind);
}

/**
 * Whether the runs on a head already answer. The newest run decides, because it is the one that GitHub shows: it
 * has to be final and about the same base. A request is answered by a run of its own.
 * @param isDraft whether nothing but drafts has this head: one that was not reviewed waits until it is ready
 */
export function isAnswered(runs: readonly OwnRun[], subject: RunSubject, isDraft = false): boolean {
  const ours = runsOf(subject.kind, runs);
  const newest = ours.at(-1);
  if (!newest || !isFinal(newest) || newest.subject?.base !== subject.base) return false;
  if (newest.conclusion === 'action_required' && !isDraft) return false;
  return subject.request === '' || ours.some((run) => isFinal(run) && run.subject?.request === subject.request);
}

/**
 * The run to complete: the unfinished one of an earlier attempt, else a new one. Other unfinished runs
 * are cancelled, and so is one that has annotations already, since they could not be taken back.
 */
export async function beginRun(
  publisher: Publisher,
  repository: Repository,
  head: string,
  subject: RunSubject,
  runs: readonly OwnRun[],
): Promise<OpenRun> {
  const open = runsOf(subject.kind, runs).filter((run) => !run.completed);
  const mine = open.findLast((run) => run.externalId === externalId(subject) && run.annotations === 0);
  await cancelRuns(
    publisher,
    repository,
    head,
    open.filter((run) => run !== mine),
    'another review of this commit took over',
  );
  return mine ? { id: mine.id, head, subject } : await createRun(publisher, repository, head, subject);
}

/** Completes runs as cancelled; `why` ends a sentence. */
export async function cancelRuns(
  publisher: Publisher,
  repository: Repository,
  head: string,
  runs: readonly OwnRun[],
  why: string,
): Promise<void> {
  for (const run of runs) {
    if (!run.completed && run.subject)
      await completeRun(publisher, repository, { id: run.id, head, subject: run.subject }, cancelled(why));
  }
}

/** How a superseded run ends. */
export function cancelled(why: string): ReturnType<typeof plainReport> {
  return plainReport('cancelled', 'Superseded', `This review was not finished: ${why}.`);
}
