import type { Io } from './io.ts';
import type { FindingOptions } from './options.ts';
import { exitCodeOf } from './output.ts';
import { reviewDirectory } from './review-directory.ts';

/** `portcullis check`: everything that is wrong in a directory or a file as it stands. */
export async function checkCommand(dir: string, options: FindingOptions, io: Io): Promise<number> {
  return exitCodeOf(await reviewDirectory(dir, 'review', options, io));
}
