import type { Io } from './io.ts';
import type { Options } from './options.ts';
import { screenOf, write } from './output.ts';
import { render } from './render.ts';
import { reviewDirectory } from './review-directory.ts';
import { exitCodeOf } from './threshold.ts';

/** `portcullis check`: everything that is wrong in a directory as it stands. */
export async function checkCommand(dir: string, options: Options, io: Io): Promise<number> {
  const { result, config, lineOf } = await reviewDirectory(dir, options, io);
  write(await render(result, options.format, { lineOf, compared: false, ...screenOf(options, io) }), options, io);
  return exitCodeOf(result.findings, options.failOn ?? config.failOn, false);
}
