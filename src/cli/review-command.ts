import { resolve } from 'node:path';
import { commitTree } from '../disk/commit-tree.ts';
import { repositoryRoot } from '../disk/git.ts';
import { commitOf, defaultBranch, mergeBase } from '../disk/revision.ts';
import { workingTree } from '../disk/working-tree.ts';
import type { ComparedState, ComparedStates } from '../report/compared-states.ts';
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
    const states = statesOf(directory, options);
    const cache = createSourceCache();
    const base = await loadSources(commitTree(directory, states.base.commit), cache, isRelevantPath);
    const headTree = headRef === undefined ? workingTree(directory, isRelevantPath) : commitTree(directory, headRef);
    const head = await loadSources(headTree, cache, isRelevantPath);
    const config = readConfiguration(options, base, io);
    progress.stage(`comparing ${head.paths.length} files with their base`);
    const result = engine.review(base, head, config, io.today);
    progress.done();
    const lineOf = linesFrom((path) => head.text(path));
    const shown = { lineOf, compared: true, states, ...screenOf(options, io) };
    write(await render(result, options.format, shown), options, io);
    const failOn = options.failOn ?? config.failOn;
    return exitCodeOf(verdictOf(result.findings, { failOn, compared: true, configInvalid: false }));
  } finally {
    progress.done();
  }
}

/**
 * What a pull request from head into the base branch would compare: head with the commit where it left that
 * branch, so that what the branch has gained since is not told as this change's. `exact` takes the base as it is.
 */
function statesOf(
  directory: string,
  { base, head, exact }: ReviewOptions,
): ComparedStates & { readonly base: ComparedState & { readonly commit: string } } {
  const branch = base ?? defaultBranch(directory);
  const from =
    exact === true
      ? { commit: commitOf(directory, branch), ref: branch }
      : { commit: mergeBase(directory, branch, head ?? 'HEAD'), ref: branch, isMergeBase: true };
  const to = head === undefined ? { commit: null, ref: null } : { commit: commitOf(directory, head), ref: head };
  return { base: from, head: to };
}
