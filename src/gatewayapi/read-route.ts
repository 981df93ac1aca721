import { numberAt, stringAt } from '../source/node.ts';
import type { KindOfRoute, ParentRef, Route } from './route.ts';
import { gatewayGroup } from '../kubernetes/kinds.ts';
import type { KubeObject } from '../kubernetes/object.ts';
import { type Reference, referencesOf } from './references.ts';

const kinds: ReadonlySet<string> = new Set<KindOfRoute>(['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'UDPRoute', 'TLSRoute']);

function isRouteKind(kind: string): kind is KindOfRoute {
  return kinds.has(kind);
}

/** The route an object states, or null when it is something else. References that are not known are left out. */
export function readRoute(object: KubeObject): Route | null {
  if (object.group !== gatewayGroup || !isRouteKind(object.kind)) return null;
  return {
    object,
    kind: object.kind,
    name: object.name,
    namespace: object.namespace,
    parentRefs: referencesOf(object).filter(isParentRef).map(parentRef),
  };
}

function isParentRef({ path, to }: Reference): boolean {
  return path[1] === 'parentRefs' && to.name !== '';
}

function parentRef(reference: Reference): ParentRef {
  const { node } = reference;
  return {
    ...reference,
    sectionName: stringAt(node, 'sectionName') ?? null,
    port: numberAt(node, 'port') ?? null,
  };
}
