/** What of a cluster a behaviour concerns: a preview tells of it only where there is such a thing. */
export type Concern =
  | 'gateways'
  | 'gateway-configurations'
  | 'tls-listeners'
  | 'stream-listeners'
  | 'http-routes'
  | 'grpc-routes'
  | 'stream-routes'
  | 'grants'
  | 'plugins'
  | 'services'
  | 'settings'
  | 'annotations';

/** Something that releases of a program do, and others do not. */
export interface Behaviour {
  /** The releases that do it, as a range of semver. */
  readonly releases: string;
  /** What they do, as a sentence without its subject, the program: `rewrites URLs of HTTPRoutes`. */
  readonly does: string;
  readonly concerns: readonly Concern[];
  /** Where the program's code says so, or the change that made it so. */
  readonly source: string;
}
