#!/usr/bin/env node
import nodeModule from 'node:module';
import process from 'node:process';
import { isNodeRecent, runOnRecentNode } from './cli/node-version.ts';

if (isNodeRecent()) {
  // What was compiled once is read from the cache the next time; it is best effort and fails silently.
  nodeModule.enableCompileCache();
  // A reader that went away (`| head`) has seen enough.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));
  const { main } = await import('./cli/main.ts');
  process.exitCode = await main(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    // `npm run` moves to the package first; paths are meant from where it was typed.
    cwd: (process.env['npm_lifecycle_event'] === 'portcullis' && process.env['INIT_CWD']) || process.cwd(),
    columns: process.stdout.isTTY ? process.stdout.columns : undefined,
    colour: process.stdout.isTTY && process.stdout.hasColors(),
    errIsTerminal: process.stderr.isTTY,
    today: new Date().toISOString().slice(0, 10),
    env: process.env,
  });
} else {
  process.exitCode = runOnRecentNode(import.meta.url);
}
