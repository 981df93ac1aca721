import type { KnownGatewayApi } from '../../admission/installed.ts';
import type { ObjectDefaults } from '../../admission/object-defaults.ts';
import type { ObjectVerdict } from '../../admission/verdict.ts';
import type { GatewayClass, Listener } from '../../gatewayapi/gateway.ts';
import type { HoldsEvery } from '../../gitops/model/absence.ts';
import type { MayBring } from '../../gitops/model/may-bring.ts';
import type { Unverified } from '../../gitops/model/cluster.ts';
import type { Release } from '../../gitops/model/release.ts';
import type { KubeObject } from '../../kubernetes/object.ts';
import type { KnownBundles } from '../../admission/safe-upgrades.ts';
import type { Doubt } from '../../source/doubt.ts';
import type { Place } from '../../source/location.ts';
import type { IdleAnnotation } from './idle-annotation.ts';
import type { KongReferences } from './kong-references.ts';
import type { LeftOut } from './left-out.ts';
import type { LiteralPath } from './literal-path.ts';
import type { ListenProblem } from './listen-problem.ts';
import type { Controller, GatewayClassStatus, GatewayStatus, Proxy, ProxyService, Service } from './model.ts';
import type { RefusedEntity } from './refused-entity.ts';
import type { RefusedPlugin } from './refused-plugin.ts';
import type { ServedIngress } from './served-ingress.ts';
import type { SharedIngressClass } from './shared-ingress-class.ts';
import type { RouteStatus, UnreadKind } from './route-status.ts';
import type { TwinRoutes } from './twin-routes.ts';
import type { UnusedSetting } from './unused-setting.ts';
import type { Workload } from './workload.ts';

/** Everything the rules may look at, for one cluster. */
export interface ClusterView {
  readonly name: string;
  readonly evidence: string;
  readonly classes: readonly GatewayClass[];
  readonly gateways: readonly GatewayStatus[];
  /** Gateways of other repositories, as an inventory has them: routes may name them, and nothing else is said of them. */
  readonly elsewhere: readonly GatewayStatus[];
  readonly services: readonly Service[];
  readonly proxies: readonly Proxy[];
  readonly controllers: readonly Controller[];
  /** Everything that runs something of Kong's, with its environment and arguments. */
  readonly workloads: readonly Workload[];
  /** What is known of the definitions of Gateway API there. */
  readonly gatewayApi: KnownGatewayApi;
  readonly releases: readonly ReleaseView[];
  readonly objects: readonly KubeObject[];
  /** What the API server says of objects that it does not take as they are; after others, of updates of those. */
  readonly verdicts: readonly ObjectVerdict[];
  readonly verdictsAfter: (before: readonly KubeObject[]) => readonly ObjectVerdict[];
  /** Whether it is known by which one definition the API server judges an object: then what it has nothing against is taken. */
  readonly isJudged: (object: KubeObject) => boolean;
  /** What the API server fills into an object, whichever cluster has it; null where its definition is not certain. */
  readonly defaultsOf: (object: KubeObject) => ObjectDefaults | null;
  /** What the tree tells of definitions of Gateway API; null where the configuration does. */
  readonly bundles: KnownBundles | null;
  readonly listenProblems: readonly ListenProblem[];
  readonly unverified: readonly Unverified[];
  /** Whether an object that is not in the tree is nowhere. */
  readonly holdsEvery: HoldsEvery;
  readonly mayBring: MayBring;
  readonly classStatuses: readonly GatewayClassStatus[];
  readonly routes: readonly RouteStatus[];
  /** Ingresses that controllers of the tree certainly read. */
  readonly ingresses: readonly ServedIngress[];
  readonly sharedIngressClasses: readonly SharedIngressClass[];
  readonly unreadKinds: readonly UnreadKind[];
  /** `attachedRoutes` of a listener: how many HTTPRoutes of the tree are counted; null where that is not known. */
  readonly attachedRoutes: ReadonlyMap<Listener, number | null>;
  /** Plugins for which Kong refuses all of a controller's configuration. */
  readonly refusedPlugins: readonly RefusedPlugin[];
  /** The same for routes, Services and pairs of plugins. */
  readonly refusedEntities: readonly RefusedEntity[];
  /** Pairs of routes of which one gets no request that both ask for. */
  readonly twinRoutes: readonly TwinRoutes[];
  /** Annotations of Kong's on routes and Services that do nothing. */
  readonly idleAnnotations: readonly IdleAnnotation[];
  /** What routes, Services, plugins and consumers name. */
  readonly references: KongReferences;
  readonly leftOut: LeftOut;
  /** Paths of Ingresses that are written as patterns and read letter by letter. */
  readonly literalPaths: readonly LiteralPath[];
  /** Every Service of the tree that sends to a data plane of the tree. */
  readonly proxyServices: readonly ProxyService[];
}

/** A release and what its chart makes of it. */
export interface ReleaseView {
  readonly release: Release;
  /** Why Helm refuses the values, or null. */
  readonly renderFailure: { readonly reason: string; readonly at: Place } | null;
  /** Settings the chart never reads. */
  readonly withoutEffect: readonly UnusedSetting[];
  readonly services: readonly Service[];
  /** Those of its Services that lead to something else than Kong's proxy: the Admin API, Kong Manager, the webhook. */
  readonly otherServices: readonly Service[];
  /** The chart version the statements rest on, `kong/kong 3.4.1`. */
  readonly chartLabel: string;
  /** Why what is said of it is not certain, or null. */
  readonly doubt: Doubt | null;
}
