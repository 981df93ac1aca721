import type { ClusterAdmission } from '../../../admission/admission.ts';
import type { Route } from '../../../gatewayapi/route.ts';
import type { KubeObject } from '../../../kubernetes/object.ts';
import type { Targets } from '../../../kubernetes/targets.ts';
import type { Controller, GatewayStatus } from '../../model/model.ts';
import type {
  AcceptanceReason,
  Backend,
  NamedPlugin,
  RouteConditions,
  RouteFailure,
  RouteSilence,
} from '../../model/route-status.ts';
import { watchedNamespaces } from '../../model/watched-namespaces.ts';
import { does } from '../../operator/releases.ts';
import { attaches } from '../../model/attaches.ts';
import { behaves } from '../../flags/behaviours.ts';
import { acceptanceOf } from './attachment.ts';
import { backendsOf, type BackendContext } from './backends.ts';
import { reachesDestination } from './destination.ts';
import { effectiveHostnames, type EffectiveHostnames } from './effective-hostnames.ts';
import type { JudgedParent } from './parents.ts';
import { pluginsOf } from './plugins.ts';
import { conditionsOf, type OwnParent } from './route-conditions.ts';
import { traitsOf } from './kind-traits.ts';
import { silenceOf } from './silence.ts';
import { translate, type Translation } from './translation.ts';

/** What of a cluster bears on what becomes of a route once it is attached. */
export interface FateContext {
  readonly objects: Targets<KubeObject>;
  readonly gateways: Targets<GatewayStatus>;
  readonly admission: ClusterAdmission;
  /** What a controller sees of the cluster, as a kind of route has it; null: one that sees all. */
  readonly seenBy: (controller: Controller | null, kind: Route['kind']) => BackendContext;
  /** Whether another route shares a listener of which Kong gets one route alone. */
  readonly contends: (route: Route) => boolean;
  /** Whether another HTTPRoute of its namespace has a rule with the same backends. */
  readonly sharesBackends: (route: Route) => boolean;
}

/** What one controller makes of a route. */
export interface Fate {
  readonly silence: RouteSilence | null;
  readonly written: ReadonlyMap<JudgedParent, WrittenParent>;
  readonly backends: readonly Backend[];
  readonly plugins: readonly NamedPlugin[];
  readonly failures: readonly RouteFailure[];
  /** What Kong gets; null where it gets nothing, and where that is not known. */
  readonly hostnames: EffectiveHostnames | null;
  readonly served: boolean | null;
}

interface WrittenParent {
  readonly acceptance: AcceptanceReason | null;
  readonly conditions: RouteConditions | null;
  readonly unverified: string | null;
}

export function fateOf(route: Route, controller: Controller, all: readonly JudgedParent[], context: FateContext): Fate {
  const own = all.filter((parent) => parent.controller === controller);
  const { silence, doubt } = silenceOf(route, controller, { all, own }, context.admission);
  const seen = context.seenBy(controller, route.kind);
  const backends = backendsOf(route, seen);
  const plugins = pluginsOf(route, seen, context.objects, controller.ingressClass);
  const judged: Fate = {
    silence,
    written: new Map(own.map((parent) => [parent, { acceptance: null, conditions: null, unverified: doubt }])),
    backends,
    plugins,
    failures: [],
    hostnames: null,
    served: doubt === null ? false : null,
  };
  if (silence !== null || doubt !== null) return judged;
  // Where it is the default, it matters for routes of which another one is seen to share the backends.
  const mayShare = controller.embeddedIn === undefined || context.sharesBackends(route);
  const combines = combinesServices(controller) && mayShare;
  const { gateways } = context;
  return attached(route, controller, { all, own, seen, combines, contends: context.contends(route), gateways }, judged);
}

/** What a controller sees of the cluster, as a kind of route has it; null: one that sees all. */
export function seenBy(
  controller: Controller | null,
  kind: Route['kind'],
  { services, grants, holdsEvery, removed }: Pick<BackendContext, 'services' | 'grants' | 'holdsEvery' | 'removed'>,
): BackendContext {
  const watched = controller === null ? null : watchedNamespaces(controller);
  const wanted = controller?.enabled.get('enable-controller-gwapi-reference-grant');
  return {
    services,
    holdsEvery,
    removed,
    watched,
    // One list, where it is the same: what is made of it is made once.
    grants:
      watched === null ? grants : grants.filter(({ namespace }) => namespace === null || watched.includes(namespace)),
    readsGrants: wanted === undefined || wanted.certainty === 'unknown' || wanted.value,
    asksGrantFirst: controller !== null && traitsOf(kind, controller).asksGrantFirst,
    asksGrantAtHome: controller !== null && behaves(controller.version, 'needs-no-grant-in-own-namespace') === false,
  };
}

