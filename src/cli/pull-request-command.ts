import { apiUrl } from '../github/client/api-url.ts';
import { reviewPullRequestReadOnly, type ReadOnlyReview } from '../github/review/read-only.ts';
import { escapeTerminal } from '../report/escape/escape-terminal.ts';
import { linesFrom } from '../report/source-lines.ts';
import { verdictOf } from '../review/verdict.ts';
import type { Io } from './io.ts';
import type { ReviewOptions } from './options.ts';
import { exitCodeOf, screenOf, write } from './output.ts';
import { startProgress } from './progress.ts';
import { render } from './render.ts';
import { UsageError } from './usage-error.ts';

const form = /^(?<owner>[A-Za-z0-9][A-Za-z0-9-]*)\/(?<repo>[\w.-]+)#(?<number>[1-9]\d{0,9})$/;

/** `portcullis review --pr`: a pull request on GitHub as the app would review it, printed instead of posted. */
export async function pullRequestCommand(pull: string, options: ReviewOptions, io: Io): Promise<number> {
  const { owner = '', repo = '', number = '' } = form.exec(pull)?.groups ?? {};
  if (number === '') throw new UsageError(`"${escapeTerminal(pull)}" is no pull request; write OWNER/REPO#N.`);
  if (options.config !== undefined)
    throw new UsageError('--config is for local reviews; a pull request brings its own.');
  const token = io.env['GITHUB_TOKEN'] ?? io.env['GH_TOKEN'];
  if (!token) throw new UsageError('set GITHUB_TOKEN to a token that may read the repository.');
  const progress = startProgress(io);
  try {
    progress.stage(`reading ${owner}/${repo}#${number}`);
    const found = await reviewed({
      repository: { owner, repo },
      number: Number(number),
      token,
      baseUrl: apiUrl(io.env),
    });
    progress.done();
    for (const { at, message } of found.configProblems) {
      io.err(`portcullis: ${escapeTerminal(`${at.path}:${at.line}:${at.column}: ${message}`)}\n`);
    }
    if (found.brokenConfig)
      throw new UsageError('the configuration in force is invalid; the app would fail the check.');
    const { head, before, states } = found;
    const lineOf = linesFrom(
      (path) => head.text(path),
      (path) => before.text(path),
    );
    const shown = { lineOf, compared: true, states, ...screenOf(options, io) };
    write(await render(found.review, options.format, shown), options, io);
    const { review, config, configInvalid } = found;
    const failOn = options.failOn ?? config.failOn;
    return exitCodeOf(verdictOf(review, { failOn, compared: true, configInvalid }));
  } finally {
    progress.done();
  }
}

async function reviewed(request: Parameters<typeof reviewPullRequestReadOnly>[0]): Promise<ReadOnlyReview> {
  try {
    return await reviewPullRequestReadOnly(request);
  } catch (cause) {
    throw new UsageError(`${cause instanceof Error ? cause.message : 'the review failed'}.`, { cause });
  }
}
