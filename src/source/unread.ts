/** We could not look: neither a fault of the repository (a finding) nor of ours (an error). */
export interface Unread {
  readonly path: string;
  /** A sentence a person can act on, for example "larger than 1 MiB". */
  readonly reason: string;
}
