#!/usr/bin/env node
import nodeModule from 'node:module';
import process from 'node:process';
import type { Reviewer } from './session/reviewer.ts';
import { isNodeRecent, runOnRecentNode } from './cli/node-version.ts';
import { isColoured, tidyUpOnSignals, watchOutput } from './cli/streams.ts';

/** The commands that need an engine. */
const reviewing: ReadonlySet<string> = new Set(['check', 'review', 'map', 'init', 'upgrade']);

/** For the commands that review nothing: they are not to load what they do not need. */
const noReviewer: Reviewer = {
  open() {
    throw new Error('this command reviews nothing');
  },
};

if (isNodeRecent()) {
  // What was compiled once is read from the cache the next time; it is best effort and fails silently.
  nodeModule.enableCompileCache();
  let isLost = false;
  watchOutput(() => {
    isLost = true;
    process.exitCode = 2;
  });
  tidyUpOnSignals();
  const reviews = process.argv.some((word) => reviewing.has(word));
  const reviewer = reviews ? await startReviewer() : noReviewer;
  const { main } = await import('./cli/main.ts');
  const code = await main(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    // `npm run` moves to the package first; paths are meant from where it was typed.
    cwd: (process.env['npm_lifecycle_event'] === 'portcullis' && process.env['INIT_CWD']) || process.cwd(),
    columns: process.stdout.isTTY ? process.stdout.columns : undefined,
    colour: isColoured(
      { isTTY: process.stdout.isTTY, hasColours: process.stdout.isTTY && process.stdout.hasColors() },
      process.env,
    ),
    errIsTerminal: process.stderr.isTTY && process.env['TERM'] !== 'dumb',
    reviewer,
    milliseconds: 300_000,
    today: new Date().toISOString().slice(0, 10),
    env: process.env,
  });
  process.exitCode = isLost ? 2 : code;
} else {
  process.exitCode = runOnRecentNode(import.meta.url);
}

/** A thread that loads the engine while the rest of the command line is loaded here and the files are read. */
async function startReviewer(): Promise<Reviewer> {
  const [{ createReviewThreads }, { beginWithRoomForTheYoung, giveBackMemory, megabytesForThread }] = await Promise.all(
    [import('./threads/review-threads.ts'), import('./threads/memory.ts')],
  );
  const megabytes = megabytesForThread(1);
  beginWithRoomForTheYoung();
  // Beside this file, in a checkout as in a bundle.
  const entry = new URL(import.meta.url.replace(/cli\.(?=[^/]*$)/, 'review-thread.'));
  const threads = createReviewThreads({ entry, most: 1, megabytes, whileReviewing: giveBackMemory });
  threads.prepare();
  return threads;
}
