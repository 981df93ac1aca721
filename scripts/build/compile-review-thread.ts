import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as workerThreads from 'node:worker_threads';
import { defaultConfig } from '../../src/config/config.ts';
import type { OperationName, Operations } from '../../src/session/operations.ts';
import { sourcesOf } from '../../src/source/memory-sources.ts';
import { packTrees } from '../../src/source/packed-trees.ts';
import { compiledBeside, compiledModule } from '../../src/threads/compiled.ts';
import { beginWithRoomForTheYoung } from '../../src/threads/memory.ts';
import type { Answer, Request } from '../../src/threads/messages.ts';
import { generateTree } from '../bench/generate-tree.ts';

/** Reviews examples with a bundle of the review thread, and keeps beside it what V8 compiled for that. */
export async function compileReviewThread(bundle: URL): Promise<void> {
  // V8 takes what was compiled with other flags for foreign.
  beginWithRoomForTheYoung();
  const { port1: inside, port2: outside } = new workerThreads.MessageChannel();
  const load = createRequire(bundle);
  const { script, run } = compiledModule(bundle);
  run((id) => (id === 'node:worker_threads' ? { ...workerThreads, parentPort: inside } : load(id)));
  try {
    for (const trees of [[folder('base'), folder('head')], [sourcesOf(Object.fromEntries(generateTree(40)))]]) {
      await ask(outside, 'review', {
        trees: packTrees(trees),
        config: defaultConfig,
        failOn: null,
        today: '2026-01-01',
        branch: null,
        configUsable: null,
      });
      const screen = { states: null, colour: false, columns: null, version: '0.0.0' };
      await ask(outside, 'print', { what: 'review', format: 'text', ...screen });
    }
    writeFileSync(compiledBeside(bundle), script.createCachedData());
  } finally {
    outside.close();
  }
}

async function ask<K extends OperationName>(
  port: workerThreads.MessagePort,
  operation: K,
  input: Operations[K]['input'],
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  port.once('message', resolve);
  const request: Request = { kind: 'step', operation, input };
  port.postMessage(request);
  const answer = await promise;
  if (answer.kind === 'failure') throw new Error(`the build cannot review: ${answer.message}`);
}

/** A folder of the examples as a tree. */
function folder(name: 'base' | 'head'): ReturnType<typeof sourcesOf> {
  const root = join(import.meta.dirname, '../../examples', name);
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  return sourcesOf(Object.fromEntries(paths.map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')])));
}
