import type { Io } from './io.ts';
import type { FindingOptions } from './options.ts';
import { exitCodeOf, write } from './output.ts';
import { reviewDirectory } from './review-directory.ts';

/** `portcullis check`: everything that is wrong in a directory as it stands. */
export async function checkCommand(dir: string, options: FindingOptions, io: Io): Promise<number> {
  const { verdict, text } = await reviewDirectory(dir, 'review', options, io);
  write(text, options, io);
  return exitCodeOf(verdict);
}
