import type { Route } from '../../../gatewayapi/route.ts';
import type { Fact } from '../../../source/location.ts';
import { behaves } from '../../flags/behaviours.ts';
import type { Backend, NamedPlugin, RouteFailure } from '../../model/route-status.ts';

/** A route that its controller hands to the translator. */
export interface TranslationQuestion {
  readonly route: Route;
  readonly backends: readonly Backend[];
  readonly plugins: readonly NamedPlugin[];
  readonly version: Fact<string>;
  /** Whether Kong's router takes expressions; a text where that is not known. */
  readonly expressions: boolean | string;
  /** Whether rules of several HTTPRoutes with the same backends are one service of Kong, and fail together. */
  readonly combines: boolean;
  /** Whether Kong may get another route in its place. */
  readonly contends: boolean;
  /** For TCP and UDP: whether Kong listens on a port that the route asks for; null where that is not known. */
  readonly destination: boolean | null;
}

/** One service of Kong: the rules that share it and the backends behind it. */
export interface KongService {
  readonly rules: readonly number[];
  readonly backends: readonly Backend[];
  /** Whether a redirect answers all requests before they come to a backend. */
  readonly isRedirect: boolean;
}

/** What the translator makes of a route before it looks at Services. */
export interface Draft {
  readonly services: readonly KongService[];
  /** Failures that the route is told of. */
  readonly failures: readonly RouteFailure[];
  /** Failures that only the log tells of: the route counts as not translated. */
  readonly logged: readonly RouteFailure[];
  readonly doubt: string | null;
  /** Whether chance decides which of the services are left, as something of the route fails. */
  readonly isChance?: boolean;
}

/** Backends that the translator takes: those that are there and may be named. */
export function usable(backends: readonly Backend[]): readonly Backend[] {
  return backends.filter(isUsable);
}

function isUsable({ fault, isUngranted }: Backend): boolean {
  return (fault === null || fault === 'port-not-found') && !isUngranted;
}

/** The same of releases that keep a backend whose Service is missing, and fail at it later. */
export function taken(backends: readonly Backend[], version: Fact<string>): readonly Backend[] {
  if (backends.every(isUsable)) return backends;
  const kept = usable(backends);
  const missing = backends.filter(({ fault, isUngranted }) => fault === 'not-found' && !isUngranted);
  if (missing.length === 0 || behaves(version, 'leaves-out-missing-backends') !== false) return kept;
  return [...kept, ...missing];
}