function attached(
  route: Route,
  controller: Controller,
  {
    all,
    own,
    seen,
    combines,
    contends,
    gateways,
  }: {
    readonly all: readonly JudgedParent[];
    readonly own: readonly JudgedParent[];
    readonly seen: BackendContext;
    readonly combines: boolean;
    readonly contends: boolean;
    readonly gateways: FateContext['gateways'];
  },
  judged: Fate,
): Fate {
  const { version, embeddedIn = null } = controller;
  const tellsInOrder = embeddedIn !== null && does(embeddedIn, 'tells-in-order');
  const { backends, plugins } = judged;
  const parents = own.map((parent): OwnParent => ({
    parent,
    acceptance: acceptanceOf(parent.attachments, parent.ref, tellsInOrder),
  }));
  const isSent = sent(parents, all);
  const expressions = flavorOf(controller);
  const destination = reachesDestination(route, own, controller);
  const translation = translate({
    route,
    backends,
    plugins,
    version,
    expressions,
    destination,
    combines,
    contends,
  });
  const { readsGrants } = seen;
  const traits = traitsOf(route.kind, controller);
  const question = { route, own: parents, version, traits, backends, plugins, readsGrants, isSent, translation };
  const conditions = conditionsOf({
    ...question,
    resolvesPlugins: embeddedIn !== null && does(embeddedIn, 'resolves-plugins'),
  });
  const isKnown = all.every(({ standing }) => standing !== 'unknown');
  return {
    ...judged,
    silence: conditions.every((each) => each === null) ? { cause: 'not-configured' } : null,
    written: new Map(
      parents.map(({ parent, acceptance }, index) => {
        const each = conditions[index] ?? null;
        const text = typeof each === 'string' ? each : null;
        return [
          parent,
          {
            acceptance: 'reason' in acceptance ? acceptance.reason : null,
            conditions: typeof each === 'string' ? null : each,
            unverified: text,
          },
        ];
      }),
    ),
    failures: translation.failures,
    hostnames:
      isSent === true && isKnown
        ? effectiveHostnames(route, own, { controller, gateways, holdsEvery: seen.holdsEvery, expressions })
        : null,
    served: servedBy(isSent, translation),
  };
}

/** What would reach nothing is not served, whether or not Kong gets it. */
function servedBy(isSent: boolean | string, { reaches }: Translation): boolean | null {
  if (isSent === false || reaches === false) return false;
  return isSent === true ? reaches : null;
}

/** Whether one of the parents takes the route, so that Kong gets it; a text where that is not known. */
function sent(own: readonly OwnParent[], all: readonly JudgedParent[]): boolean | string {
  if (own.some(({ acceptance }) => 'reason' in acceptance && acceptance.reason === 'Accepted')) return true;
  for (const { acceptance, parent } of own) {
    // Where none takes it for certain, only what is written of it is not known.
    const mayBeTaken = parent.attachments.some((each) => attaches(each) !== false);
    if ('doubt' in acceptance && mayBeTaken) return acceptance.doubt;
  }
  const open = all.find(({ standing }) => standing === 'unknown');
  return open === undefined ? false : (open.unverified ?? 'one of its parents is not known');
}

/** Whether Kong's router takes expressions; a text where that is not known, or data planes differ. */
function flavorOf({ proxies }: Controller): boolean | string {
  const [first, ...others] = proxies.map(({ routerFlavor }) => routerFlavor);
  if (first === undefined) return 'the router flavor of Kong is not in the repository';
  if (first.certainty === 'unknown') return first.reason;
  const isSame = others.every((each) => each.certainty !== 'unknown' && each.value === first.value);
  return isSame ? first.value === 'expressions' : 'the data planes have different router flavors';
}

/** Release 3.4 has a gate for it, which is taken to be off where nothing tells the gates. */
function combinesServices({ combinesServices: flag, featureGates }: Controller): boolean {
  if (flag.certainty === 'unknown' || flag.value) return true;
  return (
    featureGates.certainty !== 'unknown' && featureGates.value.get('CombinedServicesFromDifferentHTTPRoutes') === true
  );
}
