import { mapMarkdown } from '../report/map-mermaid.ts';
import { mapText } from '../report/map-text.ts';
import { mapOf } from '../report/map.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';
import { screenOf, write } from './output.ts';
import { reviewDirectory } from './review-directory.ts';

/** `portcullis map`: what was understood of a directory, wrong or not. */
export async function mapCommand(dir: string, options: Options, io: Io): Promise<number> {
  const { result } = await reviewDirectory(dir, options, io);
  const map = mapOf(result);
  if (options.format === 'json') write(`${JSON.stringify(map, null, 2)}\n`, options, io);
  else
    write(options.format === 'markdown' ? mapMarkdown(map) : mapText(map, screenOf(options, io).palette), options, io);
  return 0;
}
