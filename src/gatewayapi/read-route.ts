import { listAt, numberAt, stringAt, type Node } from '../source/node.ts';
import { gatewayGroup } from './metadata.ts';
import type { KindOfRoute, ParentRef, Route } from './route.ts';
import type { KubeObject } from '../kubernetes/object.ts';

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
    parentRefs: listAt(object.root, 'spec', 'parentRefs').flatMap((item) => readParentRef(item, object.namespace)),
  };
}

function readParentRef(item: Node, namespace: string | null): readonly ParentRef[] {
  const name = stringAt(item, 'name');
  if (name === undefined) return [];
  return [
    {
      at: item.at,
      group: stringAt(item, 'group')?.value ?? gatewayGroup,
      kind: stringAt(item, 'kind')?.value ?? 'Gateway',
      name,
      namespace: stringAt(item, 'namespace')?.value ?? namespace,
      sectionName: stringAt(item, 'sectionName') ?? null,
      port: numberAt(item, 'port') ?? null,
    },
  ];
}
