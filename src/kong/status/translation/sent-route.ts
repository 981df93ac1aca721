import type { RouteStatus } from '../../model/route-status.ts';
import type { KongRoute } from '../../schema/kong-route.ts';
import type { KongAnnotations } from './written-values.ts';

/** A route that a controller hands to its translator, with all that bears on what becomes of it. */
export interface SentRoute {
  readonly status: RouteStatus;
  readonly annotations: KongAnnotations;
  /** Rules that certainly reach Kong. */
  readonly rules: ReadonlySet<number>;
}

/** A route of Kong's and the rules that it is made of. */
export interface RouteEntity {
  readonly sent: SentRoute;
  readonly route: KongRoute;
  /** Why several of one name are made, where they are. */
  readonly twinCause: 'redirect-matches' | 'hostnames' | null;
}
