import { resolve } from 'node:path';
import { repositoryRoot } from '../disk/git.ts';
import { branchOf } from '../disk/revision.ts';
import { escapeTerminal } from '../report/escape/escape-terminal.ts';
import { packTrees } from '../source/packed-trees.ts';
import { comparedTrees } from './compared-trees.ts';
import type { Io } from './io.ts';
import type { ReviewOptions } from './options.ts';
import { exitCodeOf, screenOf, write } from './output.ts';
import { startProgress } from './progress.ts';
import { readConfiguration } from './read-configuration.ts';
import { version } from './version.ts';
import { withSession } from './with-session.ts';

/** `portcullis review`: what a change in a local git repository introduces. */
export async function reviewCommand(dir: string, options: ReviewOptions, io: Io): Promise<number> {
  const progress = startProgress(io);
  try {
    return await withSession(io, async (session) => {
      progress.stage(`reading ${dir}`);
      const directory = repositoryRoot(resolve(io.cwd, dir));
      const { states, before, after, head, conflicts } = await comparedTrees(directory, options);
      const config = await readConfiguration(options, before, io, session);
      progress.stage(`comparing ${head.paths.length} files with their base`);
      const { verdict } = await session.ask('review', {
        trees: packTrees([before, after]),
        config,
        failOn: options.failOn ?? null,
        today: io.today,
        branch: branchOf(directory, states.base.ref ?? ''),
        configUsable: null,
      });
      if (after !== head) await session.ask('placeInHead', { head: packTrees([head]) });
      const { format } = options;
      const text = await session.ask('print', { what: 'review', format, states, version, ...screenOf(options, io) });
      progress.done();
      if (conflicts.length > 0) io.err(`portcullis: ${conflictSentence(conflicts)}\n`);
      write(text, options, io);
      return exitCodeOf(verdict);
    });
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
