import type { Repository } from './repository.ts';
import type { Answer, Request } from './review-worker.ts';

/** Milliseconds after which a review is stopped: the page stays usable whatever is pasted into it. */
const deadline = 15_000;

export interface Reviewer {
  /** Asks for a review of this state; states that nobody waits for any more are never reviewed. */
  ask(repository: Repository): void;
}

/** One worker, and at most one state that waits for it: the newest. */
export function createReviewer(start: () => Worker, tell: (answer: Answer, about: Repository) => void): Reviewer {
  let worker: Worker | null = null;
  /** What is being reviewed. */
  let running: Repository | null = null;
  let waiting: Repository | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let id = 0;

  const ended = (answer: Answer): void => {
    clearTimeout(timer);
    const about = running;
    running = null;
    if (about) tell(answer, about);
    const next = waiting;
    waiting = null;
    if (next) run(next);
  };
  const stop = (failure: string): void => {
    worker?.terminate();
    worker = null;
    ended({ id, failure });
  };
  const begin = (): Worker => {
    const begun = start();
    begun.addEventListener('message', (event: MessageEvent<Answer>) => event.data.id === id && ended(event.data));
    begun.addEventListener('error', () => stop('The engine ended without an answer. This is a fault of Portcullis.'));
    return begun;
  };
  const run = (repository: Repository): void => {
    running = repository;
    id += 1;
    worker ??= begin();
    timer = setTimeout(() => stop(`Stopped after ${deadline / 1000} seconds: this input takes too long.`), deadline);
    worker.postMessage({ id, repository } satisfies Request);
  };
  return {
    ask: (repository) => {
      if (running) waiting = repository;
      else run(repository);
    },
  };
}
