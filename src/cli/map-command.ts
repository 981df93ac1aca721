import type { Io } from './io.ts';
import type { Options } from './options.ts';
import { write } from './output.ts';
import { reviewDirectory } from './review-directory.ts';

/** `portcullis map`: what was understood of a directory, wrong or not. */
export async function mapCommand(dir: string, options: Options, io: Io): Promise<number> {
  const { text } = await reviewDirectory(dir, 'map', options, io);
  write(text, options, io);
  return 0;
}
