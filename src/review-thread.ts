import nodeModule from 'node:module';
import { parentPort } from 'node:worker_threads';

// What was compiled once is read from the cache the next time; it is best effort and fails silently.
nodeModule.enableCompileCache();
const [{ engine }, { serveSteps }] = await Promise.all([
  import('./review/engine.ts'),
  import('./threads/serve-steps.ts'),
]);
if (parentPort) serveSteps(parentPort, engine);
// The process may end while this thread waits for more; then nothing would be written.
nodeModule.flushCompileCache();
