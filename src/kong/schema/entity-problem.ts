import type { Written } from './written.ts';

/** Why Kong's schema refuses a route, a service or a target. */
export type EntityProblem =
  /** A path that begins neither with `/` nor, as a regular expression, with `~/`. */
  | { readonly kind: 'path-start'; readonly value: string }
  /** A path that becomes a regular expression and is none. */
  | { readonly kind: 'path-regex'; readonly value: string }
  /** A prefix that Kong would write another way. */
  | { readonly kind: 'path-encoding'; readonly value: string; readonly part: string }
  | { readonly kind: 'path-segments'; readonly value: string }
  /** What the library of the router does not know in regular expressions. */
  | { readonly kind: 'regex-feature'; readonly value: string; readonly feature: RegexFeature }
  | { readonly kind: 'header-regex'; readonly value: string }
  /** Nothing says which requests the route takes. */
  | { readonly kind: 'no-condition'; readonly needed: readonly string[]; readonly protocols: readonly string[] }
  | { readonly kind: 'host-header'; readonly name: string }
  | { readonly kind: 'header-name'; readonly name: string }
  | { readonly kind: 'wildcard-sni'; readonly hostname: string }
  | { readonly kind: 'unknown-protocol'; readonly protocol: string }
  | { readonly kind: 'mixed-protocols'; readonly protocols: readonly string[] }
  /** A condition that routes of the protocol do not have. */
  | { readonly kind: 'not-with-protocol'; readonly what: RouteField; readonly protocols: readonly string[] }
  | { readonly kind: 'snis-without-tls'; readonly protocols: readonly string[] }
  | { readonly kind: 'path-handling'; readonly value: string }
  | { readonly kind: 'redirect-without-host'; readonly location: string }
  | { readonly kind: 'modified-header'; readonly name: string }
  | { readonly kind: 'timeout'; readonly milliseconds: number }
  | { readonly kind: 'weight'; readonly weight: number }
  | { readonly kind: 'service-field'; readonly value: string; readonly expected: string }
  | { readonly kind: 'service-protocol'; readonly protocol: string }
  /** A setting of TLS, or a path, and a protocol that has none. */
  | { readonly kind: 'not-with-service'; readonly what: 'tls' | 'path'; readonly protocol: string };

export type RouteField = 'paths' | 'hosts' | 'methods' | 'headers' | 'destinations' | 'strip-path';

export type RegexFeature = 'look-around' | 'a back-reference' | 'an atomic group';

/** A problem, and where its cause is written. */
export type PlacedProblem = Written<EntityProblem>;

export function placed(problem: EntityProblem, { at, field }: Omit<Written<unknown>, 'value'>): PlacedProblem {
  return { value: problem, at, field };
}
