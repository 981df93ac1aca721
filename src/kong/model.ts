import type { Release, Unverified } from '../gitops/cluster.ts';
import type { Gateway, GatewayClass, Listener } from '../gatewayapi/gateway.ts';
import type { Fact, Located, Place } from '../source/location.ts';
import type { KubeObject } from '../gitops/cluster.ts';

/** A core/v1 Service, from a manifest or rendered by a chart. */
export interface Service {
  readonly namespace: string | null;
  readonly name: string;
  readonly type: string;
  readonly ports: readonly ServicePort[];
  /** Where to point when the Service as a whole is meant. */
  readonly at: Place;
  readonly source: KubeObject | Release;
  /** `spec.selector` of a manifest; null for a chart's Service. */
  readonly selector: ReadonlyMap<string, string> | null;
}

export interface ServicePort {
  readonly name: string | null;
  readonly port: Located<number>;
  /** As written; `TCP` when absent. A chart passes any string through. */
  readonly protocol: Located<string>;
  /** A number, or the name of a container port. The API server defaults it to `port`. */
  readonly targetPort: Located<number | string>;
  readonly nodePort: number | null;
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
  readonly proxyListen: Fact<readonly KongListen[]>;
  readonly streamListen: Fact<readonly KongListen[]>;
  /** `traditional`, `data_plane` or `control_plane`. */
  readonly role: string;
  readonly routerFlavor: Fact<string>;
  /** The Kong version, from the image's tag. */
  readonly version: Fact<string>;
  readonly source: KubeObject | Release;
  readonly labels: ReadonlyMap<string, string> | null;
}

/** An ingress controller: flags over environment over defaults. */
export interface Controller {
  /** `namespace/name` of the workload. */
  readonly id: string;
  readonly kind: 'kic' | 'operator';
  readonly controllerName: Fact<string>;
  /** `namespace/name`, the publish Service. */
  readonly publishService: Fact<string | null>;
  readonly publishServiceUdp: Fact<string | null>;
  /** `namespace/name` or null for every Gateway. */
  readonly gatewayToReconcile: Fact<string | null>;
  readonly featureGates: Fact<ReadonlyMap<string, boolean>>;
  /** Null for all namespaces. */
  readonly watchNamespaces: Fact<readonly string[] | null>;
  /** `enable-controller-gwapi-gateway`, -httproute, -reference-grant, -grpcroute; true when absent. */
  readonly enabled: ReadonlyMap<string, Fact<boolean>>;
  readonly secretLabelSelector: Fact<string | null>;
  /** The version of KIC, `X.Y` or `X.Y.Z`. */
  readonly version: Fact<string>;
  readonly source: KubeObject | Release;
  /** The data planes it configures (same pod, gateway discovery); empty when they are not in the tree. */
  readonly proxies: readonly Proxy[];
  /** A setting with which the controller refuses to start, or null. */
  readonly startFailure: { readonly reason: string; readonly at: Place } | null;
}

export type ConditionType = 'Accepted' | 'Conflicted' | 'ResolvedRefs' | 'Programmed';

export interface Condition {
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

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
}

/** Everything the rules may look at, for one cluster. */
export interface ClusterView {
  readonly name: string;
  readonly evidence: string;
  readonly classes: readonly GatewayClass[];
  readonly gateways: readonly GatewayStatus[];
  readonly services: readonly Service[];
  readonly proxies: readonly Proxy[];
  readonly controllers: readonly Controller[];
  readonly releases: readonly ReleaseView[];
  readonly objects: readonly KubeObject[];
  readonly listenProblems: readonly ListenProblem[];
  readonly unverified: readonly Unverified[];
}

/** A release and what its chart makes of it. */
export interface ReleaseView {
  readonly release: Release;
  /** Why Helm refuses the values, or null. */
  readonly renderFailure: { readonly message: string; readonly at: Place } | null;
  /** Settings the chart never reads. */
  readonly withoutEffect: readonly { readonly message: string; readonly at: Place; readonly key: string }[];
  readonly services: readonly Service[];
  /** The chart version the statements rest on, `kong/kong 3.4.1`. */
  readonly chartLabel: string;
}

/** A listen string that Kong cannot read as it was meant. */
export interface ListenProblem {
  readonly variable: string;
  readonly message: string;
  readonly at: Place;
  readonly resource: string;
  /** The whole value put right, where there is exactly one way; with the node that holds it. */
  readonly correction: { readonly node: import('../source/node.ts').ScalarNode; readonly value: string } | null;
}
