import process from 'node:process';
import { reasonOf } from './system-refusals.ts';

/** What of the process its output depends on. */
export interface Screen {
  readonly isTTY: boolean;
  /** Whether the terminal shows colours, as far as its kind tells. */
  readonly hasColours: boolean;
}

/**
 * Whether output is coloured where nobody asked: on a terminal that can, and wherever `FORCE_COLOR` says so, as runners
 * do whose logs show colours; nowhere with `NO_COLOR`.
 */
export function isColoured({ isTTY, hasColours }: Screen, env: Readonly<Record<string, string | undefined>>): boolean {
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTTY && hasColours;
}

/**
 * What becomes of output that nobody takes. A reader that went away (`| head`) has seen enough, and the exit code is
 * that of the work; what could not be written otherwise is a failure.
 * @param failed called then
 */
export function watchOutput(failed: () => void): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.stderr.write(`portcullis: stdout cannot be written: ${reasonOf(error)}\n`);
    failed();
  });
  // There is nowhere left to tell it.
  process.stderr.on('error', () => {});
}

/**
 * Ends on Ctrl-C and the like as if nothing were there to catch it, but lets what waits for the end of the process tidy
 * up: the progress line, folders for a merge. Whoever started it sees the signal.
 */
export function tidyUpOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      process.once('exit', () => process.kill(process.pid, signal));
      process.exit(2);
    });
  }
}
