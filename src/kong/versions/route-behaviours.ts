import { isWithin, releaseRange, releasesOf } from '../flags/releases.ts';
import type { Fact } from '../../source/location.ts';

/** In which releases of the controller something holds. */
interface Behaviour {
  readonly releases: ReturnType<typeof releaseRange>;
  /** Where the controller's code says so, or the change that made it so. */
  readonly source: string;
}

const pull = (number: number): string => `https://github.com/Kong/kubernetes-ingress-controller/pull/${number}`;
const code = (path: string): string =>
  `https://github.com/Kong/kubernetes-ingress-controller/blob/v3.5.13/internal/${path}`;

const utilities = code('controllers/gateway/route_utils.go');
const translation = code('dataplane/translator/subtranslator/httproute.go');

/** How releases of the controller differ in what they make of routes: one row for each behaviour. */
const behaviours = {
  /** The statuses of routes that are predicted here. */
  'writes-these-conditions': { releases: releaseRange('>=3.0.0'), source: utilities },
  /**
   * `Accepted` of GRPC, TCP, UDP and TLS routes tells what was found; before, it is always True. The entries of TCP
   * and UDP routes name the section of a parent; before, parents of one Gateway share one without a section.
   */
  'accepts-truthfully': { releases: releaseRange('>=3.4.3'), source: pull(6877) },
  /** With `--gateway-to-reconcile`, parents that are another Gateway are passed over. */
  'narrows-parents-to-one-gateway': { releases: releaseRange('>=3.1.0'), source: utilities },
  'takes-grpc-on-http-listeners': { releases: releaseRange('>=3.1.0'), source: utilities },
  /** The status of an HTTPRoute's parent that names a port is removed as stale, and written again, for ever. */
  'removes-parents-with-port': {
    releases: releaseRange('>=3.1.0'),
    source: code('controllers/gateway/httproute_controller.go'),
  },
  /** Parents of a GRPCRoute with different sections of a Gateway have entries of their own. */
  'parts-grpc-sections': {
    releases: releaseRange('>=3.2.0'),
    source: code('controllers/gateway/route_parent_status.go'),
  },
  'rewrites-urls': { releases: releaseRange('>=3.2.0'), source: translation },
  /** A plugin that is named and not there, or not granted, is a failure of the route; before, it is only logged. */
  'reports-missing-plugins': { releases: releaseRange('>=3.4.0'), source: code('dataplane/kongstate/kongstate.go') },
  'explains-unresolved-references': {
    releases: releaseRange('>=3.4.0'),
    source: code('controllers/gateway/httproute_controller.go'),
  },
  /** A route that names a Gateway twice counts once in `attachedRoutes`. */
  'counts-routes-once': { releases: releaseRange('>=3.4.7'), source: pull(7517) },
  /** Protocols of a route are those of the listeners that its parents name; before, it takes HTTP and HTTPS. */
  'takes-protocols-from-listeners': { releases: releaseRange('>=3.4.14 <3.5.0 || >=3.5.7'), source: translation },
  'refuses-cors-filters': { releases: releaseRange('>=3.4.5'), source: translation },
  /** A filter of a type that is not known fails the rule; before, it is ignored. */
  'refuses-unknown-filters': { releases: releaseRange('>=3.5.0'), source: translation },
  /** What Kong gets of routes and Services is what `kong/status/translation/` says. */
  'translates-as-read': { releases: releaseRange('>=3.4.0'), source: translation },
  'redirects-by-plugin': { releases: releaseRange('>=3.4.0'), source: pull(6804) },
  /** An HTTPRoute has the protocols of the listeners that it names; before, it has both. */
  'reads-protocols-of-listeners': {
    releases: releaseRange('>=3.5.7 || >=3.4.14 <3.5.0'),
    source: translation,
  },
} as const satisfies Readonly<Record<string, Behaviour>>;

export type RouteBehaviour = keyof typeof behaviours;

/** Whether one release of the controller behaves so. */
export function behavesIn(release: string, name: RouteBehaviour): boolean {
  return isWithin(release, behaviours[name].releases);
}

/** Whether a controller behaves so; a text says why that is not known: its version may mean releases that differ. */
export function behaves(version: Fact<string>, name: RouteBehaviour): boolean | string {
  if (version.certainty === 'unknown') return `the version of the controller is not known: ${version.reason}`;
  const { releases } = behaviours[name];
  const answers = new Set(releasesOf(version.value).map((release) => isWithin(release, releases)));
  const [answer = false, other] = answers;
  return other === undefined ? answer : `patch releases of version ${version.value} of the controller differ`;
}
