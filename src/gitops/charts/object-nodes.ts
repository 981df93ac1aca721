import { field, printed, type Value } from '../../helm/go-template.ts';
import { gatewayGroup, service as coreService } from '../../kubernetes/kinds.ts';
import { isLocation, type Place } from '../../source/location.ts';
import type { MapNode, Node } from '../../source/node.ts';
import { listAtPlace, mapAtPlace, printedIfSet, printedNode, scalarAt, taken } from './nodes.ts';

/** A route whose parents and hostnames are values of one block. */
export interface RouteParts {
  readonly kind: string;
  /** Absent where the chart asks for v1. */
  readonly apiVersion?: Node | undefined;
  readonly name: string;
  readonly namespace: string;
  /** The block of values. */
  readonly route: Value;
  readonly hostnames: Node | undefined;
  readonly rules: readonly Node[];
  /** Absent where they are taken over as they are. */
  readonly annotations?: Node | undefined;
}

/** A route as a map that stands where its values do. */
export function routeNode(parts: RouteParts): MapNode {
  const { kind, apiVersion, name, namespace, route, hostnames, rules } = parts;
  const at = placeOf(route);
  const annotations = parts.annotations ?? taken(field(route, 'annotations'));
  const stated = field(route, 'rules').at;
  return mapAtPlace(at, {
    apiVersion: apiVersion ?? scalarAt(at, `${gatewayGroup}/v1`),
    kind: scalarAt(at, kind),
    metadata: mapAtPlace(at, { name: scalarAt(at, name), namespace: scalarAt(at, namespace), annotations }),
    spec: mapAtPlace(at, {
      parentRefs: taken(field(route, 'parentRefs')),
      hostnames,
      rules: listAtPlace(isLocation(stated) ? stated : at, rules),
    }),
  });
}

/** A Service with its ports. */
export interface ServiceParts {
  readonly name: string;
  readonly namespace: string;
  /** The block of values with `type` and `clusterIP`. */
  readonly service: Value;
  readonly annotations: Node | undefined;
  readonly ports: readonly ServicePort[];
  /** Ports that are written out in the values. */
  readonly more?: Node | undefined;
}

export interface ServicePort {
  readonly name: string;
  readonly port: Value;
  /** The name of a container's port, or the value that holds it. */
  readonly target: string | Value;
  readonly appProtocol?: Node | undefined;
  /** Absent where none is asked for. */
  readonly nodePort?: Value;
}

/** A Service as a map that stands where its values do. */
export function serviceNode({ name, namespace, service, annotations, ports, more }: ServiceParts): MapNode {
  const at = placeOf(service);
  const type = printedIfSet(field(service, 'type'));
  const isNodePort = type !== undefined && printed({ ...service, node: type }) === 'NodePort';
  const own = ports.map(({ name: called, port, target, appProtocol, nodePort }) =>
    mapAtPlace(port.at, {
      name: scalarAt(port.at, called),
      port: printedNode(port),
      targetPort: typeof target === 'string' ? scalarAt(port.at, target) : printedNode(target),
      protocol: scalarAt(port.at, 'TCP'),
      appProtocol,
      nodePort: isNodePort && nodePort !== undefined ? printedIfSet(nodePort) : undefined,
    }),
  );
  return mapAtPlace(at, {
    apiVersion: scalarAt(at, 'v1'),
    kind: scalarAt(at, coreService.kind),
    metadata: mapAtPlace(at, { name: scalarAt(at, name), namespace: scalarAt(at, namespace), annotations }),
    spec: mapAtPlace(at, {
      type: type ?? scalarAt(at, 'ClusterIP'),
      clusterIP: printedIfSet(field(service, 'clusterIP')),
      ports: listAtPlace(at, [...own, ...(more?.kind === 'list' ? more.items : [])]),
      selector: { kind: 'unknown', reason: 'it is that of the chart', at },
    }),
  });
}

/** Where a block of values is written; defaults stand nowhere. */
function placeOf({ node, at }: Value): Place {
  return node?.at ?? at;
}
