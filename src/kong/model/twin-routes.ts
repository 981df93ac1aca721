import type { Route } from '../../gatewayapi/route.ts';
import type { Place } from '../../source/location.ts';

/** A route, and where it asks for what another one asks for too. */
export interface Twin {
  readonly route: Route;
  /** Which of its rules asks. */
  readonly rule: number;
  readonly at: Place;
}

/** Two routes, or two rules of one, with the same match at the same listeners, and other backends. */
export interface TwinRoutes {
  readonly twins: readonly [Twin, Twin];
  /** What both ask for: `path prefix /v1 of shop.example.com`. */
  readonly match: string;
  /** A listener that both attach to: `listener "http" of Gateway kong/edge`. */
  readonly listener: string;
  /** Which of the two Kong serves: the older object, the first rule; `open` where that is not defined, null where it is not known. */
  readonly served: 'older' | 'first' | 'open' | null;
}
