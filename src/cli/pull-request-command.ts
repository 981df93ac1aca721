import { apiUrl } from '../github/client/api-url.ts';
import type { Examination } from '../github/review/examine.ts';
import { reviewPullRequestReadOnly } from '../github/review/read-only.ts';
import { escapeTerminal } from '../report/escape/escape-terminal.ts';
import { ReviewStopped } from '../session/reviewer.ts';
import { selectionOf, tellLeftOut } from './asked-findings.ts';
import type { Io } from './io.ts';
import type { ReviewOptions } from './options.ts';
import { exitCodeOf } from './output.ts';
import { startProgress } from './progress.ts';
import { UsageError } from './usage-error.ts';
import { withSession } from './with-session.ts';
import { writeReports } from './write-reports.ts';

const form = /^(?<owner>[A-Za-z0-9][A-Za-z0-9-]*)\/(?<repo>[\w.-]+)#(?<number>[1-9]\d{0,9})$/;

/** `portcullis review --pr`: a pull request on GitHub as the app would review it, printed instead of posted. */
export async function pullRequestCommand(pull: string, options: ReviewOptions, io: Io): Promise<number> {
  const { owner = '', repo = '', number = '' } = form.exec(pull)?.groups ?? {};
  if (number === '') throw new UsageError(`"${escapeTerminal(pull)}" is no pull request; write OWNER/REPO#N.`);
  if (options.config !== undefined)
    throw new UsageError('--config is for local reviews; a pull request brings its own.');
  const token = io.env['GITHUB_TOKEN'] ?? io.env['GH_TOKEN'];
  if (!token) throw new UsageError('set GITHUB_TOKEN to a token that may read the repository.');
  const selection = await selectionOf(options);
  const progress = startProgress(io);
  try {
    return await withSession(io, async (session, timeLeft) => {
      progress.stage(`reading ${owner}/${repo}#${number}`);
      const found = await reviewed({
        repository: { owner, repo },
        number: Number(number),
        token,
        baseUrl: apiOf(io.env),
        reviewer: io.reviewer,
        session,
        timeLeft,
        asked: { failOn: options.failOn ?? null, selection },
      });
      progress.done();
      for (const { at, message } of found.configProblems) {
        io.err(`portcullis: ${escapeTerminal(`${at.path}:${at.line}:${at.column}: ${message}`)}\n`);
      }
      if (found.brokenConfig)
        throw new UsageError('the configuration in force is invalid; the app would fail the check.');
      const { states, verdict, leftOut } = found;
      const ready = (): void => tellLeftOut(leftOut, options, io);
      await writeReports(session, { what: 'review', states }, { options, io, ready });
      return exitCodeOf(verdict);
    });
  } finally {
    progress.done();
  }
}

/** A runner of GitHub Actions names the server that it belongs to. */
function apiOf(env: Io['env']): string {
  const given = env['GITHUB_API_URL']?.trim();
  return given && !env['GHE_HOST'] && URL.canParse(given) ? given.replace(/\/$/, '') : apiUrl(env);
}

async function reviewed(request: Parameters<typeof reviewPullRequestReadOnly>[0]): Promise<Examination> {
  try {
    return await reviewPullRequestReadOnly(request);
  } catch (cause) {
    if (cause instanceof ReviewStopped) throw cause;
    throw new UsageError(`${cause instanceof Error ? cause.message : 'the review failed'}.`, { cause });
  }
}
