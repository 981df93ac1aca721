import type { Located, Place } from '../source/location.ts';
import type { MapNode, Node } from '../source/node.ts';
import type { KubeObject } from '../kubernetes/object.ts';
import type { Reference } from './references.ts';

export type KindOfRoute = 'HTTPRoute' | 'GRPCRoute' | 'TCPRoute' | 'UDPRoute' | 'TLSRoute';

/** A reference from a route to a Gateway or something else; `unknownPart` tells of its section and port too. */
export interface ParentRef extends Reference {
  /** Null where none is written, and where it is empty. */
  readonly sectionName: Located<string> | null;
  readonly port: Located<number> | null;
  /** Whether it states a namespace. */
  readonly statesNamespace: boolean;
}

/** A backend that a rule names; `unknownPart` does not tell of its port. */
export interface BackendRef extends Reference {
  /** Which of the route's rules names it. */
  readonly rule: number;
  readonly port: Located<number> | null;
  /** Why the port is not known, or null. */
  readonly unknownPort: string | null;
  /** Null where none is filled in, as nobody knows the definition. */
  readonly weight: number | null;
  readonly filters: readonly Node[];
  readonly statesNamespace: boolean;
}

/** A filter of a rule. */
export interface RouteFilter {
  readonly type: Located<string>;
  readonly node: MapNode;
  /** Of an ExtensionRef: what it names in the route's namespace. */
  readonly extension: { readonly group: string; readonly kind: string; readonly name: Located<string> } | null;
}

export interface RouteRule {
  readonly at: Place;
  readonly node: Node;
  /** Its place among the rules of its route. */
  readonly index: number;
  readonly backendRefs: readonly BackendRef[];
  /** How many matches it has. */
  readonly matches: number;
  /** The first query parameter that a match asks for, or null. */
  readonly queryParameter: Node | null;
  readonly filters: readonly RouteFilter[];
  /** A text that is the same for rules with the same backends. */
  readonly backendsKey: string;
  /** Why it is not known in full, or null. */
  readonly unknownPart: string | null;
}

/** A route of the tree, with the defaults of its definition. */
export interface Route {
  readonly object: KubeObject;
  readonly kind: KindOfRoute;
  readonly name: Located<string>;
  readonly namespace: string | null;
  readonly parentRefs: readonly ParentRef[];
  readonly hostnames: readonly Located<string>[];
  readonly rules: readonly RouteRule[];
  /** KongPlugins that its annotation names, in order. */
  readonly plugins: readonly PluginRef[];
  /** Why parents, hostnames or rules are not known in full, or null. */
  readonly unknownPart: string | null;
}

/** One item of `konghq.com/plugins`; the namespace is null where it is that of the object. */
export interface PluginRef {
  readonly namespace: string | null;
  readonly name: string;
  readonly at: Place;
}
