import { resolve } from 'node:path';
import { directoryTree } from '../disk/directory-tree.ts';
import { linesFrom } from '../report/source-lines.ts';
import { review } from '../review.ts';
import { createSourceCache, loadSources } from '../source/load.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';
import { screenOf, write } from './output.ts';
import { startProgress } from './progress.ts';
import { readConfiguration } from './read-configuration.ts';
import { render } from './render.ts';
import { exitCodeOf } from './threshold.ts';

/** `portcullis check`: everything that is wrong in a directory as it stands. */
export async function checkCommand(dir: string, options: Options, io: Io): Promise<number> {
  const progress = startProgress(io);
  try {
    progress.stage(`reading ${dir}`);
    const tree = await loadSources(directoryTree(resolve(io.cwd, dir)), createSourceCache());
    const config = readConfiguration(options, tree, io);
    progress.stage(`checking ${tree.paths.length} files`);
    const result = review(null, tree, config, io.today);
    progress.done();
    const lineOf = linesFrom((path) => tree.text(path));
    write(await render(result, options.format, { lineOf, compared: false, ...screenOf(options, io) }), options, io);
    return exitCodeOf(result.findings, options.failOn ?? config.failOn, false);
  } finally {
    progress.done();
  }
}
