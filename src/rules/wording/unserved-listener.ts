import type { Listener } from '../../gatewayapi/gateway.ts';
import { isServable } from '../../kong/model/unavailable.ts';
import { portsHint } from './places.ts';
import { streamWithoutProtocol } from './stream-entry.ts';
import { controlPlaneApart, whereItLeads } from './target-listen.ts';
import type { GatewayStatus, ListenerStatus, ProxyService, Service } from '../../kong/model/model.ts';
import { serviceName, serviceNames } from './names.ts';
import type { Words } from '../model/statement.ts';
import { firstItems } from '../../source/first-items.ts';

/** What stands in the way of a listener that nothing serves: half a sentence after "but". */
export function whyUnserved(
  gateway: GatewayStatus,
  status: ListenerStatus,
  proxyServices: readonly ProxyService[],
): Words {
  const { listener, atPort } = status;
  if (!isServable(listener.protocol.value)) return ['the controller knows HTTP, HTTPS, TLS, TCP and UDP only'];
  const { services, offers } = gateway;
  const [service] = services ?? [];
  if (service === undefined || services === null) return ['no publish Service offers it'];
  const [offer] = atPort;
  if (offer === undefined) {
    const offered = (offers ?? [])
      .filter(({ protocol }) => protocol === listener.protocol.value)
      .map(({ port }) => port.port.value);
    const elsewhere =
      offered.length > 0
        ? `; ${listener.protocol.value} is offered on ${firstItems([...new Set(offered)].map(String))}`
        : '';
    return [
      `no port of ${serviceNames(services)} is ${listener.port.value}`,
      ...portsHint(streamService(gateway, listener) ?? service),
      behindIt(gateway, listener) + elsewhere,
    ];
  }
  const { port, protocol } = offer;
  const apart = offer.listen === null ? controlPlaneApart(offer, gateway.controller, proxyServices) : null;
  if (apart !== null) {
    return [
      `the controller reads Kong's listens from the control plane ${apart.controlPlane.id}, which has none on ${offer.targetPort}; `,
      `the data plane ${apart.dataPlane.id} behind ${serviceName(offer.service)} has`,
    ];
  }
  const leads = whereItLeads(offer, gateway.controller);
  const silent = streamWithoutProtocol(status);
  return [
    `port ${port.port.value} of ${serviceName(offer.service)} leads to ${leads} and so offers ${protocol}`,
    ...portsHint(offer.service),
    ...(silent === null ? [] : [`, for its entry of ${silent.block}.stream states no protocol`]),
  ];
}

/** Kong itself may be ready: a listen string written by hand opens no port of a Service. */
function behindIt({ controller }: GatewayStatus, { port }: Listener): string {
  const proxies = controller?.proxies ?? [];
  const isOpen = proxies.some(({ proxyListen, streamListen }) =>
    [proxyListen, streamListen].some(
      (listens) => listens.certainty !== 'unknown' && listens.value.some((listen) => listen.port === port.value),
    ),
  );
  return isOpen ? `, although Kong listens on ${port.value}` : '';
}

/** The Service that gets a new stream port: for UDP the second one, where there is one. */
export function streamService({ services }: GatewayStatus, { protocol }: Listener): Service | undefined {
  const second = services?.find(
    ({ ports }) => ports.length > 0 && ports.every((port) => port.protocol.value === 'UDP'),
  );
  return (protocol.value === 'UDP' ? second : undefined) ?? services?.[0];
}
