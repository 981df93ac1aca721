import type { Repository } from './repository.ts';
import type { Answer, Request } from './review-messages.ts';

/** Milliseconds after which a review is stopped: the page stays usable whatever is pasted into it. */
const deadline = 15_000;

/** Milliseconds that a newer state waits for the review of an older one, before that is stopped. */
const patience = 1_000;

export interface Reviewer {
  /** Asks for a review of this state; states that nobody waits for any more are not reviewed to their end. */
  ask(repository: Repository): void;
}

/** An engine that reviews one state after the other, and can be stopped in the middle of one. */
export interface RunningEngine {
  review(request: Request): void;
  stop(): void;
}

/** What an engine tells: an answer, or that it ended without one. */
export interface Told {
  answered(answer: Answer): void;
  broke(): void;
}

/** One engine, and at most one state that waits for it: the newest. */
export function createReviewer(
  start: (told: Told) => RunningEngine,
  tell: (answer: Answer, about: Repository) => void,
): Reviewer {
  let engine: RunningEngine | null = null;
  /** What is being reviewed. */
  let running: Repository | null = null;
  let waiting: Repository | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let impatience: ReturnType<typeof setTimeout> | undefined;
  let id = 0;

  const ended = (answer: Answer | null): void => {
    clearTimeout(timer);
    clearTimeout(impatience);
    impatience = undefined;
    const about = running;
    running = null;
    if (about && answer) tell(answer, about);
    const next = waiting;
    waiting = null;
    if (next) run(next);
  };
  const stop = (failure: string | null): void => {
    engine?.stop();
    engine = null;
    ended(failure === null ? null : { id, failure });
  };
  const told: Told = {
    answered: (answer) => {
      if (answer.id === id) ended(answer);
    },
    broke: () => stop('The engine ended without an answer. This is a fault of Portcullis.'),
  };
  const run = (repository: Repository): void => {
    running = repository;
    id += 1;
    engine ??= start(told);
    timer = setTimeout(() => stop(`Stopped after ${deadline / 1000} seconds: this input takes too long.`), deadline);
    engine.review({ id, repository });
  };
  return {
    ask: (repository) => {
      if (!running) return run(repository);
      waiting = repository;
      impatience ??= setTimeout(() => stop(null), patience);
    },
  };
}
