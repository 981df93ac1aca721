import type { Route } from '../../gatewayapi/route.ts';
import type { Place } from '../../source/location.ts';

/** A route, and where it asks for what another one asks for too. */
export interface Twin {
  readonly route: Route;
  readonly at: Place;
}

/** Two routes with the same match at the same listeners, and other backends. */
export interface TwinRoutes {
  readonly twins: readonly [Twin, Twin];
  /** What both ask for: `path prefix /v1 of shop.example.com`. */
  readonly match: string;
  /** A listener that both attach to: `listener "http" of Gateway kong/edge`. */
  readonly listener: string;
}
