import { resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import { directoryTree } from '../disk/directory-tree.ts';
import { linesFrom, type LineOf } from '../report/source-lines.ts';
import { engine } from '../review/engine.ts';
import { isRelevantPath } from '../review/relevant-paths.ts';
import type { Review } from '../review/review.ts';
import { loadSources } from '../source/load.ts';
import { createSourceCache } from '../source/source-cache.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';
import { startProgress } from './progress.ts';
import { readConfiguration } from './read-configuration.ts';

/** A directory as it stands, reviewed without a base, with its configuration. */
export async function reviewDirectory(
  dir: string,
  options: Options,
  io: Io,
): Promise<{ readonly result: Review; readonly config: Config; readonly lineOf: LineOf }> {
  const progress = startProgress(io);
  try {
    progress.stage(`reading ${dir}`);
    const tree = await loadSources(directoryTree(resolve(io.cwd, dir)), createSourceCache(), isRelevantPath);
    const config = readConfiguration(options, tree, io);
    progress.stage(`checking ${tree.paths.length} files`);
    return {
      result: engine.review(null, tree, config, io.today),
      config,
      lineOf: linesFrom((path) => tree.text(path)),
    };
  } finally {
    progress.done();
  }
}
