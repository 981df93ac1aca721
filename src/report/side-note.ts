import type { Side } from '../finding.ts';

/** What follows a place that is not in head, so that nobody looks for it there; empty for all others. */
export function sideNote(side: Side | undefined): string {
  return side === 'base' ? ' (on the base branch)' : '';
}
