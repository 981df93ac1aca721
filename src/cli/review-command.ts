import { resolve } from 'node:path';
import { repositoryRoot } from '../disk/git.ts';
import { branchOf } from '../disk/revision.ts';
import { escapeTerminal } from '../report/escape/escape-terminal.ts';
import { linesFrom } from '../report/source-lines.ts';
import { engine } from '../review/engine.ts';
import { headPlaces } from '../review/head-places.ts';
import { reviewInHead } from '../review/in-head.ts';
import { verdictOf } from '../review/verdict.ts';
import { comparedTrees } from './compared-trees.ts';
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
    const { states, before, after, head, conflicts } = await comparedTrees(directory, options);
    const config = readConfiguration(options, before, io);
    progress.stage(`comparing ${head.paths.length} files with their base`);
    const judged = engine.review(before, after, config, io.today, branchOf(directory, states.base.ref ?? ''));
    const result = after === head ? judged : reviewInHead(judged, headPlaces({ base: before, merged: after, head }));
    progress.done();
    if (conflicts.length > 0) io.err(`portcullis: ${conflictSentence(conflicts)}\n`);
    const lineOf = linesFrom(
      (path) => head.text(path),
      (path) => before.text(path),
    );
    const shown = { lineOf, compared: true, states, ...screenOf(options, io) };
    write(await render(result, options.format, shown), options, io);
    const failOn = options.failOn ?? config.failOn;
    return exitCodeOf(verdictOf(result, { failOn, compared: true, configInvalid: false }));
  } finally {
    progress.done();
  }
}

/** Said beside the report, whatever its format: what was asked for could not be had. */
function conflictSentence(paths: readonly string[]): string {
  const named = paths.slice(0, mostNamed).map((path) => escapeTerminal(path));
  const more = paths.length > mostNamed ? ` and ${paths.length - mostNamed} more` : '';
  return `git cannot merge ${named.join(', ')}${more}; the merge base is compared instead.`;
}

const mostNamed = 3;
