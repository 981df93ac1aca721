import type { Gateway, GatewayClass, Listener, Protocol, RouteKind } from '../../gatewayapi/gateway.ts';
import type { Fact, Located, Place } from '../../source/location.ts';
import type { Origin } from './origin.ts';
import type { WorkloadName } from './workload-name.ts';
import type { CertificateVerdict } from './certificate.ts';
import type { NoStatus } from './no-status.ts';
import type { Unavailable } from './unavailable.ts';
import type { StartFailure, UnknownGate } from './start-failure.ts';
import type { PluginSetup } from './plugin-setup.ts';
import type { PinItem } from './pin.ts';
import type { OperatorFacts } from './operator-facts.ts';
import type { Condition } from './condition.ts';
import type { ManagedGateway, ParametersFault } from './managed.ts';

/** A core/v1 Service, from a manifest or rendered by a chart. */
export interface Service {
  readonly namespace: string | null;
  readonly name: string;
  readonly type: string;
  readonly ports: readonly ServicePort[];
  /** Where to point when the Service as a whole is meant. */
  readonly at: Place;
  readonly origin: Origin;
  /** `spec.selector` of a manifest; null for a chart's Service. */
  readonly selector: ReadonlyMap<string, string> | null;
  /** Why its ports are not all known (a variable, a Secret), or null; absent means null. */
  readonly unknownPart?: string | null;
  /** Ports whose number is none, so that they cannot stand in `ports`; absent means none. */
  readonly invalidPorts?: readonly { readonly reason: string; readonly at: Place }[];
}

export interface ServicePort {
  readonly name: string | null;
  readonly port: Located<number>;
  /** As written; `TCP` when absent. A chart passes any string through. */
  readonly protocol: Located<string>;
  /** A number, or the name of a container port. The API server defaults it to `port`. */
  readonly targetPort: Located<number | string>;
  readonly nodePort: number | null;
  /** The protocol that load balancers are told to take it for; null where they are told none. */
  readonly appProtocol: string | null;
}

/** One entry of a proxy listen or stream listen string, as Kong reads it. */
export interface KongListen {
  readonly address: string;
  readonly port: number;
  readonly ssl: boolean;
  readonly udp: boolean;
  /** Every flag as written, `ssl` and `udp` included. */
  readonly flags: readonly string[];
  /** The entry's text in the file, or the value that made the chart write it. */
  readonly at: Place;
}

/** A Kong data plane: one Deployment or DaemonSet with a proxy container. */
export interface Proxy {
  /** `namespace/name` of the workload. */
  readonly id: string;
  readonly workload: WorkloadName;
  readonly proxyListen: Fact<readonly KongListen[]>;
  readonly streamListen: Fact<readonly KongListen[]>;
  /** `traditional`, `data_plane` or `control_plane`. */
  readonly role: string;
  /** The Kong version, from the image's tag. */
  readonly version: Fact<string>;
  /** The release of plain Kong that it is, where it has no database. */
  readonly plainRelease: Fact<string>;
  /** Its plugins, where it has no database and all of them are known. */
  readonly plugins: Fact<PluginSetup>;
  /** `KONG_ROUTER_FLAVOR`. */
  readonly routerFlavor: Fact<string>;
  /** `KONG_PORT_MAPS`: from Kong's port to the port that clients use. */
  readonly portMaps: Fact<ReadonlyMap<number, number>>;
  readonly namespace: string | null;
  readonly origin: Origin;
  readonly labels: ReadonlyMap<string, string> | null;
}

/** An ingress controller: flags over environment over defaults. */
export interface Controller {
  /** `namespace/name` of the workload. */
  readonly id: string;
  readonly workload: WorkloadName;
  readonly kind: 'kic' | 'operator';
  readonly controllerName: Fact<string>;
  /** `namespace/name`, the publish Service. */
  readonly publishService: Fact<string | null>;
  readonly publishServiceUdp: Fact<string | null>;
  /** `namespace/name` or null for every Gateway. */
  readonly gatewayToReconcile: Fact<string | null>;
  readonly featureGates: Fact<ReadonlyMap<string, boolean>>;
  /** `kong` unless another is set: objects of Kong's that are not namespaced carry it. */
  readonly ingressClass: Fact<string>;
  /** Null for all namespaces. */
  readonly watchNamespaces: Fact<readonly string[] | null>;
  /** `enable-controller-gwapi-gateway`, -httproute, -reference-grant, -grpcroute, `enable-controller-kongplugin` and so on; true when absent. */
  readonly enabled: ReadonlyMap<string, Fact<boolean>>;
  /** Whether HTTPRoutes of a namespace share services of Kong: `--combined-services-from-different-httproutes`, a gate in 3.4. */
  readonly combinesServices: Fact<boolean>;
  /** Whether it serves a webhook that API servers may ask before they take an object. */
  readonly admissionWebhook: Fact<boolean>;
  /** The version of KIC, `X.Y` or `X.Y.Z`. */
  readonly version: Fact<string>;
  /** Whether nothing tells the version, and `version` is only what is likely. */
  readonly versionAssumed: boolean;
  readonly origin: Origin;
  /** Where to point when the controller as a whole is meant. */
  readonly at: Place;
  /** The publish Service and then the UDP publish Service, as far as they are set and known. */
  readonly publish: readonly PublishService[];
  /** Feature gates set here that this version does not know: it refuses to start. */
  readonly unknownGates: readonly UnknownGate[];
  /** The data planes it configures (same pod, gateway discovery); empty when they are not in the tree. */
  readonly proxies: readonly Proxy[];
  /** The settings with which the controller refuses to start; the first one stops it. */
  readonly startFailures: readonly StartFailure[];
  /** The release of Kong Operator that runs it for one Gateway; absent for any other. */
  readonly embeddedIn?: string;
  /** Of Kong Operator; absent for an ingress controller. */
  readonly operator?: OperatorFacts;
}

