import { resolve } from 'node:path';
import { commitTree } from '../disk/commit-tree.ts';
import { repositoryRoot } from '../disk/git.ts';
import { defaultBranch, mergeBase } from '../disk/revision.ts';
import { workingTree } from '../disk/working-tree.ts';
import { linesFrom } from '../report/source-lines.ts';
import { engine } from '../review/engine.ts';
import { verdictOf } from '../review/verdict.ts';
import { loadSources } from '../source/load.ts';
import { createSourceCache } from '../source/source-cache.ts';
import { isRelevantPath } from '../review/relevant-paths.ts';
import type { Io } from './io.ts';
import type { ReviewOptions } from './options.ts';
import { exitCodeOf, screenOf, write } from './output.ts';
import { startProgress } from './progress.ts';
import { readConfiguration } from './read-configuration.ts';
import { render } from './render.ts';

/** `portcullis review`: what a change in a local git repository introduces. */
export async function reviewCommand(dir: string, options: ReviewOptions, io: Io): Promise<number> {
  const progress = startProgress(io);
  try {
    progress.stage(`reading ${dir}`);
    const directory = repositoryRoot(resolve(io.cwd, dir));
    const { head: headRef } = options;
    const baseRef = options.base ?? mergeBase(directory, defaultBranch(directory), headRef ?? 'HEAD');
    const cache = createSourceCache();
    const base = await loadSources(commitTree(directory, baseRef), cache, isRelevantPath);
    const headTree = headRef === undefined ? workingTree(directory, isRelevantPath) : commitTree(directory, headRef);
    const head = await loadSources(headTree, cache, isRelevantPath);
    const config = readConfiguration(options, base, io);
    progress.stage(`comparing ${head.paths.length} files with their base`);
    const result = engine.review(base, head, config, io.today);
    progress.done();
    const lineOf = linesFrom((path) => head.text(path));
    write(await render(result, options.format, { lineOf, compared: true, ...screenOf(options, io) }), options, io);
    const failOn = options.failOn ?? config.failOn;
    return exitCodeOf(verdictOf(result.findings, { failOn, compared: true, configInvalid: false }));
  } finally {
    progress.done();
  }
}
