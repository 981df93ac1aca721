import type { KubeObject } from '../../kubernetes/object.ts';
import type { Location } from '../../source/location.ts';
import type { Problem } from '../plugins/refusal.ts';
import type { Controller } from './model.ts';
import type { Reach } from './reach.ts';

/** A KongPlugin or KongClusterPlugin that a controller sends to Kong and that Kong refuses. */
export interface RefusedPlugin {
  readonly object: KubeObject;
  /** `rate-limiting`. */
  readonly plugin: string;
  readonly controller: Controller;
  readonly reach: Reach;
  /** `Kong 3.9.1`: whose schema says so. */
  readonly kong: string;
  /** The object that names it; null for a global one. */
  readonly namedBy: KubeObject | null;
  readonly refusals: readonly PlacedRefusal[];
}

export interface PlacedRefusal {
  /** Where it is written, or the closest key around what is missing. */
  readonly at: Location;
  /** `config.redis.host`. */
  readonly field: string;
  /** Keys and indexes of the value below the object. */
  readonly path: readonly (string | number)[];
  readonly problem: Problem | NotEnabled;
}

/** Kong has no plugin of that name; the bundled one that is meant, or null. */
export interface NotEnabled {
  readonly kind: 'not-enabled';
  readonly nearest: string | null;
}
