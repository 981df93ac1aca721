import type { Report, Result } from '../../../src/library.ts';
import type { Repository } from './repository.ts';

export interface Request {
  readonly id: number;
  readonly repository: Repository;
}

export interface Reviewed {
  readonly id: number;
  /** Whether there was a base. */
  readonly compared: boolean;
  readonly verdict: Result['verdict'];
  readonly findings: Report['findings'];
  /** How many files were not read, and keep the verdict from being a pass. */
  readonly notRead: number;
  /** The check run's text as a page of its own, in which nothing runs. */
  readonly page: string;
  /** Milliseconds that the engine took. */
  readonly took: number;
}

/** The review could not be made, as a sentence: a configuration that is not valid. */
export interface Failed {
  readonly id: number;
  readonly failure: string;
}

export type Answer = Reviewed | Failed;
