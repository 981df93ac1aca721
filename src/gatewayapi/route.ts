import type { Located, Place } from '../source/location.ts';
import type { KubeObject } from '../kubernetes/object.ts';

export type KindOfRoute = 'HTTPRoute' | 'GRPCRoute' | 'TCPRoute' | 'UDPRoute' | 'TLSRoute';

/** A reference from a route to a Gateway or something else, with the CRD's defaults applied. */
export interface ParentRef {
  readonly at: Place;
  readonly group: string;
  readonly kind: string;
  readonly name: Located<string>;
  /** The route's own where none is written; null where that is not stated either. */
  readonly namespace: string | null;
  readonly sectionName: Located<string> | null;
  readonly port: Located<number> | null;
}

/** A route of the tree, as far as its attachment is concerned. */
export interface Route {
  readonly object: KubeObject;
  readonly kind: KindOfRoute;
  readonly name: Located<string>;
  readonly namespace: string | null;
  readonly parentRefs: readonly ParentRef[];
}
