import { CommanderError, type Command } from 'commander';
import { DiskError } from '../disk/failure.ts';
import { escapeRunner } from '../report/escape/escape-runner.ts';
import { escapeTerminal } from '../report/escape/escape-terminal.ts';
import type { Io } from './io.ts';
import { ReviewStopped } from '../session/reviewer.ts';
import { createProgram } from './program.ts';
import { eraseLine } from './progress.ts';
import { UsageError } from './usage-error.ts';

/** Failed, or called wrongly. */
const failed = 2;

/**
 * Runs one command line (without node and script). The exit code: 0 nothing at or above the
 * threshold, 1 findings, 2 Portcullis failed or was called wrongly.
 */
export async function main(argv: readonly string[], process: Io): Promise<number> {
  const io: Io = { ...process, err: (text) => process.err(text === eraseLine ? text : harmless(text)) };
  let exitCode = 0;
  const program: Command = createProgram(io, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (cause) {
    if (cause instanceof CommanderError) return cause.exitCode === 0 ? 0 : failed;
    io.err(`portcullis: ${sentenceOf(cause, io)}\n`);
    return failed;
  }
}

/** Sentences name files, branches and arguments, which may come from the repository: no line of them steers what shows it. */
function harmless(text: string): string {
  return escapeRunner(text.split('\n').map(escapeTerminal).join('\n'), 'text');
}

/** Errors that the disk or a command foresaw speak for themselves; anything else is a fault of ours, and says so. */
function sentenceOf(cause: unknown, { milliseconds }: Io): string {
  if (cause instanceof ReviewStopped) {
    const why = cause.exhausted === 'time' ? `did not end in ${milliseconds / 1000} seconds` : 'needed too much memory';
    return `the review ${why} and was stopped; exclude very large files in the configuration.`;
  }
  if (cause instanceof UsageError || cause instanceof DiskError) return cause.message;
  return `unexpected failure, please report it: ${cause instanceof Error ? cause.message : String(cause)}`;
}
