import type { MessagePort } from 'node:worker_threads';
import type { Engine } from '../review/engine.ts';
import { ReviewSteps } from '../session/steps.ts';
import { createSourceCache } from '../source/source-cache.ts';
import type { Answer, Request } from './messages.ts';

/** Takes the steps that are asked for at a port, in the thread of whoever calls this: one session at a time, one step after the other. */
export function serveSteps(port: MessagePort, engine: Engine): void {
  const cache = createSourceCache();
  let steps = new ReviewSteps(engine, cache);
  port.on('message', (request: Request) => {
    if (request.kind !== 'step') {
      // What the last session held is given up.
      steps = new ReviewSteps(engine, cache);
      return;
    }
    void answerTo(steps, request).then((answer) => port.postMessage(answer));
  });
}

async function answerTo(steps: ReviewSteps, { operation, input }: Extract<Request, { kind: 'step' }>): Promise<Answer> {
  try {
    return { kind: 'output', output: await steps.take(operation, input) };
  } catch (error) {
    if (!(error instanceof Error)) return { kind: 'failure', message: String(error), stack: undefined };
    return { kind: 'failure', message: error.message, stack: error.stack };
  }
}
