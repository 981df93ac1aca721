import { codeSpan, prose } from '../../report/escape/escape-markdown.ts';
import { truncate } from '../../report/escape/escape-plain-text.ts';
import type { CheckRunReport } from '../../report/check-run.ts';
import { beginRun, cancelled, runsOf } from '../check-runs/begin-run.ts';
import { completeRun } from '../check-runs/publish-check-run.ts';
import { Superseded, isTransient } from '../client/failure.ts';
import type { Services } from '../job/services.ts';
import type { RunSubject } from '../model/external-id.ts';
import type { OwnRun } from '../model/own-run.ts';
import { HeadGuard } from '../pull-request/head-guard.ts';
import type { PullToReview } from '../pull-request/pull-request.ts';
import type { Concluded } from '../../session/operations.ts';
import { refuseThirdTry } from './conclude.ts';
import { withSession } from './examine.ts';
import type { Holders } from './holders.ts';
import { noBetterThan, otherRun } from './other-run.ts';
import { concludePull, publish } from './publish-examination.ts';
import { reportOr, unlessAbandoned } from './report-or.ts';

/** A pull request with what is to be said of it. */
interface Judged {
  readonly pull: PullToReview;
  /** Null for a draft that is not reviewed; `unknown` where it could not be judged, which stops only those that count. */
  readonly concluded: Concluded | null | 'unknown';
}

/** What all pull requests with one head come to. */
interface JudgedHead {
  /** The worst of those that count, whose report is that of the check run. */
  readonly lead: Judged & { readonly concluded: Concluded | null };
  readonly counting: readonly Judged[];
  readonly apart: readonly Judged[];
  /** How many pull requests of people who may not write were not judged. */
  readonly passedOver: number;
}

/**
 * Reviews the pull requests that have one head, and completes one check run with the worst of what comes of them.
 * Throws `Superseded` where one of them has changed meanwhile; the run is cancelled then.
 */
export async function reviewHead(
  services: Services,
  holders: Holders,
  subject: RunSubject,
  runs: readonly OwnRun[],
): Promise<{ readonly conclusion: CheckRunReport['conclusion']; readonly head: string; readonly why: string }> {
  const { pulls } = holders;
  const [{ repository, head, base }] = pulls;
  const other = otherRun(services, runs, 'pull');
  // Reading needs no check run, so the two go on side by side.
  const judging = unlessAbandoned(services, async () => {
    refuseThirdTry(runsOf('pull', runs), base);
    return await judge(services, holders);
  });
  judging.catch(() => undefined);
  const run = await beginRun(services, repository, head, subject, runs);
  const guards = new Map(pulls.map((pull) => [pull, new HeadGuard(services.client, pull)]));
  const guardOf = (pull: PullToReview): HeadGuard => guards.get(pull) ?? new HeadGuard(services.client, pull);
  try {
    const ending = await reportOr(services, async () => await tell(services, await judging, guardOf));
    const { stopped } = ending;
    const report = noBetterThan(ending.report, other);
    for (const pull of pulls) await guardOf(pull).current();
    await completeRun(services, repository, run, report, stopped && { exhausted: stopped, base });
    return { conclusion: report.conclusion, head, why: report.title };
  } catch (error) {
    if (error instanceof Superseded) await completeRun(services, repository, run, cancelled(error.message));
    throw error;
  }
}

async function judge(services: Services, holders: Holders): Promise<JudgedHead> {
  const { clock, budget } = services;
  const half = (clock.now() + budget.deadline) / 2;
  if (holders.refusal) throw holders.refusal;
  const hasButton = holders.counting.length + holders.apart.length === 1;
  const counting: (Judged & { readonly concluded: Concluded | null })[] = [];
  for (const pull of holders.counting) {
    const conclude = withSession(services, async (session) => await concludePull(services, session, pull, hasButton));
    counting.push({ pull, concluded: await conclude });
  }
  const apart: Judged[] = [];
  // What does not count must not use up the time of what does.
  for (const pull of holders.apart)
    apart.push({ pull, concluded: clock.now() < half ? await concludeApart(services, pull) : 'unknown' });
  const [lead] = counting.toSorted((a, b) => weightOf(a.concluded) - weightOf(b.concluded));
  if (!lead) throw new Error('a head without a pull request');
  return { lead, counting, apart, passedOver: holders.passedOver };
}

async function concludeApart(services: Services, pull: PullToReview): Promise<Concluded | null | 'unknown'> {
  try {
    return await withSession(services, async (session) => await concludePull(services, session, pull, false));
  } catch (error) {
    if (isTransient(error)) throw error;
    services.log.warn({ err: error }, 'a pull request that does not count could not be judged');
    return 'unknown';
  }
}

/** The least is the worst. A draft that is not reviewed cannot be merged either, so it decides only where all are. */
function weightOf(concluded: Concluded | null): number {
  const order = ['failure', 'neutral', 'success'];
  return concluded === null ? order.length : order.indexOf(concluded.report.conclusion);
}

async function tell(
  services: Services,
  { lead, counting, apart, passedOver }: JudgedHead,
  guardOf: (pull: PullToReview) => HeadGuard,
): Promise<CheckRunReport> {
  const others = [...counting, ...apart].filter((each) => each !== lead);
  const lines: string[] = [];
  for (const { pull, concluded } of others) {
    const title =
      concluded === 'unknown'
        ? 'it could not be judged'
        : (await publish(services, pull, guardOf(pull), concluded)).title;
    const why = apart.some((each) => each.pull === pull) ? doesNotCount : '';
    lines.push(`- ${named(pull)}: ${prose(truncate(title, titleCharacters))}${why}`);
  }
  if (passedOver > 0)
    lines.push(`- ${passedOver} more of people who may not write to this repository, which were not judged`);
  const { pull, concluded } = lead;
  const report = await publish(services, pull, guardOf(pull), concluded);
  if (lines.length === 0) return report;
  const shared = `This commit is the head of ${others.length + passedOver + 1} open pull requests, which share this check. It shows the worst result that counts, that of ${named(pull)}; the others:\n\n${lines.join('\n')}`;
  return {
    ...report,
    title: `${report.title} (#${pull.number}${counting.length > 1 ? `, the worst of ${counting.length}` : ''})`,
    summary: `${shared}\n\n${report.summary}`,
  };
}

/** Of the title of another pull request; a draft of a summary leaves room for five. */
const titleCharacters = 80;

const doesNotCount = '; it does not count here, because its author may not write to this repository';

function named({ number, baseBranch }: PullToReview): string {
  return `#${number} into ${codeSpan(truncate(baseBranch, titleCharacters))}`;
}
