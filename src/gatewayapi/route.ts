import type { Located } from '../source/location.ts';
import type { KubeObject } from '../kubernetes/object.ts';
import type { Reference } from './references.ts';

export type KindOfRoute = 'HTTPRoute' | 'GRPCRoute' | 'TCPRoute' | 'UDPRoute' | 'TLSRoute';

/** A reference from a route to a Gateway or something else. */
export interface ParentRef extends Reference {
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
