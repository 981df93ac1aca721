import { parentPort } from 'node:worker_threads';
import { engine } from '../review/engine.ts';
import { serveSteps } from './serve-steps.ts';

// All that such a thread runs is below this one module, so that a build can compile it ahead.
if (parentPort) serveSteps(parentPort, engine);
