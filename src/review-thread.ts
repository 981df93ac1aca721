import nodeModule from 'node:module';
import { runCompiled } from './threads/compiled.ts';

// A build holds the same code as a script beside this file, compiled ahead.
if (!runCompiled(new URL('review-thread.cjs', import.meta.url))) {
  // What was compiled once is read from the cache the next time; it is best effort and fails silently.
  nodeModule.enableCompileCache();
  await import('./threads/serve-reviews.ts');
  // The process may end while this thread waits for more; then nothing would be written.
  nodeModule.flushCompileCache();
}