/** A Service that a controller is told to publish, and what the tree has of it. */
export interface PublishService {
  readonly role: 'publish' | 'publish-udp';
  /** `namespace/name`, as the controller is given it. */
  readonly ref: Located<string>;
  readonly service: Service | null;
  /** Why there is no Service; `certain` when what would make it is in the tree and does not. */
  readonly missing: { readonly certain: boolean; readonly reason: string } | null;
}

/** A Service that sends to a data plane of the tree. */
export interface ProxyService {
  readonly service: Service;
  readonly proxy: Proxy;
  /** The controllers that publish the Service, with the role they give it. */
  readonly publishedBy: readonly { readonly controller: Controller; readonly role: PublishService['role'] }[];
}

/** What the controller believes one Service port offers (for a Gateway: all its publish Services in order). */
export interface Offer extends ServedBy {
  /** A Service's protocol may be any string that the chart lets through. */
  readonly protocol: Protocol | (string & {});
}

export type ConditionType = 'Accepted' | 'Conflicted' | 'ResolvedRefs' | 'Programmed';

/** The conditions of a Gateway or a GatewayClass; one that the controller does not write is absent. */
export type GatewayConditions = Readonly<Record<string, Condition>>;

/** The conditions of one listener; one that the controller does not write is absent. */
export type Conditions = Partial<Record<ConditionType, Condition>>;

/** The chain that serves a listener: Service port, target port, Kong's listen. */
export interface ServedBy {
  readonly service: Service;
  readonly port: ServicePort;
  readonly targetPort: number;
  /** Null when Kong listens on nothing there: the controller does not notice, traffic is lost. */
  readonly listen: { readonly kind: 'proxy' | 'stream'; readonly entry: KongListen } | null;
}

export interface ListenerStatus {
  readonly listener: Listener;
  /** Null when the status cannot be predicted; `unverified` then says why. */
  readonly conditions: Conditions | null;
  readonly servedBy: ServedBy | null;
  readonly unverified: string | null;
  /** What stands at the listener's port number, whatever its protocol; empty when nothing does or it is unknown. */
  readonly atPort: readonly Offer[];
  /** What no release serves, or what no publish Service has: the listener fails for certain although `conditions` is null. */
  readonly certainlyUnavailable: Unavailable | null;
  /** The other listeners of the Gateway with which it conflicts. */
  readonly conflictsWith: readonly Listener[];
  /** Entries of `allowedRoutes.kinds` that the controller does not support. */
  readonly invalidKinds: readonly RouteKind[];
  /** The kinds of routes in `supportedKinds` of its status. */
  readonly supportedKinds: readonly string[];
  readonly certificates: readonly CertificateVerdict[];
}

export interface GatewayStatus {
  readonly gateway: Gateway;
  /** The class in this cluster's tree, or null when it is not there. */
  readonly gatewayClass: GatewayClass | null;
  readonly implementation: 'kic' | 'operator' | 'other' | 'unknown';
  /** The controller that reconciles it, where there is exactly one in the tree. */
  readonly controller: Controller | null;
  /** The publish Services in the order in which the controller reads them; null when not all are known. */
  readonly services: readonly Service[] | null;
  readonly listeners: readonly ListenerStatus[];
  /** Said once for a Gateway: what could not be verified, or null. */
  readonly unverified: string | null;
  /**
   * Why the controller writes no status at all, or null: then every listener's conditions are `{}`. Causes: the class is
   * not unmanaged, another Gateway is to be reconciled, the namespace is not watched, a pin does not match, and so on.
   */
  readonly withoutStatus: NoStatus | null;
  /** All that the publish Services offer, in order; null when they or Kong's listens are unknown. */
  readonly offers: readonly Offer[] | null;
  /** The items of the publish Service annotation, in order; empty without one. `matches` is null where the controller is known and knows no such Service. */
  readonly pin: readonly PinItem[];
  /** Why the API server refuses the Gateway, so that no controller sees it and every `conditions` is null; or null. */
  readonly refusal: string | null;
  /** Its own conditions; null where they cannot be predicted or nobody writes any. */
  readonly conditions: GatewayConditions | null;
  /** For a Gateway of Kong Operator: what every release that its operator may be makes of it; empty otherwise. */
  readonly managed: readonly ManagedGateway[];
}

/** A GatewayClass and who answers to its controller name. */
export interface GatewayClassStatus {
  readonly gatewayClass: GatewayClass;
  readonly implementation: GatewayStatus['implementation'];
  /** Controllers of the tree (and the configuration) whose known or defaulted name is the class's. */
  readonly controllers: readonly Controller[];
  /** Why the API server refuses the class, which is then not there or stays as it was; or null. */
  readonly refusal: string | null;
  /** For a class of Kong Operator: what the operator has against its parameters, in every release. */
  readonly parameterFaults: readonly ParametersFault[];
  /** Its conditions; null where they cannot be predicted or nobody writes any. */
  readonly conditions: GatewayConditions | null;
}
