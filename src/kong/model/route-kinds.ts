import type { Listener, RouteKind } from '../../gatewayapi/gateway.ts';
import { gatewayGroup } from '../../kubernetes/kinds.ts';

const listed: ReadonlySet<string> = new Set(['HTTPRoute', 'TCPRoute', 'UDPRoute', 'TLSRoute']);

const byProtocol: Readonly<Record<string, readonly string[]>> = {
  HTTP: ['HTTPRoute', 'GRPCRoute'],
  HTTPS: ['HTTPRoute', 'GRPCRoute'],
  TCP: ['TCPRoute'],
  UDP: ['UDPRoute'],
  TLS: ['TLSRoute'],
};

function isListed({ group, kind }: RouteKind): boolean {
  return group === gatewayGroup && listed.has(kind);
}

/** Entries of `allowedRoutes.kinds` that the controller refuses; `GRPCRoute` is one, although it serves GRPCRoutes. */
export function invalidKindsOf({ kinds }: Pick<Listener, 'kinds'>): readonly RouteKind[] {
  return kinds.filter((kind) => !isListed(kind));
}

/**
 * The kinds of route in `supportedKinds` of a listener's status.
 * @param listsGrpc whether GRPCRoute is among those of an HTTP listener
 */
export function supportedKindsOf(
  { kinds, protocol }: Pick<Listener, 'kinds' | 'protocol'>,
  listsGrpc: boolean,
): readonly string[] {
  if (kinds.length > 0) return kinds.filter(isListed).map(({ kind }) => kind);
  if (protocol.value === 'HTTP' && !listsGrpc) return ['HTTPRoute'];
  return Object.hasOwn(byProtocol, protocol.value) ? (byProtocol[protocol.value] ?? []) : [];
}
