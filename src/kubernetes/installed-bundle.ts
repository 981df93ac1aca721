import type { Location } from '../source/location.ts';

/** What a tree says of definitions of Gateway API that a cluster gets. */
export interface InstalledBundle {
  /** `1.3.0`; null where the tree does not tell: a branch, a variable, the latest one. */
  readonly version: string | null;
  /** Null where that is not told either. */
  readonly channel: 'standard' | 'experimental' | null;
  /** The one kind that is defined, `httproutes.gateway.networking.k8s.io`; null for all of the channel. */
  readonly definition: string | null;
  /** Whether a tool or a build brings it, or somebody who runs a command: that one may be for another cluster. */
  readonly applied: 'by-tool' | 'by-hand';
  /** Where it is stated. */
  readonly at: Location;
}
