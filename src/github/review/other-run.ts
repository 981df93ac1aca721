import type { CheckRunReport } from '../../report/check-run.ts';
import { NotYetKnown } from '../client/failure.ts';
import type { Services } from '../job/services.ts';
import type { JobTask } from '../model/job.ts';
import { isFinal, type OwnRun } from '../model/own-run.ts';
import { textHash, type RunSubject } from '../model/external-id.ts';

/**
 * The newest run about the other kind of thing: anybody can open a pull request whose head is the commit of a merge
 * group, and GitHub shows one check for both.
 * @throws NotYetKnown for a pull request while the run of a group is not completed; a group waits for nobody
 */
export function otherRun({ attempt }: Services, runs: readonly OwnRun[], kind: RunSubject['kind']): OwnRun | null {
  const other = runs.findLast(({ subject }) => subject !== null && subject.kind !== kind) ?? null;
  if (other === null || other.completed) return other;
  if (kind === 'group') return null;
  if (attempt === 'retryable') throw new NotYetKnown(named(other));
  return other;
}

/**
 * The review of a merge group, or a pull request, whose run is no longer the newest of its commit, because one of the
 * other kind came after it and said nothing; null where there is none.
 * @param left the kind of which nobody waits for a run any more
 */
export function hiddenReview(head: string, runs: readonly OwnRun[], left: RunSubject['kind']): JobTask | null {
  const newest = runs.at(-1);
  if (!newest || isFinal(newest)) return null;
  const hidden = runs.findLast((run) => run.subject !== null && run.subject.kind !== left && isFinal(run));
  return hidden?.subject ? reviewOf(hidden.subject, head, newest) : null;
}

/** The review of a pull request that is under way on the commit of a merge group, and knows nothing of this run of it. */
export function reviewToRepeat(head: string, runs: readonly OwnRun[], group: Pick<OwnRun, 'id'>): JobTask | null {
  const open = runs.findLast(({ completed, subject }) => !completed && subject?.kind === 'pull');
  return open?.subject ? reviewOf(open.subject, head, group) : null;
}

function reviewOf(subject: RunSubject, head: string, after: Pick<OwnRun, 'id'>): JobTask {
  const request = textHash(`after ${after.id}`);
  return subject.kind === 'pull'
    ? { kind: 'pull', number: subject.number, head, request, sender: null, handedOver: true }
    : { kind: 'group', head, base: subject.base, request, destroyed: false };
}

/** The report, but no better than what the other run said of the same commit. */
export function noBetterThan(report: CheckRunReport, other: OwnRun | null): CheckRunReport {
  const isOver = other?.completed === true && !isFinal(other);
  if (other === null || isOver || rankOf(other.conclusion) >= rankOf(report.conclusion)) return report;
  const conclusion = other.conclusion === 'neutral' ? 'neutral' : 'failure';
  const summary = `This commit is also that of ${named(other)}, whose check did not pass; both share this check. A commit of its own has one of its own.`;
  return {
    ...report,
    conclusion,
    title: `${report.title}; ${named(other)} with this commit did not pass`,
    summary: `${summary}\n\n${report.summary}`,
  };
}

function named({ subject }: OwnRun): string {
  return subject?.kind === 'group' ? 'a merge group' : 'a pull request';
}

/** The least is the worst; what is neither success nor neutral satisfies no required check. */
function rankOf(conclusion: string | null): number {
  return ['neutral', 'success'].indexOf(conclusion ?? '');
}
