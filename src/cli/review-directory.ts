import { resolve } from 'node:path';
import { directoryTree } from '../disk/directory-tree.ts';
import type { Verdict } from '../review/verdict.ts';
import { isRelevantPath } from '../review/relevant-paths.ts';
import { loadSources } from '../source/load.ts';
import { packTrees } from '../source/packed-trees.ts';
import { createTextCache } from '../source/text-cache.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';
import { screenOf } from './output.ts';
import { startProgress } from './progress.ts';
import { readConfiguration } from './read-configuration.ts';
import { version } from './version.ts';
import { withSession } from './with-session.ts';

/** A directory as it stands, reviewed without a base, and a report of what is wrong or of what is deployed. */
export async function reviewDirectory(
  dir: string,
  what: 'review' | 'map',
  options: Options,
  io: Io,
): Promise<{ readonly verdict: Verdict; readonly text: string }> {
  const progress = startProgress(io);
  try {
    return await withSession(io, async (session) => {
      progress.stage(`reading ${dir}`);
      const tree = await loadSources(directoryTree(resolve(io.cwd, dir)), createTextCache(), isRelevantPath);
      const config = await readConfiguration(options, tree, io, session);
      progress.stage(`checking ${tree.paths.length} files`);
      const { verdict } = await session.ask('review', {
        trees: packTrees([tree]),
        config,
        failOn: options.failOn ?? null,
        today: io.today,
        branch: null,
        configUsable: null,
      });
      const asked = { what, format: options.format, states: null, version, ...screenOf(options, io) };
      return { verdict, text: await session.ask('print', asked) };
    });
  } finally {
    progress.done();
  }
}
