import { isProtocol } from '../../kong/status/service-admission.ts';
import type { Controller, ProxyService, GatewayStatus, ListenerStatus, Offer } from '../../kong/model/model.ts';

/** Why a listener does not get what it asks for: one cause for each listener, the most specific one. */
export type ListenerCause =
  /** The Service names the target port, which the controller reads as 0. */
  | { readonly cause: 'named-target-port'; readonly offer: Offer }
  /** Two ports of one Service share the number; the controller keeps the last one's target. */
  | { readonly cause: 'number-shared'; readonly offer: Offer; readonly others: readonly Offer[] }
  /** The Service sends to a stream listen without `ssl`. */
  | { readonly cause: 'stream-without-ssl'; readonly offer: Offer }
  /** The Service sends its TLS port to a plain proxy listen: TLS ends before Kong. */
  | { readonly cause: 'tls-terminated'; readonly offer: Offer }
  /** A Service with the port is there, but the controller does not publish it. */
  | { readonly cause: 'udp-not-published'; readonly proxyService: ProxyService; readonly controller: Controller }
  /** The Gateway is pinned to a list of Services that lacks the UDP publish Service. */
  | { readonly cause: 'pinned' }
  /** Kong offers nothing of this protocol anywhere. */
  | { readonly cause: 'protocol' }
  /** Kong offers the protocol, or nothing is known of its listens, but not on this port. */
  | { readonly cause: 'port' };

/** Null when the listener is accepted, in conflict, refused by the API server, or cannot be judged. */
export function listenerCause(
  gateway: GatewayStatus,
  status: ListenerStatus,
  proxyServices: readonly ProxyService[],
): ListenerCause | null {
  const { certainlyUnavailable } = status;
  if (certainlyUnavailable !== null)
    return misdirected(status) ?? unserved(gateway, status, proxyServices) ?? { cause: certainlyUnavailable.lacks };
  if (status.conditions === null || status.conditions.Conflicted?.status === 'True') return null;
  // A port that no Service can have is told of the Service.
  if (status.atPort.some(({ port }) => !isProtocol(port.protocol.value))) return null;
  const accepted = status.conditions.Accepted;
  if (accepted?.status !== 'False') return fooled(status);
  return (
    misdirected(status) ??
    unserved(gateway, status, proxyServices) ??
    (accepted.reason === 'UnsupportedProtocol' ? { cause: 'protocol' } : { cause: 'port' })
  );
}

/** A TCP or UDP listener on a named target port: the controller believes in it, for it looks at port 0. */
function fooled({ servedBy }: ListenerStatus): ListenerCause | null {
  if (servedBy === null || typeof servedBy.port.targetPort.value !== 'string' || servedBy.targetPort !== 0) return null;
  return { cause: 'named-target-port', offer: { ...servedBy, protocol: servedBy.port.protocol.value } };
}

/** The port is there, but leads to the wrong place. */
function misdirected({ listener, atPort }: ListenerStatus): ListenerCause | null {
  const [offer] = atPort;
  if (offer === undefined) return null;
  const named = atPort.find(({ port, targetPort }) => typeof port.targetPort.value === 'string' && targetPort === 0);
  if (named) return { cause: 'named-target-port', offer: named };
  const others = atPort.filter(
    (each) => each.port.targetPort.value !== offer.port.targetPort.value && each.service === offer.service,
  );
  if (others.length > 0) return { cause: 'number-shared', offer, others };
  const protocol = listener.protocol.value;
  if (protocol === 'TLS' && offer.listen?.kind === 'stream' && !offer.listen.entry.ssl)
    return { cause: 'stream-without-ssl', offer };
  if (protocol === 'HTTPS' && offer.listen?.kind === 'proxy' && !offer.listen.entry.ssl && isTlsPort(offer)) {
    return { cause: 'tls-terminated', offer };
  }
  return null;
}

function isTlsPort({ port }: Offer): boolean {
  return port.port.value === 443 || /tls|https|ssl/.test(port.name ?? '');
}

/** No published port has the number; another Service in front of the same data plane may have it. */
function unserved(
  gateway: GatewayStatus,
  { listener, atPort }: ListenerStatus,
  proxyServices: readonly ProxyService[],
): ListenerCause | null {
  const { controller } = gateway;
  if (controller === null || atPort.length > 0 || listener.protocol.value !== 'UDP') return null;
  const proxyService = proxyServices.find(
    (each) =>
      controller.proxies.includes(each.proxy) &&
      each.service.ports.some(({ port, protocol }) => port.value === listener.port.value && protocol.value === 'UDP'),
  );
  if (proxyService === undefined) return null;
  const published = proxyService.publishedBy.some((each) => each.controller === controller);
  if (published) return gateway.pin.length > 0 ? { cause: 'pinned' } : null;
  return { cause: 'udp-not-published', proxyService, controller };
}
