import type { Located, Place } from '../source/location.ts';
import type { MapNode, Node, ScalarNode } from '../source/node.ts';
import type { KubeObject } from '../kubernetes/object.ts';
import type { LabelSelector } from './label-selector.ts';
import type { Reference } from './references.ts';

/** A GatewayClass of the tree. */
export interface GatewayClass {
  readonly object: KubeObject;
  readonly name: Located<string>;
  readonly controllerName: Located<string>;
  /** The value of `metadata.annotations["konghq.com/gatewayclass-unmanaged"]` when it is a string. */
  readonly unmanaged: Located<string> | null;
  /** The scalar under that key as written, also when it is not a string (the API server refuses it then), or null. */
  readonly unmanagedNode: ScalarNode | null;
  /** Why the controller name is not known, or null; absent means null. */
  readonly unknownPart?: string | null;
}

export type Protocol = 'HTTP' | 'HTTPS' | 'TLS' | 'TCP' | 'UDP';

export interface RouteKind {
  readonly at: Place;
  /** Absent in the manifest becomes the CRD's default, `gateway.networking.k8s.io`. */
  readonly group: string;
  readonly kind: string;
}

/** `allowedRoutes.namespaces`: from where a listener takes routes. */
export interface AllowedNamespaces {
  /** `All`, `Same`, `Selector` or `None`. */
  readonly from: Located<string>;
  /** Null where none is given: then no namespace is selected. */
  readonly selector: LabelSelector | null;
  /** Why it is not known, or null. */
  readonly unknownPart: string | null;
}

/** A listener. */
export interface Listener {
  readonly name: Located<string>;
  readonly port: Located<number>;
  readonly protocol: Located<string>;
  readonly hostname: Located<string> | null;
  readonly tls: {
    readonly at: Place;
    /** Null when absent. */
    readonly mode: string | null;
    readonly certificateRefs: readonly Reference[];
    /** Whether `options` holds at least one entry. */
    readonly hasOptions: boolean;
  } | null;
  /** `allowedRoutes.kinds`; empty when not given. */
  readonly kinds: readonly RouteKind[];
  readonly namespaces: AllowedNamespaces;
  readonly node: MapNode;
}

export interface Gateway {
  readonly object: KubeObject;
  readonly name: Located<string>;
  readonly namespace: string | null;
  readonly className: Located<string>;
  /** What `gatewayClassName` names; null where it is missing. */
  readonly classReference: Reference | null;
  /** `metadata.annotations["konghq.com/publish-service"]`, the pin KIC writes or obeys from 3.0 on. */
  readonly publishServicePin: Located<string> | null;
  /** `metadata.annotations["konghq.com/gatewayclass-unmanaged"]`, the same pin until 2.12. */
  readonly formerPin: Located<string> | null;
  readonly listeners: readonly Listener[];
  /** A part that cannot be known (a variable in a port, say) or that is not of its type, or null. */
  readonly unknownPart: { readonly reason: string; readonly node: Node } | null;
}
