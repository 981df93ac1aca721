import type { Io } from './io.ts';
import type { Options } from './options.ts';
import { reviewDirectory } from './review-directory.ts';

/** `portcullis map`: what was understood of a directory, wrong or not. */
export async function mapCommand(dir: string, options: Options, io: Io): Promise<number> {
  await reviewDirectory(dir, 'map', options, io);
  return 0;
}
