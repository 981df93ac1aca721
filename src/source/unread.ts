import type { Cause } from './doubt.ts';

/** We could not look: neither a fault of the repository (a finding) nor of ours (an error). */
export interface Unread {
  readonly path: string;
  readonly cause: Cause;
  /** A sentence a person can act on, for example "larger than 4 MiB". */
  readonly reason: string;
}

/** Why a file has no text or no documents, whatever it is called. */
export type WhyUnread = Omit<Unread, 'path'>;
