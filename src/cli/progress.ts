import process from 'node:process';
import { Worker } from 'node:worker_threads';
import type { Io } from './io.ts';

/** Says what is being done once it takes longer than a second, to a person only. */
export interface Progress {
  stage(doing: string): void;
  done(): void;
}

export const eraseLine = '\r\u001B[2K';

/** Whether the line is `hidden` still, `shown`, or to stay away because the work is done. */
const [hidden, shown, over] = [0, 1, 2];

/**
 * A review is one synchronous piece of work during which no timer of this thread fires, so the line
 * is written by a thread of its own.
 */
const writer = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { writeSync } = require('node:fs');
  const state = new Int32Array(workerData);
  let doing = '';
  const write = () => writeSync(2, ${JSON.stringify(`${eraseLine}portcullis: `)} + doing + ' …');
  parentPort.on('message', (next) => {
    doing = next;
    if (Atomics.load(state, 0) === ${shown}) write();
  });
  setTimeout(() => {
    if (Atomics.compareExchange(state, 0, ${hidden}, ${shown}) === ${hidden}) write();
  }, 1000);
`;

export function startProgress(io: Io): Progress {
  if (!io.errIsTerminal) return { stage: () => {}, done: () => {} };
  const memory = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const state = new Int32Array(memory);
  const worker = new Worker(writer, { eval: true, workerData: memory });
  // A progress line that cannot be shown is no reason to fail.
  worker.on('error', () => {});
  worker.unref();
  const erase = (): void => {
    if (Atomics.exchange(state, 0, over) === shown) io.err(eraseLine);
  };
  // Also where a signal ends the process.
  process.once('exit', erase);
  return {
    stage: (doing) => worker.postMessage(doing),
    done: () => {
      process.off('exit', erase);
      erase();
      void worker.terminate();
    },
  };
}
