import { verdictOf } from '../review/verdict.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';
import { exitCodeOf, screenOf, write } from './output.ts';
import { render } from './render.ts';
import { reviewDirectory } from './review-directory.ts';

/** `portcullis check`: everything that is wrong in a directory as it stands. */
export async function checkCommand(dir: string, options: Options, io: Io): Promise<number> {
  const { result, config, lineOf } = await reviewDirectory(dir, options, io);
  write(await render(result, options.format, { lineOf, compared: false, ...screenOf(options, io) }), options, io);
  return exitCodeOf(
    verdictOf(result, { failOn: options.failOn ?? config.failOn, compared: false, configInvalid: false }),
  );
}
